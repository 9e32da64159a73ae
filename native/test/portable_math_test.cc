#include "kernels/portable_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "kernels/gaussian.h"

namespace blasnet::kernels {
namespace {

TEST(PortableMathTest, SineAndCosineAreThoseOfTheLibrary) {
  for (double degrees = -180; degrees <= 180; degrees += 0.37) {
    const double radians = degrees * std::numbers::pi / 180;
    EXPECT_NEAR(portable::sin_degrees(degrees), std::sin(radians), 8e-16) << degrees;
    EXPECT_NEAR(portable::cos_degrees(degrees), std::cos(radians), 8e-16) << degrees;
  }
}

TEST(PortableMathTest, RightAnglesAreExact) {
  EXPECT_EQ(portable::sin_degrees(0), 0);
  EXPECT_EQ(portable::cos_degrees(0), 1);
  EXPECT_EQ(portable::sin_degrees(90), 1);
  EXPECT_EQ(portable::cos_degrees(90), 0);
  EXPECT_EQ(portable::cos_degrees(-90), 0);
  EXPECT_EQ(portable::sin_degrees(-90), -1);
  EXPECT_EQ(portable::sin_degrees(180), 0);
  EXPECT_EQ(portable::cos_degrees(180), -1);
  // What divides a tangent is above 0 for every angle below 90°.
  EXPECT_GT(portable::cos_degrees(std::nextafter(90.0, 0.0)), 0);
}

TEST(PortableMathTest, TheExponentialIsThatOfTheLibrary) {
  EXPECT_EQ(portable::exp_small(0), 1);
  for (double x = -9; x <= 0; x += 0.013) EXPECT_NEAR(portable::exp_small(x) / std::exp(x), 1, 4e-15) << x;
}

TEST(GaussianTest, WeightsAreTheFormulaAndAddUpToOne) {
  for (const double sigma : {0.01, 0.2, 1.0 / 3, 0.5, 1.0, 2.7, 5.0, 31.9, 100.0}) {
    SCOPED_TRACE(sigma);
    const std::size_t radius = gaussian_radius(sigma);
    ASSERT_EQ(radius, static_cast<std::size_t>(std::floor(3 * sigma)));
    std::vector<float> weights(radius + 1);
    gaussian_weights(sigma, weights.data());
    double total = 0;
    double written = weights[0];
    for (std::size_t d = 0; d <= radius; ++d) {
      const auto x = static_cast<double>(d);
      total += (d == 0 ? 1 : 2) * std::exp(-x * x / (2 * sigma * sigma));
      if (d > 0) written += 2 * weights[d];
    }
    EXPECT_NEAR(written, 1, 1e-6);
    for (std::size_t d = 0; d <= radius; ++d) {
      const auto x = static_cast<double>(d);
      EXPECT_EQ(weights[d], static_cast<float>(std::exp(-x * x / (2 * sigma * sigma)) / total)) << d;
    }
  }
}

}  // namespace
}  // namespace blasnet::kernels
