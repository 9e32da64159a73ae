#include "kernels/dropout.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/dropout.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include <cstring>
#include <type_traits>

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// The two halves of what a row adds to the hash of its columns.
struct RowKeys {
  std::uint32_t first, second;
};

// The finaliser of SplitMix64 (Steele, Lea and Flood 2014; constants: Stafford's variant 13).
HWY_INLINE std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

// The key is mixed before the row is added, so that rows of one key are not those of another, shifted.
HWY_INLINE RowKeys row_keys(std::uint64_t key, std::size_t row) {
  const std::uint64_t keys = mixed(mixed(key) + 0x9E3779B97F4A7C15U * (std::uint64_t{row} + 1));
  return {static_cast<std::uint32_t>(keys), static_cast<std::uint32_t>(keys >> 32)};
}

// A bijection of 32 bits, two rounds of multiply and xorshift (constants: Wellons' search of 2018). The
// second key enters between them: with one key alone, two rows whose keys differ by k would be each other
// shifted by 2k columns.
template <class D, class V = hn::VFromD<D>>
HWY_INLINE V column_bits(D d, RowKeys keys, V pairs) {
  V x = hn::Add(pairs, hn::Set(d, keys.first));
  x = hn::Xor(x, hn::ShiftRight<16>(x));
  x = hn::Add(hn::Mul(x, hn::Set(d, 0x7FEB352DU)), hn::Set(d, keys.second));
  x = hn::Xor(x, hn::ShiftRight<15>(x));
  x = hn::Mul(x, hn::Set(d, 0x846CA68BU));
  return hn::Xor(x, hn::ShiftRight<16>(x));
}

// Pairs of columns in a word of the mask.
constexpr std::size_t kPairs = 8;

// Each of 32 bits decides for two columns, the lower half for the first. kept where its half is ≥ threshold.
HWY_INLINE std::uint16_t mask_word(RowKeys keys, std::size_t word, std::uint32_t threshold) {
  const hn::CappedTag<std::uint32_t, kPairs> d;
  const std::size_t lanes = hn::Lanes(d);
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < kPairs; i += lanes) {
    // Not Iota from the first pair, which goes through memory and makes 85 µs of 8 for 128 × 800 floats under
    // AVX-512.
    const auto pair = hn::Add(hn::Iota(d, 0), hn::Set(d, static_cast<std::uint32_t>(word * kPairs + i)));
    const auto hash = column_bits(d, keys, pair);
#if HWY_TARGET == HWY_SCALAR
    const std::uint32_t both = hn::GetLane(hash);
    const std::uint32_t part =
        ((both & 0xFFFF) >= threshold ? 1U : 0U) | ((both >> 16) >= threshold ? 2U : 0U);
#else
    const hn::Repartition<std::uint16_t, decltype(d)> halves;
    const auto least = hn::Set(halves, static_cast<std::uint16_t>(threshold));
    // Read back in the size it was written in, one byte or two.
    std::uint8_t bytes[8];
    hn::StoreMaskBits(halves, hn::Not(hn::Lt(hn::BitCast(halves, hash), least)), bytes);
    std::conditional_t<hn::MaxLanes(halves) == 16, std::uint16_t, std::uint8_t> part;
    std::memcpy(&part, bytes, sizeof(part));
#endif
    bits |= std::uint32_t{part} << (2 * i);
  }
  return static_cast<std::uint16_t>(bits);
}

// x[c] ← bit c of `word` ? scale·x[c] : 0, for 16 columns.
template <typename T>
HWY_INLINE void apply_word(std::uint32_t word, T scale, T* x) {
  const hn::CappedTag<T, kPadding> d;
  const std::size_t lanes = hn::Lanes(d);
#pragma GCC unroll 16
  for (std::size_t c = 0; c < kPadding; c += lanes) {
    const std::uint64_t bits = word >> c;
    std::uint8_t bytes[8];  // as many as LoadMaskBits may read
    std::memcpy(bytes, &bits, sizeof(bits));
    const auto scaled = hn::Mul(hn::Set(d, scale), hn::LoadU(d, x + c));
    hn::StoreU(hn::IfThenElseZero(hn::LoadMaskBits(d, bytes), scaled), d, x + c);
  }
}

template <typename T>
void dropout_any(std::size_t rows, std::size_t columns, std::uint64_t key, std::size_t first_row, double p,
                 T* x, std::size_t ldx, std::uint16_t* mask) {
  const auto scale = static_cast<T>(1 / (1 - dropout_probability(p)));
  const auto threshold = static_cast<std::uint32_t>(dropout_probability(p) * 65536);
  const std::size_t words = mask_words(columns);
  for (std::size_t r = 0; r < rows; ++r) {
    const RowKeys keys = row_keys(key, first_row + r);
    for (std::size_t i = 0; i < words; ++i) {
      const std::uint16_t word = mask_word(keys, i, threshold);
      mask[r * words + i] = word;
      apply_word(word, scale, x + r * ldx + i * kPadding);
    }
  }
}

template <typename T>
void dropout_backward_any(std::size_t rows, std::size_t columns, const std::uint16_t* mask, double p, T* dx,
                          std::size_t lddx) {
  const auto scale = static_cast<T>(1 / (1 - dropout_probability(p)));
  const std::size_t words = mask_words(columns);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t i = 0; i < words; ++i)
      apply_word(mask[r * words + i], scale, dx + r * lddx + i * kPadding);
}

#define BLASNET_INSTANTIATE(T, suffix)                                                                       \
  void dropout_##suffix(std::size_t rows, std::size_t columns, std::uint64_t key, std::size_t first_row,     \
                        double p, T* x, std::size_t ldx, std::uint16_t* mask) {                              \
    dropout_any(rows, columns, key, first_row, p, x, ldx, mask);                                             \
  }                                                                                                          \
  void dropout_backward_##suffix(std::size_t rows, std::size_t columns, const std::uint16_t* mask, double p, \
                                 T* dx, std::size_t lddx) {                                                  \
    dropout_backward_any(rows, columns, mask, p, dx, lddx);                                                  \
  }
BLASNET_INSTANTIATE(float, f32)
BLASNET_INSTANTIATE(double, f64)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

#define BLASNET_DISPATCH(T, suffix)                                                                          \
  HWY_EXPORT(dropout_##suffix);                                                                              \
  HWY_EXPORT(dropout_backward_##suffix);                                                                     \
  template <>                                                                                                \
  void dropout<T>(std::size_t rows, std::size_t columns, std::uint64_t key, std::size_t first_row, double p, \
                  T* x, std::size_t ldx, std::uint16_t* mask) {                                              \
    HWY_DYNAMIC_DISPATCH(dropout_##suffix)(rows, columns, key, first_row, p, x, ldx, mask);                  \
  }                                                                                                          \
  template <>                                                                                                \
  void dropout_backward<T>(std::size_t rows, std::size_t columns, const std::uint16_t* mask, double p,       \
                           T* dx, std::size_t lddx) {                                                        \
    HWY_DYNAMIC_DISPATCH(dropout_backward_##suffix)(rows, columns, mask, p, dx, lddx);                       \
  }
BLASNET_DISPATCH(float, f32)
BLASNET_DISPATCH(double, f64)
#undef BLASNET_DISPATCH

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
