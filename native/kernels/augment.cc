#include "kernels/augment.h"

#include <cstring>

#include "kernels/elastic_field.h"
#include "kernels/portable_math.h"

namespace blasnet::kernels {
namespace {

// Word `counter` of the sequence of `key`: SplitMix64 (Steele, Lea and Flood 2014).
std::uint64_t mixed(std::uint64_t key, std::uint64_t counter) {
  std::uint64_t x = key + counter * 0x9E3779B97F4A7C15;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

// Draws of an image, each by its number. The key is mixed first, so that keys may follow one another.
std::uint64_t draw(std::uint64_t key, std::uint64_t number) { return mixed(mixed(key, 1), number + 1); }

// U[−1, 1)
double draw_signed(std::uint64_t key, std::uint64_t number) {
  return static_cast<double>(draw(key, number) >> 11) * 0x1p-52 - 1;
}

std::size_t field_size(const Augmentation& a) {
  return a.elastic_strength == 0 ? 0 : 2 * a.height * field_stride(a.width);
}

}  // namespace

std::uint64_t draw_field_key(std::uint64_t key) { return draw(key, 6); }

AffineMap draw_map(const Augmentation& a, std::uint64_t key) {
  const double shift_x = a.shift * draw_signed(key, 0);
  const double shift_y = a.shift * draw_signed(key, 1);
  const double angle = a.rotation * draw_signed(key, 2);
  const double scale_x = 1 + a.scale * draw_signed(key, 3);
  const double scale_y = 1 + a.scale * draw_signed(key, 4);
  const double lean = a.shear * draw_signed(key, 5);

  const double c = portable::cos_degrees(angle);
  const double s = portable::sin_degrees(angle);
  const double t = portable::sin_degrees(lean) / portable::cos_degrees(lean);
  const double centre_x = (static_cast<double>(a.width) - 1) / 2;
  const double centre_y = (static_cast<double>(a.height) - 1) / 2;
  AffineMap map;
  map.xx = static_cast<float>((c + t * s) / scale_x);
  map.xy = static_cast<float>((s - t * c) / scale_x);
  map.yx = static_cast<float>(-s / scale_y);
  map.yy = static_cast<float>(c / scale_y);
  map.from_x = static_cast<float>(centre_x + shift_x);
  map.from_y = static_cast<float>(centre_y + shift_y);
  map.to_x = static_cast<float>(centre_x);
  map.to_y = static_cast<float>(centre_y);
  return map;
}

std::size_t augment_scratch(const Augmentation& a) {
  const std::size_t elastic =
      a.elastic_strength == 0 ? 0 : elastic_scratch(a.width, a.height, a.elastic_smoothness);
  return sizeof(float) * (field_size(a) + elastic) + sizeof(std::uint32_t) * warp_scratch(a.width, a.height);
}

void augment(const Augmentation& a, const std::uint8_t* image, std::uint64_t key, std::uint8_t* out,
             std::byte* scratch) {
  const bool elastic = a.elastic_strength != 0;
  if (!elastic && a.shift == 0 && a.rotation == 0 && a.scale == 0 && a.shear == 0) {
    std::memcpy(out, image, a.width * a.height);
    return;
  }
  auto* warp_words = reinterpret_cast<std::uint32_t*>(scratch);
  float* field = nullptr;
  if (elastic) {
    field = reinterpret_cast<float*>(warp_words + warp_scratch(a.width, a.height));
    elastic_field(a.width, a.height, a.elastic_strength, a.elastic_smoothness, draw_field_key(key), field,
                  field + field_size(a));
  }
  warp(a.width, a.height, image, draw_map(a, key), field, out, warp_words);
}

}  // namespace blasnet::kernels
