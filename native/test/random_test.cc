#include "engine/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "test/samples.h"

namespace blasnet::engine {
namespace {

constexpr std::uint32_t kOnes = 0xffffffff;

// Σ (observed − expected)²/expected over equally likely classes.
double chi_square(const std::vector<std::size_t>& counts) {
  const double total = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::size_t{0}));
  const double expected = total / static_cast<double>(counts.size());
  double sum = 0;
  for (const std::size_t count : counts) sum += std::pow(static_cast<double>(count) - expected, 2) / expected;
  return sum;
}

// Four standard deviations above the mean of the distribution: d degrees of freedom have mean d and variance 2d.
double chi_square_limit(std::size_t classes) {
  const double freedom = static_cast<double>(classes - 1);
  return freedom + 4 * std::sqrt(2 * freedom);
}

// The figures of Random123's kat_vectors, lines "philox4x32 10".
TEST(Philox, KnownAnswers) {
  using Words = std::array<std::uint32_t, 4>;
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, IsAFunctionOfSeedStreamAndPosition) {
  constexpr std::uint64_t kSeed = 0x0123456789abcdef;
  constexpr std::uint64_t kStream = 0xfedcba9876543210;
  Random random(kSeed, kStream);
  for (std::uint32_t block = 0; block < 100; ++block) {
    const auto w = philox4x32({block, 0, 0x76543210, 0xfedcba98}, {0x89abcdef, 0x01234567});
    EXPECT_EQ(random.next(), std::uint64_t{w[1]} << 32 | w[0]);
    EXPECT_EQ(random.next(), std::uint64_t{w[3]} << 32 | w[2]);
  }
}

TEST(Random, SeedsAndStreamsShareNoNumbers) {
  std::set<std::uint64_t> seen;
  const std::uint64_t values[] = {0, 1, 2, std::uint64_t{1} << 32, ~std::uint64_t{0}};
  for (const std::uint64_t seed : values) {
    for (const std::uint64_t stream : values) {
      Random random(seed, stream);
      for (int i = 0; i < 1000; ++i) seen.insert(random.next());
    }
  }
  EXPECT_EQ(seen.size(), 25000u);
}

TEST(Random, StreamsAreUncorrelated) {
  constexpr int kDraws = 20000;
  for (std::uint64_t stream = 1; stream <= 8; ++stream) {
    Random a(7, 0);
    Random b(7, stream);
    double sum = 0;
    for (int i = 0; i < kDraws; ++i) sum += (a.uniform() - 0.5) * (b.uniform() - 0.5);
    EXPECT_LT(std::abs(12 * sum / kDraws), 4 / std::sqrt(kDraws)) << stream;
  }
}

TEST(Random, UniformHasTheMomentsOfTheUnitInterval) {
  constexpr int kDraws = 100000;
  Random random(1, 2);
  double sum = 0;
  double squares = 0;
  double least = 1;
  double greatest = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = random.uniform();
    ASSERT_EQ(std::ldexp(x, 53), std::floor(std::ldexp(x, 53)));
    sum += x;
    squares += (x - 0.5) * (x - 0.5);
    least = std::min(least, x);
    greatest = std::max(greatest, x);
  }
  EXPECT_NEAR(sum / kDraws, 0.5, 4 * std::sqrt(1.0 / 12 / kDraws));
  EXPECT_NEAR(squares / kDraws, 1.0 / 12, 4 * std::sqrt(1.0 / 180 / kDraws));
  EXPECT_GE(least, 0.0);
  EXPECT_LT(least, 1e-3);
  EXPECT_LT(greatest, 1.0);
  EXPECT_GT(greatest, 1 - 1e-3);
}

TEST(Random, UniformFillsTheIntervalEvenly) {
  std::vector<std::size_t> counts(64);
  Random random(3, 0);
  for (int i = 0; i < 64000; ++i) ++counts[static_cast<std::size_t>(64 * random.uniform())];
  EXPECT_LT(chi_square(counts), chi_square_limit(64));
}

TEST(Random, NormalHasTheMomentsOfTheStandardNormal) {
  constexpr int kDraws = 100000;
  Random random(5, 1);
  std::array<double, 5> moments{};
  int beyond = 0;
  double product_with_previous = 0;
  double previous = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = random.normal();
    for (std::size_t p = 1; p < 5; ++p) moments[p] += std::pow(x, static_cast<int>(p)) / kDraws;
    beyond += std::abs(x) > 1.959964 ? 1 : 0;
    product_with_previous += x * previous / kDraws;
    previous = x;
  }
  const double error = 4 / std::sqrt(kDraws);  // four standard errors of a variable of variance 1
  EXPECT_NEAR(moments[1], 0, error);
  EXPECT_NEAR(moments[2], 1, error * std::sqrt(2.0));
  EXPECT_NEAR(moments[3], 0, error * std::sqrt(15.0));
  EXPECT_NEAR(moments[4], 3, error * std::sqrt(96.0));
  EXPECT_NEAR(beyond / static_cast<double>(kDraws), 0.05, error * std::sqrt(0.05 * 0.95));
  EXPECT_NEAR(product_with_previous, 0, error);  // the polar method hands out pairs
}

TEST(Random, BelowIsEven) {
  for (const std::uint32_t bound : {2u, 3u, 7u, 10u, 100u, 784u}) {
    std::vector<std::size_t> counts(bound);
    Random random(11, bound);
    for (std::uint32_t i = 0; i < 500 * bound; ++i) ++counts.at(random.below(bound));
    EXPECT_LT(chi_square(counts), chi_square_limit(bound)) << bound;
  }
}

// With 3·2³⁰ classes, scaling 2³² equally likely numbers without rejection makes every third one twice as likely.
TEST(Random, BelowRejectsWhatWouldBeTooOften) {
  std::vector<std::size_t> counts(3);
  Random random(13, 0);
  for (int i = 0; i < 30000; ++i) ++counts[random.below(3u << 30) % 3];
  EXPECT_LT(chi_square(counts), chi_square_limit(3));
}

TEST(Random, BelowAtTheEndsOfItsRange) {
  Random random(17, 0);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(random.below(1), 0u);

  double sum = 0;
  std::uint32_t greatest = 0;
  for (int i = 0; i < 10000; ++i) {
    const std::uint32_t x = random.below(kOnes);
    ASSERT_LT(x, kOnes);
    sum += x;
    greatest = std::max(greatest, x);
  }
  EXPECT_NEAR(sum / 10000 / kOnes, 0.5, 4 * std::sqrt(1.0 / 12 / 10000));
  EXPECT_GT(greatest, kOnes / 1000 * 999);
}

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
  fill_uniform(x.size(), x.data(), 1.0, 1.0 + static_cast<double>(std::numeric_limits<T>::epsilon()), Random(1, 1));
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
  std::vector<std::uint32_t> out(n, kOnes);
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
