// The random displacements of an elastic distortion.
#pragma once

#include <cstddef>
#include <cstdint>

namespace blasnet::kernels {

// Elements from one row of a field to the next: whole vectors of every instruction set.
inline std::size_t field_stride(std::size_t width) { return (width + 15) / 16 * 16; }

// Elements of the scratch memory of elastic_field.
std::size_t elastic_scratch(std::size_t width, std::size_t height, double smoothness);

// field ← strength·(G ∗ noise), the displacements Δx and then Δy of every pixel, in pixels (Simard,
// Steinkraus and Platt 2003, Best practices for convolutional neural networks, section 2). noise: U(−1, 1)
// for every pixel and either direction, a function of `key`; 0 outside of the image. G: a Gaussian of
// standard deviation `smoothness` = σ pixels, cut off beyond 3σ, whose weights add up to 1. Δ has a standard
// deviation of about strength·0.163/σ. The numbers are the same on every instruction set: every sum is in the
// order of the pixels, without fused products. field: [2, height, field_stride(width)]; what stands behind a
// row's `width` elements is of no meaning. scratch: elastic_scratch(…) elements. No NaN for 0 < smoothness ≤
// 100 and a finite strength.
void elastic_field(std::size_t width, std::size_t height, double strength, double smoothness,
                   std::uint64_t key, float* field, float* scratch);

}  // namespace blasnet::kernels
