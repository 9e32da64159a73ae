#include "test/closeness.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace blasnet::test {
namespace {

using testing::AssertionResult;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

bool says(const AssertionResult& result, const std::string& part) {
  return std::string(result.message()).find(part) != std::string::npos;
}

TEST(Closeness, EqualFiguresPass) {
  const std::vector<float> x = {0.0f, -1.5f, 3e30f, 1e-40f};
  EXPECT_TRUE(close(x, x, {0}));
  EXPECT_TRUE(close(std::vector<float>{}, std::vector<float>{}, {0}));
  EXPECT_TRUE(close(0.0f, -0.0f, {0}));
}

TEST(Closeness, ZeroForOneFails) {
  EXPECT_FALSE(close(0.0f, 1.0f, {1000}));
  EXPECT_FALSE(close(1.0f, 0.0f, {1000}));
  EXPECT_FALSE(close(0.0, 1.0, {1e6, 1e3}));
}

TEST(Closeness, NanFailsWhereverItStands) {
  EXPECT_FALSE(close(kNan, 1.0f, {1e30}));
  EXPECT_FALSE(close(1.0f, kNan, {1e30}));
  EXPECT_FALSE(close(kNan, kNan, {1e30}));
  EXPECT_FALSE(close(std::vector<float>{1, 2, kNan}, std::vector<float>{1, 2, 3}, {1e30}));
  EXPECT_FALSE(close(1.0f, 1.0f + 1e-3f, {1, std::numeric_limits<double>::quiet_NaN()}));
}

TEST(Closeness, InfinitiesMustBeTheSame) {
  EXPECT_TRUE(close(kInfinity, kInfinity, {0}));
  EXPECT_FALSE(close(kInfinity, -kInfinity, {1e30}));
  EXPECT_FALSE(close(kInfinity, 1.0f, {1e30}));
  EXPECT_FALSE(close(1.0f, kInfinity, {1e30}));
}

TEST(Closeness, WrongSizeFails) {
  const AssertionResult result = close(std::vector<float>{1, 2}, std::vector<float>{1, 2, 3}, {1});
  EXPECT_FALSE(result);
  EXPECT_TRUE(says(result, "2 elements, expected 3")) << result.message();
  EXPECT_FALSE(close(std::vector<float>{1, 2}, std::vector<float>{1, 2}, {1, 0, {1, 1, 1}}));
}

TEST(Closeness, NamesTheWorstElement) {
  std::vector<double> expected(100, 2.0);
  std::vector<double> actual = expected;
  actual[40] += 1e-12;
  actual[71] = 2.25;
  const AssertionResult result = close(actual, expected, {4});
  EXPECT_FALSE(result);
  EXPECT_TRUE(says(result, "element 71 of 100: got 2.25, expected 2, difference 0.25, allowed 1.77"))
      << result.message();
  EXPECT_TRUE(says(result, "; 2 elements are too far off")) << result.message();
}

TEST(Closeness, OneWrongElementFails) {
  std::vector<float> expected(1000, 1.0f);
  std::vector<float> actual = expected;
  actual.back() = 1.001f;
  EXPECT_FALSE(close(actual, expected, {16}));
}

TEST(Closeness, ScalesWithTheType) {
  constexpr double kFloatStep = std::numeric_limits<float>::epsilon();
  EXPECT_TRUE(close(1.0f, 1.0 + 1.9 * kFloatStep, {2}));
  EXPECT_FALSE(close(1.0f, 1.0 + 2.1 * kFloatStep, {2}));
  EXPECT_FALSE(close(1.0, 1.0 + 1e-3 * kFloatStep, {2}));  // the same number is far off in double
}

TEST(Closeness, ScalesWithTheMagnitude) {
  EXPECT_TRUE(close(1e20f, 1.0000001e20, {2}));
  EXPECT_FALSE(close(1e-20f, 1.000001e-20, {2}));  // small figures are held to their own size
  EXPECT_TRUE(close(1e-8f, 0.0, {2, 1.0}));        // what is left of two ones that cancelled
  EXPECT_FALSE(close(1e-6f, 0.0, {2, 1.0}));
  const std::vector<float> actual = {1e-6f, 1e-6f};
  EXPECT_TRUE(close(actual, std::vector<float>{0, 0}, {2, 0, {10, 10}}));
  EXPECT_FALSE(close(actual, std::vector<float>{0, 0}, {2, 0, {10, 1}}));
}

TEST(Closeness, DenormalsMayBeOffByTheirSpacing) {
  constexpr float kSpacing = std::numeric_limits<float>::denorm_min();
  EXPECT_TRUE(close(7 * kSpacing, 8 * kSpacing, {1}));
  EXPECT_FALSE(close(6 * kSpacing, 8 * kSpacing, {1}));
}

}  // namespace
}  // namespace blasnet::test
