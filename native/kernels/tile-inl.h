// Per-target products of small blocks of a matrix that stay in registers.
#if defined(BLASNET_KERNELS_TILE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef BLASNET_KERNELS_TILE_INL_H_
#undef BLASNET_KERNELS_TILE_INL_H_
#else
#define BLASNET_KERNELS_TILE_INL_H_
#endif

#include <hwy/highway.h>

#include <cstddef>
#include <type_traits>

#include "kernels/padding.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Vectors side by side in a tile: as many as let sums, factors and a row of B share the registers, of which
// SSE and AVX2 have 16 and the others 32.
#if HWY_ARCH_X86 && HWY_TARGET > HWY_AVX3
inline constexpr std::size_t kTileVectors = 2;
#else
inline constexpr std::size_t kTileVectors = 4;
#endif

// Rows of the largest tile that is `vectors` wide. Eight sums or more hide the latency of multiply-add.
constexpr std::size_t tile_rows(std::size_t vectors) { return kTileVectors == 2 || vectors > 2 ? 4 : 8; }

// Lanes divide kPadding.
template <typename T>
using TileTag = hn::CappedTag<T, kPadding>;

template <std::size_t kRows, std::size_t kVectors, typename T>
struct Tile {
  using D = TileTag<T>;

  HWY_INLINE void zero() {
    each([](auto& v, std::size_t, std::size_t) HWY_ATTR { v = hn::Zero(D{}); });
  }
  HWY_INLINE void load(const T* C, std::size_t ldc) {
    each([=](auto& v, std::size_t i, std::size_t c) HWY_ATTR { v = hn::LoadU(D{}, C + i * ldc + c); });
  }
  HWY_INLINE void store(T* C, std::size_t ldc) const {
    const D d;
#pragma GCC unroll 8
    for (std::size_t i = 0; i < kRows; ++i)
#pragma GCC unroll 4
      for (std::size_t j = 0; j < kVectors; ++j) hn::StoreU(sums[i][j], d, C + i * ldc + j * hn::Lanes(d));
  }

  // this ← this + A·B, where row i of A begins at A + i·a_row and steps by a_depth. Each sum runs over the
  // depth in order, so that an element does not depend on the tile it falls into.
  HWY_INLINE void multiply(std::size_t depth, const T* A, std::size_t a_row, std::size_t a_depth, const T* B,
                           std::size_t ldb) {
    const D d;
    for (std::size_t k = 0; k < depth; ++k) {
      hn::VFromD<D> b[kVectors];
#pragma GCC unroll 4
      for (std::size_t j = 0; j < kVectors; ++j) b[j] = hn::LoadU(d, B + k * ldb + j * hn::Lanes(d));
#pragma GCC unroll 8
      for (std::size_t i = 0; i < kRows; ++i) {
        const auto a = hn::Set(d, A[i * a_row + k * a_depth]);
#pragma GCC unroll 4
        for (std::size_t j = 0; j < kVectors; ++j) sums[i][j] = hn::MulAdd(a, b[j], sums[i][j]);
      }
    }
  }

  // f(vector, row, first column)
  template <class F>
  HWY_INLINE void each(const F& f) {
    const D d;
#pragma GCC unroll 8
    for (std::size_t i = 0; i < kRows; ++i)
#pragma GCC unroll 4
      for (std::size_t j = 0; j < kVectors; ++j) f(sums[i][j], i, j * hn::Lanes(d));
  }

  hn::VFromD<D> sums[kRows][kVectors];
};

// Calls f(vectors, first column) for strips of up to kMost vectors, 2 or 4, that cover `columns`, a multiple
// of kPadding.
template <std::size_t kMost, typename T, class F>
HWY_INLINE void for_strips(std::size_t columns, const F& f) {
  const std::size_t lanes = hn::Lanes(TileTag<T>{});
  std::size_t c = 0;
  for (; c + kMost * lanes <= columns; c += kMost * lanes) f(std::integral_constant<std::size_t, kMost>{}, c);
  if constexpr (kMost == 4) {
    if ((columns - c) / lanes == 3) return f(std::integral_constant<std::size_t, 3>{}, c);
    if ((columns - c) / lanes == 2) return f(std::integral_constant<std::size_t, 2>{}, c);
  }
  if ((columns - c) / lanes == 1) f(std::integral_constant<std::size_t, 1>{}, c);
}

// Calls f(tile, first row) for uninitialised tiles `kVectors` wide that cover `rows`.
template <std::size_t kVectors, typename T, class F>
HWY_INLINE void for_tiles(std::size_t rows, const F& f) {
  constexpr std::size_t kRows = tile_rows(kVectors);
  std::size_t i = 0;
  for (; i + kRows <= rows; i += kRows) {
    Tile<kRows, kVectors, T> tile;
    f(tile, i);
  }
  for (; i + 2 <= rows; i += 2) {
    Tile<2, kVectors, T> tile;
    f(tile, i);
  }
  if (i < rows) {
    Tile<1, kVectors, T> tile;
    f(tile, i);
  }
}

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
