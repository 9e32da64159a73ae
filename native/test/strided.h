// Matrices whose rows lie further apart than they are long.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace blasnet::test {

// What stands between rows that a kernel writes, to be found again.
template <typename T>
inline constexpr T kGap = T(7);

// What stands between rows that a kernel only reads: used by mistake, it would show.
template <typename T>
inline constexpr T kPoison = std::numeric_limits<T>::quiet_NaN();

// The matrix [rows, cols] in `values` with its rows ld ≥ cols apart and `gap` between them. It ends with the
// last element.
template <typename T>
std::vector<T> spread(std::size_t rows, std::size_t cols, std::size_t ld, const std::vector<T>& values,
                      T gap) {
  if (rows == 0 || cols == 0) return {};
  std::vector<T> result((rows - 1) * ld + cols, gap);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < cols; ++c) result[r * ld + c] = values[r * cols + c];
  return result;
}

// The other way round: the elements without the gaps.
template <typename T, class Values>
std::vector<T> gathered(std::size_t rows, std::size_t cols, std::size_t ld, const Values& values) {
  std::vector<T> result;
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < cols; ++c) result.push_back(values[r * ld + c]);
  return result;
}

}  // namespace blasnet::test
