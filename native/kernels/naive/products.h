// The naive twins of small_gemm.h.
#pragma once

#include <cstddef>

namespace blasnet::kernels::naive {

template <typename T>
void small_gemm(std::size_t rows, std::size_t columns, std::size_t depth, const T* A, std::size_t a_row,
                std::size_t a_depth, const T* B, std::size_t ldb, T* C, std::size_t ldc) {
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t c = 0; c < columns; ++c) {
      T sum = 0;
      for (std::size_t k = 0; k < depth; ++k) sum += A[i * a_row + k * a_depth] * B[k * ldb + c];
      C[i * ldc + c] = sum;
    }
  }
}

template <typename T>
void dense_sgd(std::size_t batch, std::size_t inputs, std::size_t columns, const T* X, std::size_t ldx,
               const T* dZ, std::size_t lddz, T lr, T momentum, T* V, T* W, std::size_t ldw) {
  for (std::size_t i = 0; i < inputs; ++i) {
    for (std::size_t c = 0; c < columns; ++c) {
      T gradient = 0;
      for (std::size_t r = 0; r < batch; ++r) gradient += X[r * ldx + i] * dZ[r * lddz + c];
      T& v = V[i * ldw + c];
      v = momentum == T(0) ? gradient : gradient + momentum * v;
      W[i * ldw + c] -= lr * v;
    }
  }
}

template <typename T>
void transpose(std::size_t rows, std::size_t columns, const T* from, std::size_t ld_from, T* to,
               std::size_t ld_to) {
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < columns; ++j) to[j * ld_to + i] = from[i * ld_from + j];
}

}  // namespace blasnet::kernels::naive
