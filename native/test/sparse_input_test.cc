#include "kernels/sparse_input.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "kernels/naive/sparse_input.h"
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
using test::kGap;
using test::kPoison;
using test::Output;
using test::spread;
using test::Wide;
using test::widened;

constexpr std::size_t kFeatures[] = {1, 3, 15, 16, 17, 63, 64, 65, 100, 127, 128, 129, 300};
constexpr std::size_t kColumns[] = {16, 32, 48, 64, 80, 96, 112, 128, 144};
constexpr std::size_t kRows[] = {1, 2, 15, 16, 17, 31, 32, 33, 63, 64, 65, 130};
constexpr std::size_t kSamples = 150;
// How much further apart than long the rows of each matrix lie.
constexpr std::size_t kBetweenZ = 5;
constexpr std::size_t kBetweenW = 16;

// About `density` of the bytes are not zero.
std::vector<std::uint8_t> sparse_bytes(std::size_t n, double density, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::vector<std::uint8_t> bytes(n);
  for (auto& byte : bytes) {
    const bool filled = static_cast<double>(generator() >> 11) * 0x1p-53 < density;
    byte = filled ? static_cast<std::uint8_t>(1 + generator() % 255) : std::uint8_t{0};
  }
  return bytes;
}

std::vector<std::uint32_t> random_indices(std::size_t rows, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::vector<std::uint32_t> indices(rows);
  for (auto& index : indices) index = static_cast<std::uint32_t>(generator() % kSamples);
  return indices;
}

template <typename T>
std::vector<T> byte_values(double standard_deviation) {
  std::vector<T> values(256);
  for (std::size_t byte = 0; byte < 256; ++byte)
    values[byte] = static_cast<T>(static_cast<double>(byte) / standard_deviation);
  return values;
}

// What sparse_forward reads.
template <typename T>
struct Forward {
  Forward(std::size_t rows_, std::size_t features_, std::size_t columns_, double density)
      : rows(rows_),
        features(features_),
        columns(columns_),
        inputs(sparse_bytes(kSamples * features_, density, 1)),
        indices(random_indices(rows_, 2)),
        value(byte_values<T>(78.9)),
        offset(test::random_values<T>(columns_, 3)),
        W(test::random_values<T>(features_ * columns_, 4)) {}

  std::size_t rows, features, columns;
  std::vector<std::uint8_t> inputs;
  std::vector<std::uint32_t> indices;
  std::vector<T> value, offset, W;
};

// What sparse_sgd reads and changes.
template <typename T>
struct Step {
  Step(std::size_t rows_, std::size_t features_, std::size_t columns_, T momentum_)
      : rows(rows_),
        features(features_),
        columns(columns_),
        momentum(momentum_),
        inputs(sparse_bytes(kSamples * features_, 0.2, 5)),
        indices(random_indices(rows_, 6)),
        value(byte_values<T>(78.9)),
        offset(test::random_values<T>(columns_, 7)),
        dZ(test::random_values<T>(rows_ * columns_, 8)),
        // Without momentum the old velocity must not be read.
        V(momentum_ == T(0) ? std::vector<T>(features_ * columns_, std::numeric_limits<T>::quiet_NaN())
                            : test::random_values<T>(features_ * columns_, 9)),
        W(test::random_values<T>(features_ * columns_, 10)) {}

  std::size_t rows, features, columns;
  T lr = T(0.05);
  T momentum;
  std::vector<std::uint8_t> inputs;
  std::vector<std::uint32_t> indices;
  std::vector<T> value, offset, dZ, V, W;
};

template <typename T>
class SparseInputTest : public testing::Test {
 protected:
  static void check_forward(std::size_t rows, std::size_t features, std::size_t columns, double density) {
    SCOPED_TRACE(testing::Message() << rows << " rows, " << features << " features, " << columns
                                    << " columns, density " << density);
    const Forward<T> f(rows, features, columns, density);
    const std::size_t ldw = columns + kBetweenW;
    const std::size_t ldz = columns + kBetweenZ;
    std::vector<Wide<T>> expected(rows * columns);
    naive::sparse_forward<Wide<T>>(rows, features, columns, f.inputs.data(), f.indices.data(),
                                   widened(f.value).data(), widened(f.offset).data(), widened(f.W).data(),
                                   columns, expected.data(), columns);
    expected = spread(rows, columns, ldz, expected, kGap<Wide<T>>);
    const std::vector<T> unwritten(rows * columns, kPoison<T>);
    const double terms = std::sqrt(static_cast<double>(features));
    for_each_target([&] {
      const Input<std::uint8_t> x(f.inputs, 1);  // bytes of a data set may start anywhere
      const Input<T> offset(f.offset, 1), W(spread(features, columns, ldw, f.W, kPoison<T>), 1);
      Output<T> Z(spread(rows, columns, ldz, unwritten, kGap<T>), 1);
      sparse_forward(rows, features, columns, x.data(), f.indices.data(), f.value.data(), offset.data(),
                     W.data(), ldw, Z.data(), ldz);
      ASSERT_TRUE(close(Z.values(), expected, {2 + terms, 1 + 3 * terms}));
      ASSERT_TRUE(Z.guards_untouched());
    });
  }

  static void check_sgd(std::size_t rows, std::size_t features, std::size_t columns, T momentum,
                        std::size_t first, std::size_t last) {
    SCOPED_TRACE(testing::Message() << rows << " rows, features " << first << " to " << last << " of "
                                    << features << ", " << columns << " columns, momentum " << momentum);
    const Step<T> s(rows, features, columns, momentum);
    const std::size_t ldw = columns + kBetweenW;
    const std::size_t lddz = columns + kBetweenZ;
    std::vector<Wide<T>> expected_V = widened(s.V), expected_W = widened(s.W), expected_sums(columns);
    naive::sparse_sgd<Wide<T>>(rows, features, first, last, columns, s.inputs.data(), s.indices.data(),
                               widened(s.value).data(), widened(s.offset).data(), widened(s.dZ).data(),
                               columns, s.lr, momentum, expected_V.data(), expected_W.data(), columns,
                               expected_sums.data());
    // A NaN velocity outside the features is not the kernel's; nothing is ever close to it.
    const auto comparable = [](auto values) {
      for (auto& v : values) v = std::isnan(v) ? -3 : v;
      return values;
    };
    const double terms = std::sqrt(static_cast<double>(rows));
    for_each_target([&] {
      std::vector<std::uint8_t> bytes(sparse_blocks(rows) * features * kSparseBlock, 77);
      gather_columns(rows, features, first, last, s.inputs.data(), s.indices.data(), bytes.data());
      const Input<T> offset(s.offset, 1), dZ(spread(rows, columns, lddz, s.dZ, kPoison<T>), 1);
      Output<T> V(spread(features, columns, ldw, s.V, kGap<T>), 1);
      Output<T> W(spread(features, columns, ldw, s.W, kGap<T>), 1);
      Output<T> sums(columns, kPoison<T>, 1);
      sparse_sgd(rows, features, first, last, columns, bytes.data(), s.value.data(), offset.data(), dZ.data(),
                 lddz, s.lr, momentum, V.data(), W.data(), ldw, sums.data());
      ASSERT_TRUE(close(comparable(V.copy()),
                        comparable(spread(features, columns, ldw, expected_V, kGap<Wide<T>>)),
                        {3 + terms, 2 + 3 * terms}));
      ASSERT_TRUE(close(W.values(), spread(features, columns, ldw, expected_W, kGap<Wide<T>>),
                        {3 + terms, 2 + 3 * terms}));
      ASSERT_TRUE(
          close(sums.values(), expected_sums, {3 + terms + static_cast<double>(features), 2 + 3 * terms}));
      ASSERT_TRUE(V.guards_untouched() && W.guards_untouched() && sums.guards_untouched());
    });
  }

  static void check_gradient(std::size_t rows, std::size_t features, std::size_t columns, std::size_t first,
                             std::size_t last) {
    SCOPED_TRACE(testing::Message() << rows << " rows, features " << first << " to " << last << " of "
                                    << features << ", " << columns << " columns");
    const Step<T> s(rows, features, columns, T(0));
    const std::size_t lddz = columns + kBetweenZ;
    const std::size_t ldg = columns + kBetweenW;
    const std::size_t count = last - first;
    std::vector<Wide<T>> expected(count * columns);
    naive::sparse_gradient<Wide<T>>(rows, features, first, last, columns, s.inputs.data(), s.indices.data(),
                                    widened(s.value).data(), widened(s.offset).data(), widened(s.dZ).data(),
                                    columns, expected.data(), columns);
    const double terms = std::sqrt(static_cast<double>(rows));
    for_each_target([&] {
      std::vector<std::uint8_t> bytes(sparse_blocks(rows) * features * kSparseBlock, 77);
      gather_columns(rows, features, first, last, s.inputs.data(), s.indices.data(), bytes.data());
      const Input<T> offset(s.offset, 1), dZ(spread(rows, columns, lddz, s.dZ, kPoison<T>), 1);
      Output<T> G(spread(count, columns, ldg, std::vector<T>(count * columns, kPoison<T>), kGap<T>), 1);
      sparse_gradient(rows, features, first, last, columns, bytes.data(), s.value.data(), offset.data(),
                      dZ.data(), lddz, G.data(), ldg);
      ASSERT_TRUE(close(G.values(), spread(count, columns, ldg, expected, kGap<Wide<T>>),
                        {2 + terms, 2 + 3 * terms}));
      ASSERT_TRUE(G.guards_untouched());

      // Without momentum the velocity of a step is the gradient, to the bit.
      std::vector<T> V(features * columns), W(features * columns), sums(columns);
      sparse_sgd(rows, features, first, last, columns, bytes.data(), s.value.data(), offset.data(), dZ.data(),
                 lddz, s.lr, T(0), V.data(), W.data(), columns, sums.data());
      const auto begin = V.begin() + static_cast<std::ptrdiff_t>(first * columns);
      ASSERT_EQ(test::gathered<T>(count, columns, ldg, G.values()),
                std::vector<T>(begin, begin + static_cast<std::ptrdiff_t>(count * columns)));
    });
  }
};

TYPED_TEST_SUITE(SparseInputTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(SparseInputTest, ForwardMatchesTheTwinAtOddSizes) {
  for (const std::size_t features : kFeatures) this->check_forward(5, features, 48, 0.2);
  for (const std::size_t columns : kColumns) this->check_forward(5, 100, columns, 0.2);
  for (const std::size_t rows : kRows) this->check_forward(rows, 65, 32, 0.2);
}

TYPED_TEST(SparseInputTest, ForwardIsRightAtAnyDensity) {
  for (const double density : {0.0, 0.01, 0.5, 1.0}) this->check_forward(7, 129, 48, density);
}

TYPED_TEST(SparseInputTest, NoRowsWriteNothing) {
  using T = TypeParam;
  const Forward<T> f(1, 9, 16, 0.2);
  for_each_target([&] {
    Output<T> Z(16, T(3), 0);
    sparse_forward<T>(0, 9, 16, f.inputs.data(), f.indices.data(), f.value.data(), f.offset.data(),
                      f.W.data(), 16, Z.data(), 16);
    EXPECT_EQ(Z.copy(), std::vector<T>(16, T(3)));
  });
}

TYPED_TEST(SparseInputTest, SgdMatchesTheTwinAtOddSizes) {
  using T = TypeParam;
  for (const std::size_t features : kFeatures) this->check_sgd(5, features, 48, T(0.9), 0, features);
  for (const std::size_t columns : kColumns) this->check_sgd(5, 100, columns, T(0.9), 0, 100);
  for (const std::size_t rows : kRows) this->check_sgd(rows, 65, 32, T(0.9), 0, 65);
}

TYPED_TEST(SparseInputTest, SgdWithoutMomentumIgnoresTheOldVelocity) {
  using T = TypeParam;
  for (const std::size_t rows : kRows) this->check_sgd(rows, 33, 32, T(0), 0, 33);
}

TYPED_TEST(SparseInputTest, SgdLeavesOtherFeaturesAlone) {
  using T = TypeParam;
  for (const T momentum : {T(0), T(0.9)}) {
    this->check_sgd(33, 70, 48, momentum, 0, 32);
    this->check_sgd(33, 70, 48, momentum, 32, 64);
    this->check_sgd(33, 70, 48, momentum, 64, 70);
    this->check_sgd(33, 70, 48, momentum, 7, 8);
  }
}

TYPED_TEST(SparseInputTest, GradientMatchesTheTwinAtOddSizes) {
  for (const std::size_t features : kFeatures) this->check_gradient(5, features, 48, 0, features);
  for (const std::size_t columns : kColumns) this->check_gradient(5, 100, columns, 0, 100);
  for (const std::size_t rows : kRows) this->check_gradient(rows, 65, 32, 0, 65);
}

TYPED_TEST(SparseInputTest, GradientOfSomeFeatures) {
  this->check_gradient(33, 70, 48, 0, 32);
  this->check_gradient(33, 70, 48, 32, 64);
  this->check_gradient(33, 70, 48, 64, 70);
  this->check_gradient(33, 70, 48, 7, 8);
}

// Threads take rows of the batch: which ones must not show.
TYPED_TEST(SparseInputTest, ForwardIsTheSameToTheBitInAnyParts) {
  using T = TypeParam;
  const Forward<T> f(130, 300, 80, 0.2);
  for_each_target([&] {
    const auto in_parts_of = [&](std::size_t part) {
      std::vector<T> Z(f.rows * f.columns, kPoison<T>);
      for (std::size_t i = 0; i < f.rows; i += part) {
        sparse_forward(std::min(part, f.rows - i), f.features, f.columns, f.inputs.data(),
                       f.indices.data() + i, f.value.data(), f.offset.data(), f.W.data(), f.columns,
                       Z.data() + i * f.columns, f.columns);
      }
      return Z;
    };
    const std::vector<T> whole = in_parts_of(f.rows);
    for (const std::size_t part : {1, 7, 8, 64, 65}) EXPECT_EQ(in_parts_of(part), whole) << part;
  });
}

// … and features of the weight. Sums over parts of the features are not those over all, so they are compared
// part by part.
TYPED_TEST(SparseInputTest, SgdIsTheSameToTheBitInAnyParts) {
  using T = TypeParam;
  struct Result {
    std::vector<T> V, W, sums;
    bool operator==(const Result&) const = default;
  };
  constexpr std::size_t kBlock = 32;  // features whose sums are taken together
  for (const T momentum : {T(0), T(0.9)}) {
    const Step<T> s(70, 300, 80, momentum);
    for_each_target([&] {
      // `part` features are gathered together, and stepped in blocks.
      const auto in_parts_of = [&](std::size_t part) {
        std::vector<std::uint8_t> bytes(sparse_blocks(s.rows) * s.features * kSparseBlock, 77);
        const std::size_t blocks = (s.features + kBlock - 1) / kBlock;
        Result r{s.V, s.W, std::vector<T>(blocks * s.columns)};
        for (std::size_t start = 0; start < s.features; start += part) {
          const std::size_t end = std::min(start + part, s.features);
          gather_columns(s.rows, s.features, start, end, s.inputs.data(), s.indices.data(), bytes.data());
          for (std::size_t first = start; first < end; first += kBlock) {
            sparse_sgd(s.rows, s.features, first, std::min(first + kBlock, end), s.columns, bytes.data(),
                       s.value.data(), s.offset.data(), s.dZ.data(), s.columns, s.lr, s.momentum, r.V.data(),
                       r.W.data(), s.columns, r.sums.data() + first / kBlock * s.columns);
          }
        }
        return r;
      };
      const Result whole = in_parts_of(s.features);
      for (const std::size_t part : {kBlock, 3 * kBlock, 5 * kBlock})
        EXPECT_EQ(in_parts_of(part), whole) << part;

      // Weights and velocities do not depend on the blocks either.
      std::vector<std::uint8_t> bytes(sparse_blocks(s.rows) * s.features * kSparseBlock, 77);
      gather_columns(s.rows, s.features, 0, s.features, s.inputs.data(), s.indices.data(), bytes.data());
      Result r{s.V, s.W, std::vector<T>(s.columns)};
      for (const std::size_t cut : {0, 1, 150}) {
        const std::size_t last = cut == 0 ? 1 : cut == 1 ? 150 : s.features;
        sparse_sgd(s.rows, s.features, cut, last, s.columns, bytes.data(), s.value.data(), s.offset.data(),
                   s.dZ.data(), s.columns, s.lr, s.momentum, r.V.data(), r.W.data(), s.columns,
                   r.sums.data());
      }
      EXPECT_EQ(r.V, whole.V);
      EXPECT_EQ(r.W, whole.W);
    });
  }
}

TEST(GatherColumnsTest, PutsEveryByteInItsPlaceAndZerosBehindTheLastRow) {
  for (const std::size_t features : kFeatures) {
    const auto inputs = sparse_bytes(kSamples * features, 0.7, 11);
    for (const std::size_t rows : kRows) {
      const auto indices = random_indices(rows, 12);
      // All features, and some that leave their neighbours as they were.
      for (const std::size_t first : {std::size_t{0}, features / 3}) {
        const std::size_t last = first == 0 ? features : features - features / 4;
        SCOPED_TRACE(testing::Message()
                     << rows << " rows, features " << first << " to " << last << " of " << features);
        std::vector<std::uint8_t> expected(sparse_blocks(rows) * features * kSparseBlock, 99);
        naive::gather_columns(rows, features, first, last, inputs.data(), indices.data(), expected.data());
        for_each_target([&] {
          const Input<std::uint8_t> x(inputs, 1);
          Output<std::uint8_t> columns(expected.size(), std::uint8_t{99}, 0);
          gather_columns(rows, features, first, last, x.data(), indices.data(), columns.data());
          ASSERT_EQ(columns.copy(), expected);
          ASSERT_TRUE(columns.guards_untouched());
        });
      }
    }
  }
}

TEST(GatherColumnsTest, WorkedByHand) {
  const std::vector<std::uint8_t> inputs = {1, 2, 3, /**/ 4, 5, 6};
  const std::vector<std::uint32_t> indices = {1, 0, 1};
  for_each_target([&] {
    std::vector<std::uint8_t> bytes(3 * kSparseBlock, 99);
    gather_columns(3, 3, 1, 3, inputs.data(), indices.data(), bytes.data());
    std::vector<std::uint8_t> expected(3 * kSparseBlock, 0);
    std::fill_n(expected.begin(), kSparseBlock, std::uint8_t{99});  // feature 0 was not asked for
    expected[kSparseBlock] = 5, expected[kSparseBlock + 1] = 2, expected[kSparseBlock + 2] = 5;
    expected[2 * kSparseBlock] = 6, expected[2 * kSparseBlock + 1] = 3, expected[2 * kSparseBlock + 2] = 6;
    EXPECT_EQ(bytes, expected);
  });
}

TEST(ByteDensityTest, IsTheShareThatIsNotZero) {
  const std::vector<std::uint8_t> bytes = {0, 1, 0, 255, 0, 0, 0, 7};
  EXPECT_EQ(byte_density(bytes.size(), bytes.data()), 3.0 / 8.0);
  EXPECT_EQ(byte_density(1, bytes.data()), 0.0);
  EXPECT_EQ(byte_density(1, bytes.data() + 1), 1.0);
}

}  // namespace
}  // namespace blasnet::kernels
