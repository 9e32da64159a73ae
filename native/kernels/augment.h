// Random distortions of grey images, to train on more than there is.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/warp.h"

namespace blasnet::kernels {

// Everything is drawn anew for every image, uniformly from −bound to bound.
struct Augmentation {
  std::size_t width = 0;  // sides of an image, 1 … kLargestSide
  std::size_t height = 0;
  double shift = 0;               // bound of either of two shifts, pixels, 0 … 1000
  double rotation = 0;            // bound of the angle, degrees, 0 … 180
  double scale = 0;               // both axes are stretched by factors 1 ± scale of their own, 0 … below 1
  double shear = 0;               // bound of the angle by which columns lean, degrees, 0 … below 90
  double elastic_strength = 0;    // α of elastic_field, 0 … 1000
  double elastic_smoothness = 1;  // σ of elastic_field, pixels, above 0 … 100
};

inline constexpr std::size_t kLargestSide = 4096;

// Bytes of the scratch memory of augment.
std::size_t augment_scratch(const Augmentation& augmentation);

// The random map that `key` draws. As it moves things in the image, about its centre, from right to left:
// p ← R(rotation)·[1 tan(shear); 0 1]·diag(1 ± scale, 1 ± scale)·p + shift; the map is its inverse, since it
// says where pixels come from. Positive angles turn clockwise, as y points down.
AffineMap draw_map(const Augmentation& augmentation, std::uint64_t key);

// The key of the elastic field that goes with it.
std::uint64_t draw_field_key(std::uint64_t key);

// out ← warp(image) by draw_map and by an elastic field. A function of its arguments alone, the same on every
// machine. Without any strength it is the image itself. image, out: [height, width], apart. scratch:
// augment_scratch(…) bytes, aligned to 4.
void augment(const Augmentation& augmentation, const std::uint8_t* image, std::uint64_t key,
             std::uint8_t* out, std::byte* scratch);

}  // namespace blasnet::kernels
