// Softmax and cross-entropy in one, from logits.
#pragma once

#include <cstddef>
#include <cstdint>

namespace blasnet::kernels {

struct LossSum {
  double loss;  // Σ over rows of log Σⱼ e^zⱼ − z_label
  std::size_t
      correct;  // rows whose largest logit, the first among equals, stands at the label; none with NaN
};

// logits: [rows, cols]; labels: [rows], each in [0, cols). NaN in a row makes the loss NaN.
template <typename T>
LossSum softmax_cross_entropy(std::size_t rows, std::size_t cols, const T* logits,
                              const std::int32_t* labels);

// As above, and gradient[r, c] ← scale·(softmax(logits)[r, c] − [c = label]). gradient: [rows, cols], may be
// logits.
template <typename T>
LossSum softmax_cross_entropy_backward(std::size_t rows, std::size_t cols, const T* logits,
                                       const std::int32_t* labels, T scale, T* gradient);

}  // namespace blasnet::kernels
