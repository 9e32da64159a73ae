#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <vector>

#include "engine/random.h"
#include "test/chi_square.h"
#include "test/samples.h"

namespace blasnet::engine {
namespace {

using test::chi_square;
using test::chi_square_limit;

template <typename T>
class FillTest : public testing::Test {};

TYPED_TEST_SUITE(FillTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(FillTest, UniformCoversTheIntervalWithoutItsEnd) {
  using T = TypeParam;
  std::vector<T> x(10000);
  fill_uniform(x.size(), x.data(), -0.05, 0.15, Random(1, 1));
  EXPECT_GE(*std::min_element(x.begin(), x.end()), T(-0.05));
  EXPECT_LT(*std::min_element(x.begin(), x.end()), T(-0.0499));
  EXPECT_LT(*std::max_element(x.begin(), x.end()), T(0.15));
  EXPECT_GT(*std::max_element(x.begin(), x.end()), T(0.1499));
  const double mean = std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
  EXPECT_NEAR(mean, 0.05, 4 * 0.2 * std::sqrt(1.0 / 12 / static_cast<double>(x.size())));
}

// Between neighbours half of all draws round up to the end of the interval, which does not belong to it.
TYPED_TEST(FillTest, UniformNeverRoundsUpToTheEnd) {
  using T = TypeParam;
  std::vector<T> x(1000, T(0));
  fill_uniform(x.size(), x.data(), 1.0, 1.0 + static_cast<double>(std::numeric_limits<T>::epsilon()),
               Random(1, 1));
  EXPECT_EQ(x, std::vector<T>(1000, T(1)));
}

TYPED_TEST(FillTest, NormalHasMeanAndDeviation) {
  using T = TypeParam;
  std::vector<T> x(20000);
  fill_normal(x.size(), x.data(), 3.0, 0.5, Random(2, 1));
  double sum = 0;
  double squares = 0;
  for (const T value : x) {
    sum += static_cast<double>(value);
    squares += std::pow(static_cast<double>(value) - 3, 2);
  }
  const double n = static_cast<double>(x.size());
  EXPECT_NEAR(sum / n, 3.0, 4 * 0.5 / std::sqrt(n));
  EXPECT_NEAR(squares / n, 0.25, 4 * 0.25 * std::sqrt(2 / n));
}

TYPED_TEST(FillTest, SameSeedAndStreamGiveTheSameNumbers) {
  using T = TypeParam;
  const auto uniform = [](std::uint64_t seed, std::uint64_t stream) {
    std::vector<T> x(100);
    fill_uniform(x.size(), x.data(), 0, 1, Random(seed, stream));
    return x;
  };
  EXPECT_EQ(uniform(4, 5), uniform(4, 5));
  EXPECT_NE(uniform(4, 5), uniform(4, 6));
  EXPECT_NE(uniform(4, 5), uniform(5, 5));
}

TEST(Fill, FloatIsTheRoundingOfDouble) {
  constexpr std::size_t kSize = 1000;
  std::vector<float> x32(kSize);
  std::vector<double> x64(kSize);
  fill_uniform(kSize, x32.data(), -0.3, 0.7, Random(1, 9));
  fill_uniform(kSize, x64.data(), -0.3, 0.7, Random(1, 9));
  for (std::size_t i = 0; i < kSize; ++i) EXPECT_EQ(x32[i], static_cast<float>(x64[i]));
  fill_normal(kSize, x32.data(), 0.1, 2, Random(1, 9));
  fill_normal(kSize, x64.data(), 0.1, 2, Random(1, 9));
  for (std::size_t i = 0; i < kSize; ++i) EXPECT_EQ(x32[i], static_cast<float>(x64[i]));
}

std::vector<std::uint32_t> permutation(std::uint32_t n, std::uint64_t seed, std::uint64_t stream) {
  std::vector<std::uint32_t> out(n, n);
  fill_permutation(n, out.data(), Random(seed, stream));
  return out;
}

TEST(Permutation, HoldsEveryIndexOnce) {
  for (const std::uint32_t n : {0u, 1u, 2u, 3u, 100u, 60000u}) {
    std::vector<std::uint32_t> indices = permutation(n, 1, 2);
    std::sort(indices.begin(), indices.end());
    for (std::uint32_t i = 0; i < n; ++i) ASSERT_EQ(indices[i], i) << "n " << n;
  }
}

TEST(Permutation, AllOrdersOfThreeComeEquallyOften) {
  std::map<std::vector<std::uint32_t>, std::size_t> times;
  for (std::uint64_t stream = 0; stream < 6000; ++stream) ++times[permutation(3, 1, stream)];
  ASSERT_EQ(times.size(), 6u);
  std::vector<std::size_t> counts;
  for (const auto& [order, count] : times) counts.push_back(count);
  EXPECT_LT(chi_square(counts), chi_square_limit(6));
}

TEST(Permutation, EveryIndexReachesEveryPlaceEquallyOften) {
  constexpr std::uint32_t kSize = 10;
  std::vector<std::size_t> counts(kSize * kSize);
  for (std::uint64_t stream = 0; stream < 5000; ++stream) {
    const std::vector<std::uint32_t> order = permutation(kSize, 3, stream);
    for (std::uint32_t place = 0; place < kSize; ++place) ++counts[place * kSize + order[place]];
  }
  EXPECT_LT(chi_square(counts), chi_square_limit(kSize * kSize));
}

TEST(Permutation, EpochsDiffer) {
  EXPECT_EQ(permutation(784, 1, 1), permutation(784, 1, 1));
  EXPECT_NE(permutation(784, 1, 1), permutation(784, 1, 2));
  EXPECT_NE(permutation(784, 1, 1), permutation(784, 2, 1));
}

}  // namespace
}  // namespace blasnet::engine
