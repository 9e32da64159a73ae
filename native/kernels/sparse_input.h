// The first layer on byte inputs most of which are zero: only what is not zero is multiplied.
//
// With x normalised to (x − μ)/σ, a product with W is ((x − μ)/σ)·W = (x/σ)·W − (μ/σ)·Σₖ W[k, :]. A zero byte
// adds nothing to the first term, and the second is one vector for all samples.
#pragma once

#include <cstddef>
#include <cstdint>

namespace blasnet::kernels {

// Share of n bytes that are not zero; n ≥ 1.
double byte_density(std::size_t n, const std::uint8_t* bytes);

// Row strides of W, V and dZ below, in elements, are multiples of this.
inline constexpr std::size_t kSparseStride = 16;
// Samples in one block of `gather_columns`.
inline constexpr std::size_t kSparseBlock = 32;

// Z[i, :] ← offset + Σₖ value[x[i, k]]·W[k, :], with x[i, :] = inputs[indices[i], :], for i < rows.
// inputs: [count, features]; value: [256] with value[0] = 0; offset: [stride]; W: [features, stride];
// Z: [rows, units] contiguous, units ≤ stride. Nothing may overlap Z.
template <typename T>
void sparse_forward(std::size_t rows, std::size_t features, std::size_t units, std::size_t stride,
                    const std::uint8_t* inputs, const std::uint32_t* indices, const T* value, const T* offset,
                    const T* W, T* Z);

// Blocks needed for `rows` samples.
constexpr std::size_t sparse_blocks(std::size_t rows) { return (rows + kSparseBlock - 1) / kSparseBlock; }

// columns[b, k, j] ← inputs[indices[b·32 + j], k], 0 past the last row: the batch, feature by feature.
// columns: [sparse_blocks(rows), features, 32].
void gather_columns(std::size_t rows, std::size_t features, const std::uint8_t* inputs,
                    const std::uint32_t* indices, std::uint8_t* columns);

// One step of gradient descent on the first layer's weight, row by row while the row is in registers:
//   g ← offset + Σᵢ value[x[i, k]]·dZ[i, :];  V[k, :] ← g + momentum·V[k, :];  W[k, :] ← W[k, :] − lr·V[k, :]
// and sums[:] ← Σₖ W[k, :] of the new W, for k < features.
// columns: from gather_columns; value: [256] with value[0] = 0; offset, sums: [stride]; dZ: [rows, stride];
// V, W: [features, stride]. Nothing may overlap. With momentum = 0, V is written without being read.
template <typename T>
void sparse_sgd(std::size_t rows, std::size_t features, std::size_t stride, const std::uint8_t* columns,
                const T* value, const T* offset, const T* dZ, T lr, T momentum, T* V, T* W, T* sums);

}  // namespace blasnet::kernels
