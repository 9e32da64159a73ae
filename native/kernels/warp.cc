#include "kernels/warp.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/warp.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include <cstring>

#include "kernels/elastic_field.h"

#ifndef BLASNET_KERNELS_WARP_CC_
#define BLASNET_KERNELS_WARP_CC_
namespace blasnet::kernels {

// Columns −1 … width of the places where four pixels meet, as whole vectors.
inline std::size_t corners_stride(std::size_t width) { return (width + 2 + 15) / 16 * 16; }
// Bytes of a row with the zeros around it, of which a vector is read from the second on.
inline std::size_t framed_stride(std::size_t width) { return corners_stride(width) + 16; }

}  // namespace blasnet::kernels
#endif

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::ScalableTag<float>;
using Words = hn::RebindToUnsigned<Floats>;
using Bytes = hn::Rebind<std::uint8_t, Floats>;

// framed: [height + 3, framed_stride(width)], the image a row and a column after its start, zeros around.
void frame(std::size_t width, std::size_t height, const std::uint8_t* image, std::uint8_t* framed) {
  const std::size_t stride = framed_stride(width);
  std::memset(framed, 0, stride);
  for (std::size_t y = 0; y < height; ++y) {
    std::uint8_t* row = framed + (y + 1) * stride;
    row[0] = 0;
    std::memcpy(row + 1, image + y * width, width);
    std::memset(row + 1 + width, 0, stride - 1 - width);
  }
  std::memset(framed + (height + 1) * stride, 0, 2 * stride);
}

// corners[y, x] = the pixels (x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1) of the framed image, from the
// lowest byte up: one load for each pixel of the result finds them all.
void join_corners(std::size_t width, std::size_t height, const std::uint8_t* framed, std::uint32_t* corners) {
  const Words d;
  const Bytes d_bytes;
  const std::size_t stride = framed_stride(width);
  for (std::size_t y = 0; y < height + 2; ++y) {
    const std::uint8_t* row = framed + y * stride;
    std::uint32_t* to = corners + y * corners_stride(width);
    const auto pixels = [&](const std::uint8_t* at)
                            HWY_ATTR { return hn::PromoteTo(d, hn::LoadU(d_bytes, at)); };
    for (std::size_t x = 0; x < corners_stride(width); x += hn::Lanes(d)) {
      const auto upper = hn::Or(pixels(row + x), hn::ShiftLeft<8>(pixels(row + x + 1)));
      const auto lower = hn::Or(pixels(row + stride + x), hn::ShiftLeft<8>(pixels(row + stride + x + 1)));
      hn::StoreU(hn::Or(upper, hn::ShiftLeft<16>(lower)), d, to + x);
    }
  }
}

void warp_any(std::size_t width, std::size_t height, const std::uint8_t* image, const AffineMap& map,
              const float* field, std::uint8_t* out, std::uint32_t* scratch) {
  std::uint32_t* corners = scratch;
  auto* framed = reinterpret_cast<std::uint8_t*>(scratch + (height + 2) * corners_stride(width));
  frame(width, height, image, framed);
  join_corners(width, height, framed, corners);

  const Floats d;
  const hn::RebindToSigned<Floats> d_int;
  const std::size_t lanes = hn::Lanes(d);
  const std::size_t stride = field_stride(width);
  const auto below = hn::Set(d, -1.0f);
  const auto right = hn::Set(d, static_cast<float>(width));
  const auto bottom = hn::Set(d, static_cast<float>(height));
  const auto row_step = hn::Set(d_int, static_cast<std::int32_t>(corners_stride(width)));
  const auto first_corner = hn::Set(d_int, static_cast<std::int32_t>(corners_stride(width)) + 1);
  const std::uint8_t* end = out + width * height;
  for (std::size_t y = 0; y < height; ++y) {
    const float dy = static_cast<float>(y) - map.from_y;
    const auto u_of_row = hn::Set(d, map.xy * dy + map.to_x);
    const auto v_of_row = hn::Set(d, map.yy * dy + map.to_y);
    for (std::size_t x = 0; x < width; x += lanes) {
      const auto dx = hn::Sub(hn::Iota(d, static_cast<float>(x)), hn::Set(d, map.from_x));
      auto u = hn::Add(hn::Mul(hn::Set(d, map.xx), dx), u_of_row);
      auto v = hn::Add(hn::Mul(hn::Set(d, map.yx), dx), v_of_row);
      if (field != nullptr) {
        u = hn::Add(u, hn::LoadU(d, field + y * stride + x));
        v = hn::Add(v, hn::LoadU(d, field + (height + y) * stride + x));
      }
      // At −1 and at the far side all pixels around are 0, as they are further out.
      u = hn::Min(hn::Max(u, below), right);
      v = hn::Min(hn::Max(v, below), bottom);
      const auto left_of = hn::Floor(u);
      const auto above = hn::Floor(v);
      const auto share_x = hn::Sub(u, left_of);
      const auto share_y = hn::Sub(v, above);
      const auto place = hn::Add(hn::Mul(hn::ConvertTo(d_int, above), row_step),
                                 hn::Add(hn::ConvertTo(d_int, left_of), first_corner));
      const auto four = hn::GatherIndex(Words(), corners, place);
      const auto byte = hn::Set(Words(), 255u);
      const auto pixel = [&](auto bits) HWY_ATTR { return hn::ConvertTo(d, hn::BitCast(d_int, bits)); };
      const auto between = [&](auto from, auto to, auto share)
                               HWY_ATTR { return hn::Add(from, hn::Mul(share, hn::Sub(to, from))); };
      const auto upper =
          between(pixel(hn::And(four, byte)), pixel(hn::And(hn::ShiftRight<8>(four), byte)), share_x);
      const auto lower =
          between(pixel(hn::And(hn::ShiftRight<16>(four), byte)), pixel(hn::ShiftRight<24>(four)), share_x);
      const auto grey = hn::Add(between(upper, lower, share_y), hn::Set(d, 0.5f));
      const auto bytes = hn::DemoteTo(Bytes(), hn::ConvertTo(d_int, grey));
      std::uint8_t* to = out + y * width + x;
      // What runs over the end of a row is written again with the next.
      if (to + lanes <= end) {
        hn::StoreU(bytes, Bytes(), to);
      } else {
        HWY_ALIGN std::uint8_t part[hn::MaxLanes(Floats())];
        hn::StoreU(bytes, Bytes(), part);
        std::memcpy(to, part, width - x < lanes ? width - x : lanes);
      }
    }
  }
}

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

HWY_EXPORT(warp_any);

std::size_t warp_scratch(std::size_t width, std::size_t height) {
  return (height + 2) * corners_stride(width) + ((height + 3) * framed_stride(width)) / sizeof(std::uint32_t);
}

void warp(std::size_t width, std::size_t height, const std::uint8_t* image, const AffineMap& map,
          const float* field, std::uint8_t* out, std::uint32_t* scratch) {
  HWY_DYNAMIC_DISPATCH(warp_any)(width, height, image, map, field, out, scratch);
}

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
