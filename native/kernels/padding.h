// Rows of matrices that only the engine sees are padded, which spares the vector kernels their remainders.
#pragma once

#include <cstddef>

namespace blasnet::kernels {

// In elements: a multiple of every vector that the kernels work with, and of a cache line.
inline constexpr std::size_t kPadding = 16;

constexpr std::size_t padded(std::size_t elements) { return (elements + kPadding - 1) / kPadding * kPadding; }

// Distance between rows of so many elements. Rows of floats at multiples of 512 bytes would share a few sets
// of a cache: such a column of 128 rows reaches 165 of 230 GFLOP/s, and a transposition takes three times as
// long.
constexpr std::size_t row_stride(std::size_t elements) {
  const std::size_t stride = padded(elements);
  return stride % 128 == 0 ? stride + kPadding : stride;
}

}  // namespace blasnet::kernels
