#include "kernels/small_gemm.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/small_gemm.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include <algorithm>

#include "kernels/tile-inl.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

// Depth of the part of B that all rows of A meet before the next: 128 rows of 64 floats are 32 KiB, which
// stays in the first-level cache.
constexpr std::size_t kDepth = 128;

template <typename T>
void small_gemm_any(std::size_t rows, std::size_t columns, std::size_t depth, const T* A, std::size_t a_row,
                    std::size_t a_depth, const T* B, std::size_t ldb, T* C, std::size_t ldc) {
  for_strips<kTileVectors, T>(columns, [&](auto vectors, std::size_t c) HWY_ATTR {
    for (std::size_t k = 0; k == 0 || k < depth; k += kDepth) {
      const std::size_t part = std::min(kDepth, depth - k);
      for_tiles<vectors, T>(rows, [&](auto& tile, std::size_t i) HWY_ATTR {
        T* to = C + i * ldc + c;
        if (k == 0) {
          tile.zero();
        } else {
          tile.load(to, ldc);
        }
        tile.multiply(part, A + i * a_row + k * a_depth, a_row, a_depth, B + k * ldb + c, ldb);
        tile.store(to, ldc);
      });
    }
  });
}

template <typename T>
void dense_sgd_any(std::size_t batch, std::size_t inputs, std::size_t columns, const T* X, std::size_t ldx,
                   const T* dZ, std::size_t lddz, T lr, T momentum, T* V, T* W, std::size_t ldw) {
  for_strips<kTileVectors, T>(columns, [&](auto vectors, std::size_t c) HWY_ATTR {
    for (std::size_t r = 0; r == 0 || r < batch; r += kDepth) {
      const std::size_t part = std::min(kDepth, batch - r);
      const bool last = r + part == batch;
      const T decay = r == 0 ? momentum : T(1);
      for_tiles<vectors, T>(inputs, [&](auto& tile, std::size_t i) HWY_ATTR {
        const TileTag<T> d;
        tile.zero();
        tile.multiply(part, X + i + r * ldx, 1, ldx, dZ + r * lddz + c, lddz);
        T* v = V + i * ldw + c;
        T* w = W + i * ldw + c;
        if (decay != T(0)) {
          tile.each([=](auto& sum, std::size_t row, std::size_t column) HWY_ATTR {
            sum = hn::MulAdd(hn::Set(d, decay), hn::LoadU(d, v + row * ldw + column), sum);
          });
        }
        tile.store(v, ldw);
        if (!last) return;
        tile.each([=](auto& sum, std::size_t row, std::size_t column) HWY_ATTR {
          T* at = w + row * ldw + column;
          hn::StoreU(hn::NegMulAdd(hn::Set(d, lr), sum, hn::LoadU(d, at)), d, at);
        });
      });
    }
  });
}

#if HWY_TARGET != HWY_SCALAR
// A vector holds blocks of 128 bits; each goes to its own place.
template <class D, typename T>
HWY_INLINE void store_blocks(D d, hn::VFromD<D> v, T* to, std::size_t distance) {
  constexpr std::size_t kBlock = 16 / sizeof(T);
  if constexpr (hn::MaxLanes(d) <= kBlock) {
    hn::StoreU(v, d, to);
  } else {
    const hn::Half<D> half;
    store_blocks(half, hn::LowerHalf(half, v), to, distance);
    store_blocks(half, hn::UpperHalf(half, v), to + hn::Lanes(half) / kBlock * distance, distance);
  }
}
#endif

// Strips of columns, so that a row of the result is written from one end to the other.
template <typename T>
void transpose_any(std::size_t rows, std::size_t columns, const T* from, std::size_t ld_from, T* to,
                   std::size_t ld_to) {
  std::size_t j = 0;
#if HWY_TARGET != HWY_SCALAR
  constexpr std::size_t kBlock = 16 / sizeof(T);  // rows at once: a block of each vector is transposed
  const TileTag<T> d;
  const std::size_t lanes = hn::Lanes(d);
  const std::size_t whole = rows / kBlock * kBlock;
  for (; j + lanes <= columns; j += lanes) {
    for (std::size_t i = 0; i < whole; i += kBlock) {
      const T* at = from + i * ld_from + j;
      T* out = to + j * ld_to + i;
      const std::size_t distance = kBlock * ld_to;
      const auto r0 = hn::LoadU(d, at);
      const auto r1 = hn::LoadU(d, at + ld_from);
      if constexpr (kBlock == 2) {
        store_blocks(d, hn::InterleaveLower(d, r0, r1), out, distance);
        store_blocks(d, hn::InterleaveUpper(d, r0, r1), out + ld_to, distance);
      } else {
        const auto r2 = hn::LoadU(d, at + 2 * ld_from);
        const auto r3 = hn::LoadU(d, at + 3 * ld_from);
        const auto even_low = hn::InterleaveLower(d, r0, r2);
        const auto even_high = hn::InterleaveUpper(d, r0, r2);
        const auto odd_low = hn::InterleaveLower(d, r1, r3);
        const auto odd_high = hn::InterleaveUpper(d, r1, r3);
        store_blocks(d, hn::InterleaveLower(d, even_low, odd_low), out, distance);
        store_blocks(d, hn::InterleaveUpper(d, even_low, odd_low), out + ld_to, distance);
        store_blocks(d, hn::InterleaveLower(d, even_high, odd_high), out + 2 * ld_to, distance);
        store_blocks(d, hn::InterleaveUpper(d, even_high, odd_high), out + 3 * ld_to, distance);
      }
    }
    for (std::size_t i = whole; i < rows; ++i)
      for (std::size_t n = 0; n < lanes; ++n) to[(j + n) * ld_to + i] = from[i * ld_from + j + n];
  }
#endif
  for (; j < columns; ++j)
    for (std::size_t i = 0; i < rows; ++i) to[j * ld_to + i] = from[i * ld_from + j];
}

#define BLASNET_INSTANTIATE(T, suffix)                                                                      \
  void small_gemm_##suffix(std::size_t rows, std::size_t columns, std::size_t depth, const T* A,            \
                           std::size_t a_row, std::size_t a_depth, const T* B, std::size_t ldb, T* C,       \
                           std::size_t ldc) {                                                               \
    small_gemm_any(rows, columns, depth, A, a_row, a_depth, B, ldb, C, ldc);                                \
  }                                                                                                         \
  void dense_sgd_##suffix(std::size_t batch, std::size_t inputs, std::size_t columns, const T* X,           \
                          std::size_t ldx, const T* dZ, std::size_t lddz, T lr, T momentum, T* V, T* W,     \
                          std::size_t ldw) {                                                                \
    dense_sgd_any(batch, inputs, columns, X, ldx, dZ, lddz, lr, momentum, V, W, ldw);                       \
  }                                                                                                         \
  void transpose_##suffix(std::size_t rows, std::size_t columns, const T* from, std::size_t ld_from, T* to, \
                          std::size_t ld_to) {                                                              \
    transpose_any(rows, columns, from, ld_from, to, ld_to);                                                 \
  }
BLASNET_INSTANTIATE(float, f32)
BLASNET_INSTANTIATE(double, f64)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

#define BLASNET_DISPATCH(T, suffix)                                                                          \
  HWY_EXPORT(small_gemm_##suffix);                                                                           \
  HWY_EXPORT(dense_sgd_##suffix);                                                                            \
  HWY_EXPORT(transpose_##suffix);                                                                            \
  template <>                                                                                                \
  void small_gemm<T>(std::size_t rows, std::size_t columns, std::size_t depth, const T* A,                   \
                     std::size_t a_row, std::size_t a_depth, const T* B, std::size_t ldb, T* C,              \
                     std::size_t ldc) {                                                                      \
    HWY_DYNAMIC_DISPATCH(small_gemm_##suffix)(rows, columns, depth, A, a_row, a_depth, B, ldb, C, ldc);      \
  }                                                                                                          \
  template <>                                                                                                \
  void dense_sgd<T>(std::size_t batch, std::size_t inputs, std::size_t columns, const T* X, std::size_t ldx, \
                    const T* dZ, std::size_t lddz, T lr, T momentum, T* V, T* W, std::size_t ldw) {          \
    HWY_DYNAMIC_DISPATCH(dense_sgd_##suffix)                                                                 \
    (batch, inputs, columns, X, ldx, dZ, lddz, lr, momentum, V, W, ldw);                                     \
  }                                                                                                          \
  template <>                                                                                                \
  void transpose<T>(std::size_t rows, std::size_t columns, const T* from, std::size_t ld_from, T* to,        \
                    std::size_t ld_to) {                                                                     \
    HWY_DYNAMIC_DISPATCH(transpose_##suffix)(rows, columns, from, ld_from, to, ld_to);                       \
  }
BLASNET_DISPATCH(float, f32)
BLASNET_DISPATCH(double, f64)
#undef BLASNET_DISPATCH

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
