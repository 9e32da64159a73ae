// Batch normalisation of columns (Ioffe and Szegedy 2015): x̂ = (z − μ)/√(σ² + ε), u = γ·x̂ + β, with μ and σ²
// those of the column over the batch. All matrices are [rows, columns], `columns` a multiple of kPadding;
// vectors are [columns]. A column's results do not depend on which columns are processed with it.
#pragma once

#include <cstddef>

namespace blasnet::kernels {

// mean[c] ← (1/rows)·Σ_r z[r, c]; variance[c] ← (1/rows)·Σ_r (z[r, c] − mean[c])², in two passes; rows ≥ 1.
template <typename T>
void column_moments(std::size_t rows, std::size_t columns, const T* z, std::size_t ldz, T* mean, T* variance);

// z[r, c] ← (z[r, c] − mean[c])/√(variance[c] + epsilon), in place.
template <typename T>
void standardise(std::size_t rows, std::size_t columns, const T* mean, const T* variance, T epsilon, T* z,
                 std::size_t ldz);

// y[r, c] ← scale[c]·x[r, c] + shift[c]; y may be x.
template <typename T>
void scale_and_shift(std::size_t rows, std::size_t columns, const T* x, std::size_t ldx, const T* scale,
                     const T* shift, T* y, std::size_t ldy);

// shift_gradient[c] ← Σ_r du[r, c]; scale_gradient[c] ← Σ_r du[r, c]·x̂[r, c].
template <typename T>
void batch_norm_sums(std::size_t rows, std::size_t columns, const T* du, std::size_t lddu,
                     const T* normalised, std::size_t ldn, T* scale_gradient, T* shift_gradient);

// du[r, c] ← γ[c]/√(variance[c] + ε)·(du[r, c] − shift_gradient[c]/batch − x̂[r, c]·scale_gradient[c]/batch):
// ∂C/∂u to ∂C/∂z, in place, on some rows of a batch of `batch`.
template <typename T>
void batch_norm_backward(std::size_t rows, std::size_t columns, std::size_t batch, const T* normalised,
                         std::size_t ldn, const T* scale, const T* variance, T epsilon,
                         const T* scale_gradient, const T* shift_gradient, T* du, std::size_t lddu);

// running[c] ← (1 − momentum)·running[c] + momentum·value[c]·factor
template <typename T>
void move_statistics(std::size_t columns, T momentum, T factor, const T* value, T* running);

}  // namespace blasnet::kernels
