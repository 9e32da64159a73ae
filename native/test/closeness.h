// The one helper that says whether figures agree.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <type_traits>
#include <vector>

namespace blasnet::test {

// Element i passes when |actual − expected| ≤ epsilons·ε·max(|expected|, magnitude), with ε the distance from
// 1 to the next number of the type under test. The magnitude is that of the terms that cancelled on the way
// to the result; without one the error is purely relative. The bound never falls below `epsilons` smallest
// denormals.
struct Allowance {
  double epsilons;
  double magnitude = 0;
  std::vector<double> magnitudes = {};  // one an element, in place of `magnitude`
};

namespace detail {

template <typename T>
long double allowed(const Allowance& allowance, std::size_t i, long double expected) {
  const long double magnitude = allowance.magnitudes.empty() ? allowance.magnitude : allowance.magnitudes[i];
  const long double scale = std::max(std::abs(expected), magnitude);
  return allowance.epsilons * std::max(scale * std::numeric_limits<T>::epsilon(),
                                       static_cast<long double>(std::numeric_limits<T>::denorm_min()));
}

// How far off, in units of what is allowed; NaN is infinitely far off.
inline long double excess(long double actual, long double expected, long double bound) {
  if (std::isnan(actual) || std::isnan(expected)) return std::numeric_limits<long double>::infinity();
  if (actual == expected) return 0;  // also infinities, whose difference is NaN
  if (std::isinf(actual) || std::isinf(expected)) return std::numeric_limits<long double>::infinity();
  return std::abs(actual - expected) / bound;
}

}  // namespace detail

// Compares ranges of numbers element by element; the element type of `actual` sets the scale. NaN never
// passes, not even against NaN. The message names the worst element.
template <class Actual, class Expected>
  requires(!std::is_arithmetic_v<Actual>)
testing::AssertionResult close(const Actual& actual, const Expected& expected, const Allowance& allowance) {
  using T = std::remove_cvref_t<decltype(*std::data(actual))>;
  const std::size_t n = std::size(actual);
  if (n != std::size(expected))
    return testing::AssertionFailure() << n << " elements, expected " << std::size(expected);
  if (!allowance.magnitudes.empty() && allowance.magnitudes.size() != n)
    return testing::AssertionFailure()
           << allowance.magnitudes.size() << " magnitudes for " << n << " elements";

  std::size_t wrong = 0;
  std::size_t worst = 0;
  long double worst_excess = -1;
  for (std::size_t i = 0; i < n; ++i) {
    const auto a = static_cast<long double>(std::data(actual)[i]);
    const auto e = static_cast<long double>(std::data(expected)[i]);
    const long double excess = detail::excess(a, e, detail::allowed<T>(allowance, i, e));
    if (!(excess <= 1)) ++wrong;
    if (excess > worst_excess) {
      worst_excess = excess;
      worst = i;
    }
  }
  if (wrong == 0) return testing::AssertionSuccess();
  const auto a = static_cast<long double>(std::data(actual)[worst]);
  const auto e = static_cast<long double>(std::data(expected)[worst]);
  testing::Message message;
  message << "element " << worst << " of " << n << ": got " << static_cast<T>(a) << ", expected "
          << static_cast<double>(e) << ", difference " << static_cast<double>(a - e) << ", allowed "
          << static_cast<double>(detail::allowed<T>(allowance, worst, e)) << "; " << wrong
          << (wrong == 1 ? " element is" : " elements are") << " too far off";
  return testing::AssertionFailure() << message;
}

// The same for one number.
template <typename T, typename E>
  requires std::is_arithmetic_v<T>
testing::AssertionResult close(T actual, E expected, const Allowance& allowance) {
  return close(std::vector<T>{actual}, std::vector<E>{expected}, allowance);
}

}  // namespace blasnet::test
