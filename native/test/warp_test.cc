#include "kernels/warp.h"

#include <gtest/gtest.h>

#include <limits>
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

Image random_image(std::size_t size) {
  Image image;
  for (const double x : test::random_values<double>(size, 5, 128))
    image.push_back(static_cast<std::uint8_t>(x + 128));
  return image;
}

Image warped(std::size_t width, std::size_t height, const Image& image, const AffineMap& map,
             const std::vector<float>& field = {}, std::size_t misalignment = 0) {
  const Input<std::uint8_t> in(image, misalignment);
  const Input<float> displacements(field, misalignment);
  Output<std::uint8_t> out(image.size(), 77, misalignment);
  Output<std::uint32_t> scratch(warp_scratch(width, height), 0xFFFFFFFF, misalignment);
  warp(width, height, in.data(), map, field.empty() ? nullptr : displacements.data(), out.data(),
       scratch.data());
  EXPECT_TRUE(out.guards_untouched());
  EXPECT_TRUE(scratch.guards_untouched());
  return out.copy();
}

TEST(WarpTest, IsItsTwinToTheLastBitOnEveryInstructionSet) {
  const AffineMap maps[] = {
      {},
      {1.1f, 0.3f, -0.2f, 0.9f, 13.1f, 12.2f, 13.5f, 13.5f},
      {-1, 0, 0, -1, 0, 0, 20, 15},
      {0.01f, 5, -30, 0.2f, 3, 4, 7, 7},
  };
  for (std::size_t width = 1; width <= 35; ++width) {
    for (const std::size_t height : {1, 2, 9, 28}) {
      const Image image = random_image(width * height);
      auto field = test::random_values<float>(2 * height * field_stride(width), 6, 4);
      for (const auto& map : maps) {
        for (const auto& displacements : {std::vector<float>{}, field}) {
          SCOPED_TRACE(testing::Message() << width << " × " << height);
          Image expected(image.size());
          naive::warp(static_cast<int>(width), static_cast<int>(height), image.data(), map,
                      displacements.empty() ? nullptr : displacements.data(), expected.data());
          for_each_target([&] {
            for (const std::size_t misalignment : test::kMisalignments)
              ASSERT_EQ(warped(width, height, image, map, displacements, misalignment), expected);
          });
        }
      }
    }
  }
}

TEST(WarpTest, TheIdentityLeavesEveryByte) {
  const Image image = random_image(300 * 256);
  for_each_target([&] { EXPECT_EQ(warped(300, 256, image, {}), image); });
}

// A quarter turn of 3 × 3 about its middle: (u, v) = (y, 2 − x) brings the lower left corner to the upper
// left one.
TEST(WarpTest, AQuarterTurnMovesPixels) {
  const AffineMap turn = {0, 1, -1, 0, 1, 1, 1, 1};
  for_each_target([&] {
    EXPECT_EQ(warped(3, 3, {1, 2, 3, 4, 5, 6, 7, 8, 9}, turn), (Image{7, 4, 1, 8, 5, 2, 9, 6, 3}));
  });
}

// A result that comes from 1.25 pixels to the right and half a pixel below: shares 3/4 and 1/4, 1/2 and 1/2.
TEST(WarpTest, InterpolatesBetweenFourPixelsAndRoundsHalvesUp) {
  AffineMap map;
  map.to_x = 1.25f;
  map.to_y = 0.5f;
  const Image image = {0, 100, 200, 50,  //
                       8, 20,  60,  255};
  for_each_target([&] {
    const Image out = warped(4, 2, image, map);
    EXPECT_EQ(out[0], 78);   // (125 + 30)/2 = 77.5
    EXPECT_EQ(out[1], 136);  // (162.5 + 108.75)/2 = 135.625
    EXPECT_EQ(out[2], 114);  // (37.5 + 191.25)/2 = 114.375
    EXPECT_EQ(out[3], 0);    // a column outside
    EXPECT_EQ(out[4], 15);   // 30/2, the other row outside
    EXPECT_EQ(out[6], 96);   // 191.25/2 = 95.625
  });
}

TEST(WarpTest, TheFieldIsAddedToWhereAPixelComesFrom) {
  std::vector<float> field(2 * 2 * field_stride(3));
  field[1] = 1;                             // Δx at (1, 0)
  field[3 * field_stride(3) + 0] = -1;      // Δy at (0, 1)
  field[1 * field_stride(3) + 2] = -0.25f;  // Δx at (2, 1)
  for_each_target([&] {
    EXPECT_EQ(warped(3, 2, {10, 20, 30, 40, 50, 60}, {}, field), (Image{10, 30, 30, 10, 50, 58}));
  });
}

TEST(WarpTest, WhatIsFarOutsideIsZeroHoweverFar) {
  const Image image(20 * 20, 255);
  for (const float distance : {21.0f, 1e6f, 1e12f, 3e38f, std::numeric_limits<float>::infinity()}) {
    for (const float sign : {-1.0f, 1.0f}) {
      AffineMap map;
      map.to_x = sign * distance;
      for_each_target([&] { EXPECT_EQ(warped(20, 20, image, map), Image(400)); });
      map = {};
      map.to_y = sign * distance;
      for_each_target([&] { EXPECT_EQ(warped(20, 20, image, map), Image(400)); });
    }
  }
}

TEST(WarpTest, WhiteStaysWhite) {
  const Image image(40 * 40, 255);
  const AffineMap inside = {0.3f, 0.11f, -0.13f, 0.37f, 19.5f, 19.5f, 19.5f, 19.5f};
  for_each_target([&] { EXPECT_EQ(warped(40, 40, image, inside), image); });
}

}  // namespace
}  // namespace blasnet::kernels
