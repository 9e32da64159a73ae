// The first layer on byte inputs most of which are zero: only what is not zero is multiplied.
//
// With x normalised to (x − μ)/σ, a product with W is ((x − μ)/σ)·W = (x/σ)·W − (μ/σ)·Σₖ W[k, :]. A zero byte
// adds nothing to the first term, and the second is one vector for all samples.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/padding.h"

namespace blasnet::kernels {

// Share of n bytes that are not zero; n ≥ 1.
double byte_density(std::size_t n, const std::uint8_t* bytes);

// Samples in one block of `gather_columns`.
inline constexpr std::size_t kSparseBlock = 32;

// Z[i, :] ← offset + Σₖ value[x[i, k]]·W[k, :], with x[i, :] = inputs[indices[i], :], for i < rows.
// inputs: [count, features]; value: [256] with value[0] = 0; offset: [columns]; W: [features, columns] with
// rows ldw apart; Z: [rows, columns] with rows ldz apart; `columns` is a multiple of kPadding. Nothing may
// overlap Z.
template <typename T>
void sparse_forward(std::size_t rows, std::size_t features, std::size_t columns, const std::uint8_t* inputs,
                    const std::uint32_t* indices, const T* value, const T* offset, const T* W,
                    std::size_t ldw, T* Z, std::size_t ldz);

// Blocks needed for `rows` samples.
constexpr std::size_t sparse_blocks(std::size_t rows) { return (rows + kSparseBlock - 1) / kSparseBlock; }

// bytes[b, k, j] ← inputs[indices[b·32 + j], k], 0 past the last row, for first ≤ k < last: the batch,
// feature by feature. bytes: [sparse_blocks(rows), features, 32].
void gather_columns(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
                    const std::uint8_t* inputs, const std::uint32_t* indices, std::uint8_t* bytes);

// The gradient of rows first … last − 1 of the first layer's weight: G[k − first, :] ← offset + Σᵢ
// value[x[i, k]]·dZ[i, :]. Arguments as below; rows of G are ldg apart.
template <typename T>
void sparse_gradient(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
                     std::size_t columns, const std::uint8_t* bytes, const T* value, const T* offset,
                     const T* dZ, std::size_t lddz, T* G, std::size_t ldg);

// One step of gradient descent on rows first … last − 1 of the first layer's weight, each while it is in
// registers:
//   g ← offset + Σᵢ value[x[i, k]]·dZ[i, :];  V[k, :] ← g + momentum·V[k, :];  W[k, :] ← W[k, :] − lr·V[k, :]
// and sums[:] ← Σₖ W[k, :] of the new W, for first ≤ k < last.
// bytes: from gather_columns; value: [256] with value[0] = 0; offset, sums: [columns]; dZ: [rows, columns]
// with rows lddz apart; V, W: [features, columns] with rows ldw apart; `columns` is a multiple of kPadding.
// Nothing may overlap. With momentum = 0, V is written without being read.
template <typename T>
void sparse_sgd(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
                std::size_t columns, const std::uint8_t* bytes, const T* value, const T* offset, const T* dZ,
                std::size_t lddz, T lr, T momentum, T* V, T* W, std::size_t ldw, T* sums);

}  // namespace blasnet::kernels
