#include "kernels/dropout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/naive/dropout.h"
#include "test/chi_square.h"
#include "test/closeness.h"
#include "test/guarded.h"
#include "test/samples.h"
#include "test/strided.h"
#include "test/targets.h"

namespace blasnet::kernels {
namespace {

using test::close;
using test::for_each_target;
using test::Input;
using test::Output;
using test::Wide;

constexpr std::uint64_t kKey = 0x0123456789ABCDEF;

// The mask of rows first_row … first_row + rows − 1.
template <typename T>
std::vector<std::uint16_t> mask_of(std::size_t rows, std::size_t columns, std::uint64_t key,
                                   std::size_t first_row, double p) {
  std::vector<T> x(rows * columns, T(1));
  std::vector<std::uint16_t> mask(rows * mask_words(columns));
  dropout(rows, columns, key, first_row, p, x.data(), columns, mask.data());
  return mask;
}

std::size_t count_bits(const std::vector<std::uint16_t>& words) {
  std::size_t count = 0;
  for (const std::uint16_t word : words) count += static_cast<std::size_t>(std::popcount(word));
  return count;
}

// How many positions both masks decide alike, in standard deviations from what independent ones would.
double agreement(const std::vector<std::uint16_t>& a, const std::vector<std::uint16_t>& b, double p) {
  double same = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    same += std::popcount(static_cast<std::uint16_t>(~(a[i] ^ b[i])));
  const double n = 16.0 * static_cast<double>(a.size());
  const double probability = p * p + (1 - p) * (1 - p);
  return (same - n * probability) / std::sqrt(n * probability * (1 - probability));
}

// Every column's bit of a mask, moved to the column `distance` before it.
std::vector<std::uint16_t> shifted(const std::vector<std::uint16_t>& mask, std::size_t distance) {
  std::vector<std::uint16_t> result(mask.size(), 0);
  const std::size_t bits = 16 * mask.size();
  for (std::size_t i = 0; i < bits; ++i) {
    const std::size_t from = (i + distance) % bits;
    const unsigned bit = mask[from / 16] >> from % 16 & 1U;
    result[i / 16] = static_cast<std::uint16_t>(result[i / 16] | bit << i % 16);
  }
  return result;
}

template <typename T>
class DropoutTest : public testing::Test {};

TYPED_TEST_SUITE(DropoutTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(DropoutTest, MatchesTheTwinToTheBitOfTheMask) {
  using T = TypeParam;
  for (const std::size_t rows : {0, 1, 3, 17}) {
    for (const std::size_t columns : {16, 32, 48, 80, 800}) {
      const std::vector<T> x = test::random_values<T>(rows * columns, 1);
      for (const double p : {0.0, 0.1, 0.5, 0.9, 0.99999, 1.0}) {
        SCOPED_TRACE(testing::Message() << rows << " rows, " << columns << " columns, p " << p);
        const std::size_t first_row = 5;
        std::vector<Wide<T>> expected = test::widened(x);
        std::vector<std::uint16_t> expected_mask(rows * mask_words(columns));
        naive::dropout(rows, columns, kKey, first_row, p, expected.data(), columns, expected_mask.data());
        std::vector<Wide<T>> expected_dx = test::widened(x);
        naive::dropout_backward(rows, columns, expected_mask.data(), p, expected_dx.data(), columns);
        ASSERT_EQ(expected_dx, expected);
        for_each_target([&] {
          for (const std::size_t misalignment : test::kMisalignments) {
            for (const std::size_t ld : {columns, columns + 5}) {
              Output<T> y(test::spread(rows, columns, ld, x, test::kGap<T>), misalignment);
              Output<std::uint16_t> mask(expected_mask.size(), std::uint16_t{0xABCD}, misalignment);
              dropout(rows, columns, kKey, first_row, p, y.data(), ld, mask.data());
              ASSERT_EQ(mask.copy(), expected_mask);
              const auto spread = test::spread(rows, columns, ld, expected, test::kGap<Wide<T>>);
              ASSERT_TRUE(close(y.values(), spread, {1.5}));
              ASSERT_TRUE(y.guards_untouched() && mask.guards_untouched());

              Output<T> dx(test::spread(rows, columns, ld, x, test::kGap<T>), misalignment);
              const Input<std::uint16_t> read(expected_mask, misalignment);
              dropout_backward(rows, columns, read.data(), p, dx.data(), ld);
              ASSERT_EQ(dx.copy(), y.copy());
              ASSERT_TRUE(dx.guards_untouched());
            }
          }
        });
      }
    }
  }
}

// The mask that this key, row and p have always had: models trained with one version come out alike with the
// next.
TYPED_TEST(DropoutTest, GoldenMask) {
  using T = TypeParam;
  for_each_target([] {
    EXPECT_EQ(mask_of<T>(1, 64, 42, 7, 0.5), (std::vector<std::uint16_t>{0xBDB1, 0x33CC, 0x1D72, 0xD65E}));
  });
}

TYPED_TEST(DropoutTest, TheMaskDoesNotDependOnThePartsTheRowsAreTakenIn) {
  using T = TypeParam;
  const std::size_t rows = 23, columns = 112;
  for_each_target([&] {
    const auto whole = mask_of<T>(rows, columns, kKey, 0, 0.3);
    for (const std::size_t part : {1, 2, 7}) {
      std::vector<std::uint16_t> parts;
      for (std::size_t r = 0; r < rows; r += part) {
        const auto mask = mask_of<T>(std::min(part, rows - r), columns, kKey, r, 0.3);
        parts.insert(parts.end(), mask.begin(), mask.end());
      }
      EXPECT_EQ(parts, whole) << part;
    }
    EXPECT_EQ(whole, mask_of<float>(rows, columns, kKey, 0, 0.3));
  });
}

TYPED_TEST(DropoutTest, ADroppedNanIsZeroAndAKeptOneStays) {
  using T = TypeParam;
  for_each_target([] {
    std::vector<T> x(64, std::numeric_limits<T>::quiet_NaN());
    std::vector<std::uint16_t> mask(4);
    dropout(1, 64, kKey, 0, 0.5, x.data(), 64, mask.data());
    for (std::size_t c = 0; c < 64; ++c) {
      if (mask[c / 16] >> c % 16 & 1) {
        ASSERT_TRUE(std::isnan(x[c])) << c;
      } else {
        ASSERT_EQ(x[c], T(0)) << c;
      }
    }
  });
}

TYPED_TEST(DropoutTest, NothingIsDroppedWithProbabilityZero) {
  using T = TypeParam;
  const std::vector<T> x = test::random_values<T>(7 * 48, 1);
  for_each_target([&] {
    std::vector<T> y = x;
    std::vector<std::uint16_t> mask(7 * 3);
    dropout(7, 48, kKey, 0, 0.0, y.data(), 48, mask.data());
    EXPECT_EQ(y, x);
    EXPECT_EQ(mask, std::vector<std::uint16_t>(21, 0xFFFF));
  });
}

TEST(DropoutProbabilityTest, IsTheNearestMultipleBelowOne) {
  EXPECT_EQ(dropout_probability(0), 0);
  EXPECT_EQ(dropout_probability(0.5), 0.5);
  EXPECT_EQ(dropout_probability(1.6 / 65536), 2 / 65536.0);
  EXPECT_EQ(dropout_probability(1), 65535 / 65536.0);
  EXPECT_EQ(mask_words(16), 1U);
  EXPECT_EQ(mask_words(17), 2U);
}

constexpr double kProbabilities[] = {0.1, 0.2, 0.5, 0.9};
constexpr std::size_t kRows = 2000, kColumns = 512;  // a million decisions

// In all, in each column, in each row.
TEST(DropoutRandomnessTest, EachIsKeptAsOftenAsTheProbabilitySays) {
  for (const double p : kProbabilities) {
    const auto mask = mask_of<float>(kRows, kColumns, kKey, 0, p);
    const double keep = 1 - dropout_probability(p);
    const double n = kRows * kColumns;
    EXPECT_LT(std::abs(static_cast<double>(count_bits(mask)) - n * keep),
              4 * std::sqrt(n * keep * (1 - keep)));
    std::vector<double> by_column(kColumns), by_row(kRows);
    for (std::size_t i = 0; i < kRows * kColumns; ++i) {
      const double bit = mask[i / 16] >> i % 16 & 1;
      by_column[i % kColumns] += bit;
      by_row[i / kColumns] += bit;
    }
    // Σ (observed − n·q)²/(n·q·(1 − q)) over binomial counts has the distribution of Pearson's sum.
    const auto sum = [&](const std::vector<double>& counts, double trials) {
      double total = 0;
      for (const double count : counts)
        total += std::pow(count - trials * keep, 2) / (trials * keep * (1 - keep));
      return total;
    };
    EXPECT_LT(sum(by_column, kRows), test::chi_square_limit(kColumns + 1)) << p;
    EXPECT_LT(sum(by_row, kColumns), test::chi_square_limit(kRows + 1)) << p;
  }
}

// All 65,536 masks of 16 neighbouring columns come equally often: any dependence among them would show.
TEST(DropoutRandomnessTest, WordsOfAMaskAreUniform) {
  std::vector<std::size_t> counts(65536);
  for (const std::uint16_t word : mask_of<float>(16384, 1024, kKey, 0, 0.5)) ++counts[word];
  EXPECT_LT(test::chi_square(counts), test::chi_square_limit(counts.size()));
}

TEST(DropoutRandomnessTest, NeighboursAreNotCorrelated) {
  for (const double p : kProbabilities) {
    const double q = dropout_probability(p);
    const auto mask = mask_of<float>(kRows, kColumns, kKey, 0, p);
    for (const std::size_t distance : {1, 2, 3, 4, 8, 16, 32, 256}) {
      EXPECT_LT(std::abs(agreement(mask, shifted(mask, distance), q)), 4.5)
          << "columns, p " << p << ", " << distance;
    }
    for (const std::size_t distance : {1, 2, 3, 64, 128, 4096}) {
      const auto rows = mask_of<float>(kRows, kColumns, kKey, distance, p);
      EXPECT_LT(std::abs(agreement(mask, rows, q)), 4.5) << "rows, p " << p << ", " << distance;
    }
    // Keys next to each other, in the high bits, and those that differ by what a row adds.
    for (const std::uint64_t difference : {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{1} << 32,
                                           std::uint64_t{1} << 63, std::uint64_t{0x9E3779B97F4A7C15}}) {
      for (const std::size_t first_row : {0, 1}) {
        const auto keys = mask_of<float>(kRows, kColumns, kKey + difference, first_row, p);
        EXPECT_LT(std::abs(agreement(mask, keys, q)), 4.5) << "keys, p " << p << ", " << difference;
      }
    }
  }
}

// Keys and rows counted up from 0, as engines do.
TEST(DropoutRandomnessTest, SmallKeysAreAsGoodAsAny) {
  std::vector<std::uint16_t> all;
  for (std::uint64_t key = 0; key < 2000; ++key) {
    const auto mask = mask_of<float>(1, kColumns, key, 0, 0.5);
    all.insert(all.end(), mask.begin(), mask.end());
  }
  const double n = 16.0 * static_cast<double>(all.size());
  EXPECT_LT(std::abs(static_cast<double>(count_bits(all)) - n / 2), 4 * std::sqrt(n / 4));
  EXPECT_LT(std::abs(agreement(all, shifted(all, kColumns), 0.5)), 4.5);
}

}  // namespace
}  // namespace blasnet::kernels
