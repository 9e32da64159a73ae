// Dropout as it is applied while training (Srivastava et al. 2014, 10: "inverted", the kept are scaled up).
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/padding.h"

namespace blasnet::kernels {

// The probability that dropout really has: p rounded to a multiple of 2⁻¹⁶, at most 1 − 2⁻¹⁶.
constexpr double dropout_probability(double p) {
  const auto threshold = static_cast<std::uint32_t>(p * 65536 + 0.5);
  return (threshold > 65535 ? 65535 : threshold) / 65536.0;
}

// Words of a mask for a row of so many columns: one bit a column, 1 for kept.
constexpr std::size_t mask_words(std::size_t columns) { return padded(columns) / 16; }

// Decides for row first_row + r of [rows, columns] which are kept, each with probability
// 1 − dropout_probability(p), and x[r, c] ← kept ? x[r, c]/(1 − dropout_probability(p)) : 0.
// The decision is a function of (key, first_row + r, c, p) alone: 16 bits of a hash of key, row and column,
// the same on every machine. NaN that is dropped becomes 0. `columns` is a multiple of kPadding, rows of x
// are ldx apart, mask: [rows, columns/16].
template <typename T>
void dropout(std::size_t rows, std::size_t columns, std::uint64_t key, std::size_t first_row, double p, T* x,
             std::size_t ldx, std::uint16_t* mask);

// dx[r, c] ← kept ? dx[r, c]/(1 − dropout_probability(p)) : 0, with the mask that dropout() has written.
template <typename T>
void dropout_backward(std::size_t rows, std::size_t columns, const std::uint16_t* mask, double p, T* dx,
                      std::size_t lddx);

}  // namespace blasnet::kernels
