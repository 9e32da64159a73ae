// Images as seen through a map of the plane.
#pragma once

#include <cstddef>
#include <cstdint>

namespace blasnet::kernels {

// Where the pixel (x, y) of the result comes from: (u, v) = M·(x − from_x, y − from_y) + (to_x, to_y), in
// pixels from the centre of the first one, y downwards.
struct AffineMap {
  float xx = 1, xy = 0;  // u = xx·(x − from_x) + xy·(y − from_y) + to_x
  float yx = 0, yy = 1;
  float from_x = 0, from_y = 0;
  float to_x = 0, to_y = 0;
};

// Words of the scratch memory of warp.
std::size_t warp_scratch(std::size_t width, std::size_t height);

// out[y, x] ← image(map(x, y) + Δ[y, x]), by bilinear interpolation between the four pixels around, rounded
// to the nearest byte, halves up. Pixels outside of the image are 0. image, out: [height, width], apart.
// field: Δx and then Δy, [2, height, field_stride(width)], or null for none. scratch: warp_scratch(…) words.
// The bytes are the same on every instruction set. Coordinates must not be NaN. Sides below 2¹⁵, as positions
// are counted in 32 bits.
void warp(std::size_t width, std::size_t height, const std::uint8_t* image, const AffineMap& map,
          const float* field, std::uint8_t* out, std::uint32_t* scratch);

}  // namespace blasnet::kernels
