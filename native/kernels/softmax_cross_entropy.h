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

// logits: [rows, cols] with rows ldz apart; labels: [rows], each in [0, cols). NaN in a row makes the loss
// NaN. losses: [rows], the terms of the sum, or null where nobody wants them.
template <typename T>
LossSum softmax_cross_entropy(std::size_t rows, std::size_t cols, const T* logits, std::size_t ldz,
                              const std::int32_t* labels, double* losses = nullptr);

// As above, and gradient[r, c] ← scale·(softmax(logits)[r, c] − [c = label]). gradient: [rows, cols] with
// rows ldg apart; may be logits.
template <typename T>
LossSum softmax_cross_entropy_backward(std::size_t rows, std::size_t cols, const T* logits, std::size_t ldz,
                                       const std::int32_t* labels, T scale, T* gradient, std::size_t ldg,
                                       double* losses = nullptr);

}  // namespace blasnet::kernels
