#include "kernels/elastic_field.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "kernels/naive/augment.h"
#include "test/guarded.h"
#include "test/targets.h"

namespace blasnet::kernels {
namespace {

using test::for_each_target;
using test::Output;

constexpr std::uint64_t kKey = 0x0123456789ABCDEF;

struct Shape {
  std::size_t width;
  std::size_t height;
};
// Around whole vectors and pairs of rows, and one pixel.
constexpr Shape kShapes[] = {{1, 1},   {1, 9},   {9, 1},   {2, 2},   {15, 3},  {16, 4},
                             {17, 33}, {28, 28}, {31, 27}, {32, 32}, {49, 64}, {100, 7}};

// Δx and Δy without what fills rows up, on the instruction set that is chosen.
std::vector<std::vector<float>> field_of(Shape shape, double strength, double smoothness, std::uint64_t key,
                                         std::size_t misalignment = 0) {
  const auto [width, height] = shape;
  const std::size_t stride = field_stride(width);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  Output<float> field(2 * height * stride, nan, misalignment);
  Output<float> scratch(elastic_scratch(width, height, smoothness), nan, misalignment);
  elastic_field(width, height, strength, smoothness, key, field.data(), scratch.data());
  EXPECT_TRUE(field.guards_untouched());
  EXPECT_TRUE(scratch.guards_untouched());
  std::vector<std::vector<float>> directions(2);
  for (std::size_t direction = 0; direction < 2; ++direction)
    for (std::size_t y = 0; y < height; ++y)
      for (std::size_t x = 0; x < width; ++x)
        directions[direction].push_back(field.values()[(direction * height + y) * stride + x]);
  return directions;
}

TEST(ElasticFieldTest, IsItsTwinToTheLastBitOnEveryInstructionSet) {
  for (const auto& shape : kShapes) {
    for (const double smoothness : {0.2, 0.5, 1.0, 3.3, 5.0, 12.0}) {
      SCOPED_TRACE(testing::Message() << shape.width << " × " << shape.height << ", σ " << smoothness);
      const auto expected = [&](int direction) {
        return naive::elastic_field(static_cast<int>(shape.width), static_cast<int>(shape.height), 36,
                                    smoothness, kKey, direction);
      };
      const auto across = expected(0);
      const auto down = expected(1);
      for_each_target([&] {
        for (const std::size_t misalignment : test::kMisalignments) {
          const auto field = field_of(shape, 36, smoothness, kKey, misalignment);
          ASSERT_EQ(field[0], across);
          ASSERT_EQ(field[1], down);
        }
      });
    }
  }
}

// Below σ = 1/3 nothing is left of the Gaussian but its middle: the noise itself.
TEST(ElasticFieldTest, TheNoiseIsUniformAndItsDirectionsIndependent) {
  constexpr Shape kShape = {200, 200};
  const auto noise = field_of(kShape, 1, 0.1, kKey);
  const auto n = static_cast<double>(noise[0].size());
  double covariance = 0;
  for (std::size_t i = 0; i < noise[0].size(); ++i) covariance += double{noise[0][i]} * double{noise[1][i]};
  EXPECT_LT(std::abs(covariance / n), 5 / 3.0 / std::sqrt(n));
  for (const auto& direction : noise) {
    std::vector<double> counts(16);
    for (const float x : direction) {
      ASSERT_GT(x, -1);
      ASSERT_LT(x, 1);
      counts[static_cast<std::size_t>((x + 1) * 8)] += 1;
    }
    // Five standard deviations of a binomial.
    for (const double count : counts) EXPECT_NEAR(count, n / 16, 5 * std::sqrt(n / 16));
    double neighbours = 0;
    for (std::size_t i = 1; i < direction.size(); ++i)
      neighbours += double{direction[i]} * double{direction[i - 1]};
    EXPECT_LT(std::abs(neighbours / n), 5 / 3.0 / std::sqrt(n));
  }
}

// α/√3 · 1/(2σ√π): noise of variance 1/3 through a Gaussian in two dimensions.
TEST(ElasticFieldTest, HasTheSizeThatItsFormulaSays) {
  const double alpha = 36;
  for (const double sigma : {4.0, 5.0, 6.0}) {
    double squares = 0;
    int count = 0;
    for (std::uint64_t key = 0; key < 200; ++key) {
      const auto field = field_of({101, 101}, alpha, sigma, key);
      for (const auto& direction : field) squares += std::pow(direction[50 * 101 + 50], 2);
      count += 2;
    }
    const double expected = alpha / std::sqrt(3.0) / (2 * sigma * std::sqrt(3.141592653589793));
    EXPECT_NEAR(std::sqrt(squares / count) / expected, 1, 0.15) << sigma;
    EXPECT_NEAR(expected, alpha * 0.163 / sigma, 1e-3 * alpha / sigma);
  }
}

TEST(ElasticFieldTest, EveryBitOfTheKeyCounts) {
  const Shape shape = {5, 3};
  const auto field = field_of(shape, 1, 1, kKey);
  for (int bit = 0; bit < 64; ++bit) {
    const auto other = field_of(shape, 1, 1, kKey ^ std::uint64_t{1} << bit);
    for (std::size_t direction = 0; direction < 2; ++direction)
      for (std::size_t i = 0; i < field[direction].size(); ++i)
        EXPECT_NE(field[direction][i], other[direction][i]) << "bit " << bit;
  }
}

}  // namespace
}  // namespace blasnet::kernels
