#include "kernels/augment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>
#include <vector>

#include "kernels/elastic_field.h"
#include "kernels/naive/augment.h"
#include "test/guarded.h"
#include "test/samples.h"
#include "test/targets.h"

namespace blasnet::kernels {
namespace {

using test::for_each_target;
using test::Input;
using test::Output;
using Image = std::vector<std::uint8_t>;

// A bright ring on black.
Image ring(std::size_t width, std::size_t height) {
  Image image;
  const auto w = static_cast<double>(width);
  const auto h = static_cast<double>(height);
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const double r = std::hypot((static_cast<double>(x) - w / 2) / w, (static_cast<double>(y) - h / 2) / h);
      image.push_back(static_cast<std::uint8_t>(std::max(0.0, 255 - 2000 * std::abs(r - 0.3))));
    }
  }
  return image;
}

Augmentation everything(std::size_t width, std::size_t height) {
  return {width, height, 2, 15, 0.1, 10, 36, 5};
}

Image augmented(const Augmentation& a, const Image& image, std::uint64_t key, std::size_t misalignment = 0) {
  const Input<std::uint8_t> in(image, misalignment);
  Output<std::uint8_t> out(image.size(), 77, misalignment);
  Output<std::uint32_t> scratch((augment_scratch(a) + 3) / 4, 0xFFFFFFFF, misalignment);
  augment(a, in.data(), key, out.data(), reinterpret_cast<std::byte*>(scratch.data()));
  EXPECT_TRUE(out.guards_untouched());
  EXPECT_TRUE(scratch.guards_untouched());
  return out.copy();
}

// The twins of its parts one after the other.
Image naive_augmented(const Augmentation& a, const Image& image, std::uint64_t key) {
  const auto width = static_cast<int>(a.width);
  const auto height = static_cast<int>(a.height);
  std::vector<float> field(2 * a.height * field_stride(a.width));
  for (int direction = 0; direction < 2; ++direction) {
    const auto part = naive::elastic_field(width, height, a.elastic_strength, a.elastic_smoothness,
                                           draw_field_key(key), direction);
    for (std::size_t i = 0; i < part.size(); ++i)
      field[(static_cast<std::size_t>(direction) * a.height + i / a.width) * field_stride(a.width) +
            i % a.width] = part[i];
  }
  Image out(image.size());
  naive::warp(width, height, image.data(), draw_map(a, key), field.data(), out.data());
  return out;
}

TEST(AugmentTest, IsItsTwinToTheLastBitOnEveryInstructionSet) {
  for (const auto& [width, height] :
       {std::pair<std::size_t, std::size_t>{28, 28}, {1, 1}, {3, 50}, {33, 17}}) {
    const Image image = ring(width, height);
    for (std::uint64_t key = 0; key < 12; ++key) {
      auto a = everything(width, height);
      if (key % 3 == 1) a.elastic_strength = 0;
      if (key % 3 == 2) a = {width, height, 0, 0, 0, 0, 36, 4};
      const Image expected = naive_augmented(a, image, key);
      for_each_target([&] {
        for (const std::size_t misalignment : test::kMisalignments)
          ASSERT_EQ(augmented(a, image, key, misalignment), expected)
              << width << " × " << height << ", key " << key;
      });
    }
  }
}

// A hash (FNV-1a) of what it gave when this was written: a change of the definition changes everybody's
// training.
TEST(AugmentTest, GivesTheSameBytesOnEveryMachine) {
  const Image image = ring(28, 28);
  std::uint64_t hash = 0xCBF29CE484222325;
  for (std::uint64_t key = 0; key < 100; ++key)
    for (const std::uint8_t byte : augmented(everything(28, 28), image, key))
      hash = (hash ^ byte) * 0x100000001B3;
  EXPECT_EQ(hash, 1802268383520041419u);
}

TEST(AugmentTest, WithoutStrengthItIsTheImage) {
  const Image image = ring(28, 30);
  for_each_target([&] {
    for (std::uint64_t key = 0; key < 5; ++key)
      EXPECT_EQ(augmented({28, 30, 0, 0, 0, 0, 0, 5}, image, key), image);
  });
}

// p' = R·K·S·p + t, written down and inverted here from the map's own angles.
TEST(DrawMapTest, UndoesTheForwardTransformation) {
  for (std::uint64_t key = 0; key < 50; ++key) {
    const AffineMap map = draw_map({28, 20, 3, 40, 0.3, 25, 0, 1}, key);
    EXPECT_EQ(map.to_x, 13.5f);
    EXPECT_EQ(map.to_y, 9.5f);
    // With M⁻¹ = R·K·S: its first column is scale_x·(cos, sin), its determinant scale_x·scale_y.
    const double determinant = double{map.xx} * double{map.yy} - double{map.xy} * double{map.yx};
    const double forward_xx = map.yy / determinant;
    const double forward_yx = -map.yx / determinant;
    const double scale_x = std::hypot(forward_xx, forward_yx);
    const double scale_y = 1 / determinant / scale_x;
    const double angle = std::atan2(forward_yx, forward_xx) * 180 / std::numbers::pi;
    EXPECT_LT(std::abs(scale_x - 1), 0.3001);
    EXPECT_LT(std::abs(scale_y - 1), 0.3001);
    EXPECT_LT(std::abs(angle), 40.001);
    // Its second column is scale_y·R·(tan(shear), 1).
    const double forward_xy = -map.xy / determinant;
    const double forward_yy = map.xx / determinant;
    const double c = forward_xx / scale_x;
    const double s = forward_yx / scale_x;
    const double tangent = (c * forward_xy + s * forward_yy) / scale_y;
    EXPECT_NEAR((c * forward_yy - s * forward_xy) / scale_y, 1, 1e-5);
    EXPECT_LT(std::abs(std::atan(tangent) * 180 / std::numbers::pi), 25.001);
  }
}

// Everything moves as far as it may and no further, to both sides alike, and nothing moves with anything
// else.
TEST(DrawMapTest, DrawsUniformlyAndIndependently) {
  constexpr std::size_t kCount = 20000;
  std::vector<std::vector<double>> draws(6);
  for (std::uint64_t key = 0; key < kCount; ++key) {
    const AffineMap shifted = draw_map({28, 28, 1000, 0, 0, 0, 0, 1}, key);
    draws[0].push_back((shifted.from_x - 13.5) / 1000);
    draws[1].push_back((shifted.from_y - 13.5) / 1000);
    const AffineMap turned = draw_map({28, 28, 0, 180, 0, 0, 0, 1}, key);
    draws[2].push_back(std::atan2(-turned.yx, turned.yy) / std::numbers::pi);
    const AffineMap scaled = draw_map({28, 28, 0, 0, 0.5, 0, 0, 1}, key);
    draws[3].push_back((1 / double{scaled.xx} - 1) / 0.5);
    draws[4].push_back((1 / double{scaled.yy} - 1) / 0.5);
    const AffineMap leaning = draw_map({28, 28, 0, 0, 0, 45, 0, 1}, key);
    draws[5].push_back(std::atan(-double{leaning.xy}) / (std::numbers::pi / 4));
  }
  for (std::size_t i = 0; i < draws.size(); ++i) {
    SCOPED_TRACE(i);
    std::vector<double> counts(10);
    for (const double u : draws[i]) {
      ASSERT_LT(std::abs(u), 1 + 1e-6);
      counts[std::min<std::size_t>(9, static_cast<std::size_t>((u + 1) * 5))] += 1;
    }
    // Five standard deviations of a binomial.
    for (const double count : counts) EXPECT_NEAR(count, kCount / 10.0, 5 * std::sqrt(kCount / 10.0));
    for (std::size_t j = 0; j < i; ++j) {
      const double sum = std::inner_product(draws[i].begin(), draws[i].end(), draws[j].begin(), 0.0);
      EXPECT_LT(std::abs(sum / kCount), 5 / 3.0 / std::sqrt(double{kCount})) << j;
    }
  }
}

// At the ends of what options may say nothing becomes infinite.
TEST(DrawMapTest, IsFiniteAtEveryBound) {
  const double below_one = std::nextafter(1.0, 0.0);
  const Augmentation extreme = {kLargestSide, kLargestSide, 1000, 180, below_one, std::nextafter(90.0, 0.0),
                                1000,         1e-300};
  for (std::uint64_t key = 0; key < 2000; ++key) {
    const AffineMap map = draw_map(extreme, key);
    for (const float x : {map.xx, map.xy, map.yx, map.yy})
      ASSERT_TRUE(std::isfinite(x * static_cast<float>(kLargestSide + 1000))) << key;
  }
}

TEST(AugmentTest, ExtremesStayWithinTheImage) {
  const Image image = ring(28, 28);
  const Augmentation extreme = {28,   28,    1000, 180, std::nextafter(1.0, 0.0), std::nextafter(90.0, 0.0),
                                1000, 1e-300};
  Augmentation smooth = extreme;
  smooth.elastic_smoothness = 100;
  for (std::uint64_t key = 0; key < 100; ++key) {
    for (const auto& a : {extreme, smooth}) {
      const Image expected = naive_augmented(a, image, key);
      for_each_target([&] { ASSERT_EQ(augmented(a, image, key), expected) << key; });
    }
  }
}

}  // namespace
}  // namespace blasnet::kernels
