// Sizes, element types and numbers that the tests of the kernels share.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

namespace blasnet::test {

// Around the lane counts of every instruction set (1 to 16), and some that leave a rest after many full
// vectors.
inline constexpr std::size_t kOddSizes[] = {0,  1,  2,  3,  5,  7,  8,   9,   15,
                                            16, 17, 31, 33, 63, 65, 100, 257, 785};

using ElementTypes = testing::Types<float, double>;

struct ElementTypeNames {
  template <typename T>
  static std::string GetName(int) {
    return std::is_same_v<T, float> ? "float32" : "float64";
  }
};

// What a twin computes in: rounding of the twin must not show in the type under test.
template <typename T>
using Wide = std::conditional_t<std::is_same_v<T, float>, double, long double>;

template <typename T>
std::vector<Wide<T>> widened(const std::vector<T>& values) {
  return {values.begin(), values.end()};
}

// n numbers in [−bound, bound).
template <typename T>
std::vector<T> random_values(std::size_t n, unsigned seed, double bound = 1.0) {
  std::mt19937_64 generator(seed);
  std::vector<T> values(n);
  for (T& x : values) x = static_cast<T>(bound * (static_cast<double>(generator() >> 11) * 0x1p-52 - 1.0));
  return values;
}

// |values|, times `factor`: what bounds the rounding errors of a sum.
template <typename T>
std::vector<double> magnitudes_of(const std::vector<T>& values, double factor = 1.0) {
  std::vector<double> magnitudes;
  for (const T x : values) magnitudes.push_back(factor * std::abs(static_cast<double>(x)));
  return magnitudes;
}

}  // namespace blasnet::test
