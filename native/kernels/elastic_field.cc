#include "kernels/elastic_field.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/elastic_field.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include <algorithm>

#include "kernels/gaussian.h"
#include "kernels/vector_loop-inl.h"

#ifndef BLASNET_KERNELS_ELASTIC_FIELD_CC_
#define BLASNET_KERNELS_ELASTIC_FIELD_CC_
namespace blasnet::kernels {

// Columns that are smoothed together at most, and with them the zeros on either side of the weights.
inline constexpr std::size_t kMostColumns = 32;

}  // namespace blasnet::kernels
#endif

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::ScalableTag<float>;

// Two numbers of 16 bits from a counter and a key of 64 bits: the mixing of "lowbias32" (Wellons, Hash
// function prospector, 2018), with half of the key in its middle.
template <class D32>
HWY_INLINE hn::VFromD<D32> mixed(D32 d, hn::VFromD<D32> counter, std::uint64_t key) {
  auto x = hn::Add(counter, hn::Set(d, static_cast<std::uint32_t>(key)));
  x = hn::Mul(hn::Xor(x, hn::ShiftRight<16>(x)), hn::Set(d, 0x7FEB352Du));
  x = hn::Xor(hn::Xor(x, hn::ShiftRight<15>(x)), hn::Set(d, static_cast<std::uint32_t>(key >> 32)));
  x = hn::Mul(x, hn::Set(d, 0x846CA68Bu));
  return hn::Xor(x, hn::ShiftRight<16>(x));
}

// noise: [2, height, stride], odd multiples of 2⁻¹⁶ between −1 and 1.
void draw_noise(std::size_t width, std::size_t height, std::uint64_t key, float* noise) {
  const Floats d;
  const hn::RebindToUnsigned<Floats> d_bits;
  const hn::RebindToSigned<Floats> d_int;
  const std::size_t stride = field_stride(width);
  const auto to_unit = [&](auto top_bits) HWY_ATTR {
    const auto value = hn::ConvertTo(d, hn::ShiftRight<16>(hn::BitCast(d_int, top_bits)));
    return hn::Mul(hn::Add(value, hn::Set(d, 0.5f)), hn::Set(d, 0x1p-15f));
  };
  for (std::size_t y = 0; y < height; ++y) {
    float* row = noise + y * stride;
    for (std::size_t x = 0; x < stride; x += hn::Lanes(d)) {
      const auto bits = mixed(d_bits, hn::Iota(d_bits, static_cast<std::uint32_t>(y * width + x)), key);
      hn::StoreU(to_unit(bits), d, row + x);
      hn::StoreU(to_unit(hn::ShiftLeft<16>(bits)), d, row + x + height * stride);
    }
  }
}

// N vectors of each of R rows, of both directions. Several rows share what is loaded, and no addition waits
// for the one before it: 28 × 28 pixels take 2.2 µs with 2 × 2 on AVX-512, 2.5 with one row of 2.
template <std::size_t R, std::size_t N>
struct Sums {
  // Written out: GCC makes an implicit one without the instruction set of this namespace, which NEON needs.
  HWY_INLINE Sums() {
    for (auto& direction : of)
      for (auto& row : direction)
        for (auto& sum : row) sum = hn::Zero(Floats());
  }
  // to[direction, y, x]
  HWY_INLINE void store(float* to, std::size_t direction_stride, std::size_t row_stride) const {
    const Floats d;
    for (std::size_t direction = 0; direction < 2; ++direction)
      for (std::size_t r = 0; r < R; ++r)
        for (std::size_t i = 0; i < N; ++i)
          hn::StoreU(of[direction][r][i], d,
                     to + direction * direction_stride + r * row_stride + i * hn::Lanes(d));
  }

  hn::VFromD<Floats> of[2][R][N];
};

inline std::ptrdiff_t difference(std::size_t a, std::size_t b) {
  return static_cast<std::ptrdiff_t>(a) - static_cast<std::ptrdiff_t>(b);
}

// R rows and N vectors of columns of a field at (x, y).
struct Block {
  std::size_t x;
  std::size_t y;
};

struct Smoothing {
  std::size_t width;
  std::size_t height;
  std::size_t stride;
  std::size_t radius;
  // [−radius − kMostColumns … radius + kMostColumns], zero beyond the radius.
  const float* weights;
};

// to[y, x] = Σₖ weights[y − k]·from[k, x]
struct Down {
  template <std::size_t R, std::size_t N>
  static HWY_INLINE void run(const Smoothing& s, Block at, const float* from, float* to) {
    const Floats d;
    const std::size_t lanes = hn::Lanes(d);
    Sums<R, N> sums;
    const std::size_t last = std::min(s.height - 1, at.y + R - 1 + s.radius);
    for (std::size_t k = at.y > s.radius ? at.y - s.radius : 0; k <= last; ++k) {
      for (std::size_t direction = 0; direction < 2; ++direction) {
        const float* row = from + (direction * s.height + k) * s.stride + at.x;
        for (std::size_t i = 0; i < N; ++i) {
          const auto values = hn::LoadU(d, row + i * lanes);
          for (std::size_t r = 0; r < R; ++r) {
            const auto weight = hn::Set(d, s.weights[difference(at.y + r, k)]);
            sums.of[direction][r][i] = hn::Add(sums.of[direction][r][i], hn::Mul(weight, values));
          }
        }
      }
    }
    sums.store(to + at.y * s.stride + at.x, s.height * s.stride, s.stride);
  }
};

// to[y, x] = Σₖ weights[x − k]·from[y, k]: the weights of neighbouring x stand side by side, and are zero
// beyond the radius, so that nothing is moved within vectors.
struct Across {
  template <std::size_t R, std::size_t N>
  static HWY_INLINE void run(const Smoothing& s, Block at, const float* from, float* to) {
    const Floats d;
    const std::size_t lanes = hn::Lanes(d);
    Sums<R, N> sums;
    const std::size_t last = std::min(s.width - 1, at.x + N * lanes - 1 + s.radius);
    for (std::size_t k = at.x > s.radius ? at.x - s.radius : 0; k <= last; ++k) {
      for (std::size_t i = 0; i < N; ++i) {
        const auto weights = hn::LoadU(d, s.weights + difference(at.x + i * lanes, k));
        for (std::size_t direction = 0; direction < 2; ++direction) {
          for (std::size_t r = 0; r < R; ++r) {
            const auto value = hn::Set(d, from[(direction * s.height + at.y + r) * s.stride + k]);
            sums.of[direction][r][i] = hn::Add(sums.of[direction][r][i], hn::Mul(weights, value));
          }
        }
      }
    }
    sums.store(to + at.y * s.stride + at.x, s.height * s.stride, s.stride);
  }
};

template <class Pass, std::size_t N>
HWY_INLINE void smooth_columns(const Smoothing& s, std::size_t x, const float* from, float* to) {
  std::size_t y = 0;
  for (; y + 2 <= s.height; y += 2) Pass::template run<2, N>(s, {x, y}, from, to);
  if (y < s.height) Pass::template run<1, N>(s, {x, y}, from, to);
}

template <class Pass>
HWY_INLINE void smooth(const Smoothing& s, const float* from, float* to) {
  const std::size_t lanes = hn::Lanes(Floats());
  std::size_t x = 0;
  for (; x + 2 * lanes <= s.stride; x += 2 * lanes) smooth_columns<Pass, 2>(s, x, from, to);
  if (x < s.stride) smooth_columns<Pass, 1>(s, x, from, to);
}

void elastic_field_any(std::size_t width, std::size_t height, double strength, double smoothness,
                       std::uint64_t key, float* field, float* scratch) {
  const std::size_t stride = field_stride(width);
  const std::size_t radius = gaussian_radius(smoothness);
  float* half_smooth = scratch;
  float* weights = scratch + 2 * height * stride + radius + kMostColumns;
  const auto reach = static_cast<std::ptrdiff_t>(radius);
  std::fill(weights - reach - kMostColumns, weights, 0.0f);
  std::fill(weights + reach + 1, weights + reach + kMostColumns + 1, 0.0f);
  gaussian_weights(smoothness, weights);
  for (std::ptrdiff_t k = 1; k <= reach; ++k) weights[-k] = weights[k];
  const Smoothing smoothing = {width, height, stride, radius, weights};
  draw_noise(width, height, key, field);
  smooth<Down>(smoothing, field, half_smooth);
  smooth<Across>(smoothing, half_smooth, field);
  transform(2 * height * stride, field, field,
            [=](auto d, auto v) HWY_ATTR { return hn::Mul(hn::Set(d, static_cast<float>(strength)), v); });
}

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

HWY_EXPORT(elastic_field_any);

std::size_t elastic_scratch(std::size_t width, std::size_t height, double smoothness) {
  return 2 * height * field_stride(width) + 2 * (gaussian_radius(smoothness) + kMostColumns) + 1;
}

void elastic_field(std::size_t width, std::size_t height, double strength, double smoothness,
                   std::uint64_t key, float* field, float* scratch) {
  HWY_DYNAMIC_DISPATCH(elastic_field_any)(width, height, strength, smoothness, key, field, scratch);
}

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
