// Products of matrices that stay in the caches of a core, where packing them, as a BLAS does, is most of the
// work.
#pragma once

#include <cstddef>

namespace blasnet::kernels {

// C ← A·B for A [rows, depth], B [depth, columns], C [rows, columns]. Element (i, k) of A stands at
// A[i·a_row + k·a_depth], so that A may lie transposed; B and C are row-major. `columns` is a multiple of
// kPadding. An element of C is one sum over the depth in order, whatever rows and columns are computed with
// it. C must not overlap A or B.
template <typename T>
void small_gemm(std::size_t rows, std::size_t columns, std::size_t depth, const T* A, std::size_t a_row,
                std::size_t a_depth, const T* B, std::size_t ldb, T* C, std::size_t ldc);

// One step of gradient descent on the weight of a dense layer, tile by tile while its gradient is in
// registers: V ← Xᵀ·dZ + momentum·V; W ← W − lr·V.
// X: [batch, inputs]; dZ: [batch, columns]; V, W: [inputs, columns] with rows ldw apart; `columns` is a
// multiple of kPadding. With momentum = 0, V is written without being read. Nothing may overlap.
template <typename T>
void dense_sgd(std::size_t batch, std::size_t inputs, std::size_t columns, const T* X, std::size_t ldx,
               const T* dZ, std::size_t lddz, T lr, T momentum, T* V, T* W, std::size_t ldw);

// to[j, i] ← from[i, j] for i < rows, j < columns.
template <typename T>
void transpose(std::size_t rows, std::size_t columns, const T* from, std::size_t ld_from, T* to,
               std::size_t ld_to);

}  // namespace blasnet::kernels
