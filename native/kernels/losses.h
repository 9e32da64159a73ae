// Losses of whole rows of targets, from logits. Softmax cross-entropy with plain labels has a kernel of its
// own, softmax_cross_entropy.h.
#pragma once

#include <cstddef>

namespace blasnet::kernels {

// losses[r] ← Σ_c q[r, c]·(log Σⱼ e^z[r, j] − z[r, c]): cross-entropy between target weights q and
// softmax(z). q_c = w_c·((1 − ε)·t_c + ε/cols) gives label smoothing ε (Szegedy et al. 2016, 7) and class
// weights w. gradient[r, c] ← scales[r]·(softmax(z)[r, c]·Σⱼ q[r, j] − q[r, c]). z, q, gradient: [rows, cols]
// with rows ldz, ldq, ldg apart; gradient may be z or null, then scales may be null, too. NaN in a row of z
// makes its loss NaN.
template <typename T>
void softmax_cross_entropy_rows(std::size_t rows, std::size_t cols, const T* z, std::size_t ldz, const T* q,
                                std::size_t ldq, const T* scales, double* losses, T* gradient,
                                std::size_t ldg);

enum class ElementwiseLoss {
  // (1 − t)·z + (1 + (p − 1)·t)·log(1 + e^−z), computed without overflow, t in [0, 1], p the weight of
  // positives
  kBinaryCrossEntropy,
  kSquaredError,  // (z − t)²
  kHuber,         // (z − t)²/2 where |z − t| ≤ δ, else δ·(|z − t| − δ/2); Huber 1964
};

// losses[r] ← (1/cols)·Σ_c l(z[r, c], t[r, c]); gradient[r, c] ← scales[r]·(1/cols)·∂l/∂z.
// delta: of kHuber, above 0. positive_weights: [cols], of kBinaryCrossEntropy, null for 1. The rest as above.
template <typename T>
void elementwise_loss(ElementwiseLoss loss, T delta, std::size_t rows, std::size_t cols, const T* z,
                      std::size_t ldz, const T* t, std::size_t ldt, const T* positive_weights,
                      const T* scales, double* losses, T* gradient, std::size_t ldg);

}  // namespace blasnet::kernels
