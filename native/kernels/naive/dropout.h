// The naive twins of dropout.h: the hash of each column on its own.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/dropout.h"

namespace blasnet::kernels::naive {

// Whether column c of a row is kept.
inline bool kept(std::uint64_t key, std::size_t row, std::size_t c, double p) {
  const auto mixed = [](std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31);
  };
  const std::uint64_t keys = mixed(mixed(key) + 0x9E3779B97F4A7C15U * (std::uint64_t{row} + 1));
  auto x = static_cast<std::uint32_t>(c / 2) + static_cast<std::uint32_t>(keys);
  x = (x ^ (x >> 16)) * 0x7FEB352DU + static_cast<std::uint32_t>(keys >> 32);
  x = (x ^ (x >> 15)) * 0x846CA68BU;
  x ^= x >> 16;
  const std::uint32_t bits = c % 2 == 0 ? x & 0xFFFF : x >> 16;
  return bits / 65536.0 >= dropout_probability(p);
}

template <typename T>
void dropout(std::size_t rows, std::size_t columns, std::uint64_t key, std::size_t first_row, double p, T* x,
             std::size_t ldx, std::uint16_t* mask) {
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      std::uint16_t& word = mask[(r * columns + c) / 16];
      if (c % 16 == 0) word = 0;
      const bool keep = kept(key, first_row + r, c, p);
      if (keep) word = static_cast<std::uint16_t>(word | 1U << c % 16);
      x[r * ldx + c] = keep ? x[r * ldx + c] / T(1 - dropout_probability(p)) : T(0);
    }
  }
}

template <typename T>
void dropout_backward(std::size_t rows, std::size_t columns, const std::uint16_t* mask, double p, T* dx,
                      std::size_t lddx) {
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      const bool keep = (mask[(r * columns + c) / 16] >> c % 16 & 1) != 0;
      dx[r * lddx + c] = keep ? dx[r * lddx + c] / T(1 - dropout_probability(p)) : T(0);
    }
  }
}

}  // namespace blasnet::kernels::naive
