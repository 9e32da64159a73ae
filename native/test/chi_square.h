// Pearson's test of whether classes come equally often.
#pragma once

#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

namespace blasnet::test {

// Σ (observed − expected)²/expected over equally likely classes.
inline double chi_square(const std::vector<std::size_t>& counts) {
  const double total = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::size_t{0}));
  const double expected = total / static_cast<double>(counts.size());
  double sum = 0;
  for (const std::size_t count : counts) sum += std::pow(static_cast<double>(count) - expected, 2) / expected;
  return sum;
}

// Four standard deviations above the mean of the distribution: d degrees of freedom have mean d and variance
// 2d.
inline double chi_square_limit(std::size_t classes) {
  const double freedom = static_cast<double>(classes - 1);
  return freedom + 4 * std::sqrt(2 * freedom);
}

}  // namespace blasnet::test
