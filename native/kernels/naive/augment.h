// The naive twins of the augmentation. They round as the fast ones do, so that tests can ask for the same
// bits.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/augment.h"
#include "kernels/elastic_field.h"

namespace blasnet::kernels::naive {

// Noise of pixel `counter`, the upper half for Δx and the lower for Δy.
inline float noise(std::uint32_t counter, std::uint64_t key, int direction) {
  std::uint32_t x = counter + static_cast<std::uint32_t>(key);
  x = (x ^ x >> 16) * 0x7FEB352D;
  x = (x ^ x >> 15 ^ static_cast<std::uint32_t>(key >> 32)) * 0x846CA68B;
  x ^= x >> 16;
  const auto half = static_cast<std::int16_t>(direction == 0 ? x >> 16 : x & 0xFFFF);
  return (static_cast<float>(half) + 0.5f) / 32768;
}

// Δx or Δy, [height, width].
inline std::vector<float> elastic_field(int width, int height, double strength, double smoothness,
                                        std::uint64_t key, int direction) {
  const int radius = static_cast<int>(3 * smoothness);
  const auto gaussian = [&](int d) { return d == 0 ? 1 : std::exp(-d * d / (2 * smoothness * smoothness)); };
  double total = 0;
  for (int d = -radius; d <= radius; ++d) total += gaussian(d);
  const auto weight = [&](int d) { return static_cast<float>(gaussian(d) / total); };
  const auto index = [&](int y, int x) { return static_cast<std::size_t>(y * width + x); };
  std::vector<float> down(index(height, 0));
  std::vector<float> field(down.size());
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int k = std::max(0, y - radius); k <= std::min(height - 1, y + radius); ++k)
        down[index(y, x)] += weight(y - k) * noise(static_cast<std::uint32_t>(index(k, x)), key, direction);
    }
  }
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      float sum = 0;
      for (int k = std::max(0, x - radius); k <= std::min(width - 1, x + radius); ++k)
        sum += weight(x - k) * down[index(y, k)];
      field[index(y, x)] = static_cast<float>(strength) * sum;
    }
  }
  return field;
}

// field: [2, height, field_stride(width)], or null.
inline void warp(int width, int height, const std::uint8_t* image, const AffineMap& map, const float* field,
                 std::uint8_t* out) {
  const auto pixel = [&](float y, float x) {
    const bool inside = x >= 0 && y >= 0 && x < static_cast<float>(width) && y < static_cast<float>(height);
    return inside ? static_cast<float>(image[static_cast<int>(y) * width + static_cast<int>(x)]) : 0;
  };
  const auto stride = static_cast<int>(field_stride(static_cast<std::size_t>(width)));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const float dx = static_cast<float>(x) - map.from_x;
      const float dy = static_cast<float>(y) - map.from_y;
      float u = map.xx * dx + (map.xy * dy + map.to_x);
      float v = map.yx * dx + (map.yy * dy + map.to_y);
      if (field != nullptr) {
        u += field[y * stride + x];
        v += field[(height + y) * stride + x];
      }
      const float left = std::floor(u);
      const float above = std::floor(v);
      const auto between = [](float from, float to, float share) { return from + share * (to - from); };
      const float upper = between(pixel(above, left), pixel(above, left + 1), u - left);
      const float lower = between(pixel(above + 1, left), pixel(above + 1, left + 1), u - left);
      out[y * width + x] = static_cast<std::uint8_t>(between(upper, lower, v - above) + 0.5f);
    }
  }
}

}  // namespace blasnet::kernels::naive
