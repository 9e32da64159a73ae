// The naive twins of sparse_input.h: every byte is multiplied, zero or not.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/sparse_input.h"

namespace blasnet::kernels::naive {

template <typename T>
void sparse_forward(std::size_t rows, std::size_t features, std::size_t columns, const std::uint8_t* inputs,
                    const std::uint32_t* indices, const T* value, const T* offset, const T* W,
                    std::size_t ldw, T* Z, std::size_t ldz) {
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t c = 0; c < columns; ++c) {
      T sum = offset[c];
      for (std::size_t k = 0; k < features; ++k)
        sum += value[inputs[indices[i] * features + k]] * W[k * ldw + c];
      Z[i * ldz + c] = sum;
    }
  }
}

inline void gather_columns(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
                           const std::uint8_t* inputs, const std::uint32_t* indices, std::uint8_t* bytes) {
  for (std::size_t row = 0; row < sparse_blocks(rows) * kSparseBlock; ++row) {
    for (std::size_t k = first; k < last; ++k) {
      bytes[(row / kSparseBlock * features + k) * kSparseBlock + row % kSparseBlock] =
          row < rows ? inputs[indices[row] * features + k] : std::uint8_t{0};
    }
  }
}

// Reads the bytes where they stand in the data set, not from gather_columns, as sparse_sgd below does.
template <typename T>
void sparse_gradient(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
                     std::size_t columns, const std::uint8_t* inputs, const std::uint32_t* indices,
                     const T* value, const T* offset, const T* dZ, std::size_t lddz, T* G, std::size_t ldg) {
  for (std::size_t k = first; k < last; ++k) {
    for (std::size_t c = 0; c < columns; ++c) {
      T sum = offset[c];
      for (std::size_t i = 0; i < rows; ++i)
        sum += value[inputs[indices[i] * features + k]] * dZ[i * lddz + c];
      G[(k - first) * ldg + c] = sum;
    }
  }
}

// Reads the bytes where they stand in the data set, not from gather_columns: an independent path to the same
// numbers.
template <typename T>
void sparse_sgd(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
                std::size_t columns, const std::uint8_t* inputs, const std::uint32_t* indices, const T* value,
                const T* offset, const T* dZ, std::size_t lddz, T lr, T momentum, T* V, T* W, std::size_t ldw,
                T* sums) {
  for (std::size_t c = 0; c < columns; ++c) {
    sums[c] = 0;
    for (std::size_t k = first; k < last; ++k) {
      T gradient = offset[c];
      for (std::size_t i = 0; i < rows; ++i)
        gradient += value[inputs[indices[i] * features + k]] * dZ[i * lddz + c];
      T& v = V[k * ldw + c];
      v = momentum == T(0) ? gradient : gradient + momentum * v;
      W[k * ldw + c] -= lr * v;
      sums[c] += W[k * ldw + c];
    }
  }
}

}  // namespace blasnet::kernels::naive
