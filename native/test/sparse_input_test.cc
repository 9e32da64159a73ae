#include "kernels/sparse_input.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "test/closeness.h"
#include "test/guarded.h"
#include "test/samples.h"
#include "test/targets.h"

namespace blasnet::kernels {
namespace {

using test::close;
using test::for_each_target;
using test::Input;
using test::Output;
using test::Wide;

constexpr std::size_t kFeatures[] = {1, 3, 15, 16, 17, 63, 64, 65, 100, 129};
constexpr std::size_t kUnits[] = {1, 2, 10, 15, 16, 17, 31, 48, 63, 64, 65, 100, 130};
constexpr std::size_t kRows[] = {1, 2, 15, 16, 17, 32, 63, 64, 65, 130};
constexpr std::size_t kSamples = 150;

std::size_t stride_of(std::size_t units) {
  return (units + kSparseStride - 1) / kSparseStride * kSparseStride;
}

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

template <typename T>
class SparseInputTest : public testing::Test {
 protected:
  // Compares with plain loops over every byte, zero or not.
  void check_forward(std::size_t rows, std::size_t features, std::size_t units, double density) {
    SCOPED_TRACE(testing::Message() << rows << " rows, " << features << " features, " << units
                                    << " units, density " << density);
    const std::size_t stride = stride_of(units);
    const auto inputs = sparse_bytes(kSamples * features, density, 1);
    const auto indices = random_indices(rows, 2);
    const auto value = byte_values<T>(78.9);
    const auto offset = test::random_values<T>(stride, 3);
    const auto W = test::random_values<T>(features * stride, 4);
    std::vector<Wide<T>> expected(rows * units);
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t unit = 0; unit < units; ++unit) {
        Wide<T> sum = offset[unit];
        for (std::size_t k = 0; k < features; ++k)
          sum += static_cast<Wide<T>>(value[inputs[indices[i] * features + k]]) * W[k * stride + unit];
        expected[i * units + unit] = sum;
      }
    }
    const double magnitude = 1 + 3 * std::sqrt(static_cast<double>(features));
    for_each_target([&] {
      const Input<std::uint8_t> x(inputs, 1);  // bytes of a data set may start anywhere
      Output<T> Z(rows * units, T(-1), 1);
      sparse_forward(rows, features, units, stride, x.data(), indices.data(), value.data(), offset.data(),
                     W.data(), Z.data());
      ASSERT_TRUE(close(Z.values(), expected, {2 + std::sqrt(static_cast<double>(features)), magnitude}));
      ASSERT_TRUE(Z.guards_untouched());
    });
  }

  void check_sgd(std::size_t rows, std::size_t features, std::size_t units, T momentum) {
    SCOPED_TRACE(testing::Message() << rows << " rows, " << features << " features, " << units
                                    << " units, momentum " << momentum);
    const std::size_t stride = stride_of(units);
    const T lr = T(0.05);
    const auto inputs = sparse_bytes(kSamples * features, 0.2, 5);
    const auto indices = random_indices(rows, 6);
    const auto value = byte_values<T>(78.9);
    const auto offset = test::random_values<T>(stride, 7);
    const auto dZ = test::random_values<T>(rows * stride, 8);
    // Without momentum the old velocity must not be read.
    const auto V = momentum == T(0) ? std::vector<T>(features * stride, std::numeric_limits<T>::quiet_NaN())
                                    : test::random_values<T>(features * stride, 9);
    const auto W = test::random_values<T>(features * stride, 10);
    std::vector<Wide<T>> expected_V(features * stride), expected_W(features * stride), expected_sums(stride);
    for (std::size_t k = 0; k < features; ++k) {
      for (std::size_t c = 0; c < stride; ++c) {
        Wide<T> g = offset[c];
        for (std::size_t i = 0; i < rows; ++i)
          g += static_cast<Wide<T>>(value[inputs[indices[i] * features + k]]) * dZ[i * stride + c];
        const std::size_t at = k * stride + c;
        expected_V[at] = momentum == T(0) ? g : g + static_cast<Wide<T>>(momentum) * V[at];
        expected_W[at] = W[at] - static_cast<Wide<T>>(lr) * expected_V[at];
        expected_sums[c] += expected_W[at];
      }
    }
    const double terms = std::sqrt(static_cast<double>(rows));
    for_each_target([&] {
      std::vector<std::uint8_t> columns(sparse_blocks(rows) * features * kSparseBlock, 77);
      gather_columns(rows, features, inputs.data(), indices.data(), columns.data());
      Output<T> velocity(V), weight(W), sums(stride, T(-1), 0);
      sparse_sgd(rows, features, stride, columns.data(), value.data(), offset.data(), dZ.data(), lr, momentum,
                 velocity.data(), weight.data(), sums.data());
      ASSERT_TRUE(close(velocity.values(), expected_V, {3 + terms, 2 + 3 * terms}));
      ASSERT_TRUE(close(weight.values(), expected_W, {3 + terms, 2 + 3 * terms}));
      ASSERT_TRUE(
          close(sums.values(), expected_sums, {3 + terms + static_cast<double>(features), 2 + 3 * terms}));
      ASSERT_TRUE(velocity.guards_untouched() && weight.guards_untouched() && sums.guards_untouched());
    });
  }
};

TYPED_TEST_SUITE(SparseInputTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(SparseInputTest, ForwardMatchesTheTwinAtOddSizes) {
  for (const std::size_t features : kFeatures) this->check_forward(5, features, 33, 0.2);
  for (const std::size_t units : kUnits) this->check_forward(5, 100, units, 0.2);
  for (const std::size_t rows : kRows) this->check_forward(rows, 65, 20, 0.2);
}

TYPED_TEST(SparseInputTest, ForwardIsRightAtAnyDensity) {
  for (const double density : {0.0, 0.01, 0.5, 1.0}) this->check_forward(7, 129, 40, density);
}

TYPED_TEST(SparseInputTest, SgdMatchesTheTwinAtOddSizes) {
  using T = TypeParam;
  for (const std::size_t features : kFeatures) this->check_sgd(5, features, 33, T(0.9));
  for (const std::size_t units : kUnits) this->check_sgd(5, 100, units, T(0.9));
  for (const std::size_t rows : kRows) this->check_sgd(rows, 65, 20, T(0.9));
}

TYPED_TEST(SparseInputTest, SgdWithoutMomentumIgnoresTheOldVelocity) {
  using T = TypeParam;
  for (const std::size_t rows : kRows) this->check_sgd(rows, 33, 20, T(0));
}

TEST(GatherColumnsTest, PutsEveryByteInItsPlaceAndZerosBehindTheLastRow) {
  for (const std::size_t features : kFeatures) {
    const auto inputs = sparse_bytes(kSamples * features, 0.7, 11);
    for (const std::size_t rows : kRows) {
      SCOPED_TRACE(testing::Message() << rows << " rows, " << features << " features");
      const auto indices = random_indices(rows, 12);
      const std::size_t blocks = sparse_blocks(rows);
      std::vector<std::uint8_t> expected(blocks * features * kSparseBlock, 0);
      for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t k = 0; k < features; ++k)
          expected[(i / kSparseBlock * features + k) * kSparseBlock + i % kSparseBlock] =
              inputs[indices[i] * features + k];
      for_each_target([&] {
        const Input<std::uint8_t> x(inputs, 1);
        Output<std::uint8_t> columns(expected.size(), std::uint8_t{99}, 0);
        gather_columns(rows, features, x.data(), indices.data(), columns.data());
        ASSERT_EQ(columns.copy(), expected);
        ASSERT_TRUE(columns.guards_untouched());
      });
    }
  }
}

TEST(ByteDensityTest, IsTheShareThatIsNotZero) {
  const std::vector<std::uint8_t> bytes = {0, 1, 0, 255, 0, 0, 0, 7};
  EXPECT_EQ(byte_density(bytes.size(), bytes.data()), 3.0 / 8.0);
  EXPECT_EQ(byte_density(1, bytes.data()), 0.0);
  EXPECT_EQ(byte_density(1, bytes.data() + 1), 1.0);
}

}  // namespace
}  // namespace blasnet::kernels
