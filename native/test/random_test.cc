#include "engine/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "test/chi_square.h"

namespace blasnet::engine {
namespace {

using test::chi_square;
using test::chi_square_limit;

constexpr std::uint32_t kOnes = 0xffffffff;

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

// With 3·2³⁰ classes, scaling 2³² equally likely numbers without rejection makes every third one twice as
// likely.
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

}  // namespace
}  // namespace blasnet::engine
