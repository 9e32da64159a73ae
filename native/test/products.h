// Sizes and numbers that the tests of small_gemm.h share.
#pragma once

#include <cstddef>
#include <vector>

#include "test/samples.h"

namespace blasnet::test {

// Rows of a result: every rest that tiles leave, and some after many of them.
inline constexpr std::size_t kTileRows[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 33};
// Terms of a sum: around the depth of the parts that it is cut into.
inline constexpr std::size_t kDepths[] = {1, 2, 127, 128, 129, 300};
// Multiples of the padding: every width of the last strip.
inline constexpr std::size_t kTileColumns[] = {16, 32, 48, 64, 80, 144};

template <typename T>
std::vector<T> absolute(const std::vector<T>& values) {
  std::vector<T> result;
  for (const T x : values) result.push_back(x < 0 ? -x : x);
  return result;
}

}  // namespace blasnet::test
