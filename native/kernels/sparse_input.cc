#include "kernels/sparse_input.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/sparse_input.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <type_traits>

#include "kernels/vector_loop-inl.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

// One bit for each of kBytes bytes: whether it is not zero.
template <std::size_t kBytes>
HWY_INLINE std::uint64_t nonzero_bits(const std::uint8_t* bytes) {
  const hn::CappedTag<std::uint8_t, kBytes> d;
  const std::size_t lanes = hn::Lanes(d);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kBytes; i += lanes) {
    std::uint8_t part[8] = {};
    hn::StoreMaskBits(d, hn::Ne(hn::LoadU(d, bytes + i), hn::Zero(d)), part);
    std::uint64_t word;
    std::memcpy(&word, part, sizeof(word));
    bits |= word << i;
  }
  return bits;
}

// Takes the lowest bit out of `bits` and returns its position.
HWY_INLINE std::size_t take_lowest(std::uint64_t& bits) {
  const auto position = static_cast<std::size_t>(std::countr_zero(bits));
  bits &= bits - 1;
  return position;
}

// Up to four vectors side by side, so that a row of 64 floats stays in registers under AVX-512. kCount is
// known to the compiler, which drops the others.
template <std::size_t kCount, typename T>
struct Strip {
  using D = hn::CappedTag<T, kSparseStride>;
  using V = hn::VFromD<D>;

  static HWY_INLINE Strip load(const T* from) {
    const D d;
    Strip s;
    s.v0 = s.v1 = s.v2 = s.v3 = hn::LoadU(d, from);
    if constexpr (kCount > 1) s.v1 = hn::LoadU(d, from + hn::Lanes(d));
    if constexpr (kCount > 2) s.v2 = hn::LoadU(d, from + 2 * hn::Lanes(d));
    if constexpr (kCount > 3) s.v3 = hn::LoadU(d, from + 3 * hn::Lanes(d));
    return s;
  }
  static HWY_INLINE Strip zero() {
    const D d;
    Strip s;
    s.v0 = s.v1 = s.v2 = s.v3 = hn::Zero(d);
    return s;
  }
  HWY_INLINE void store(T* to) const {
    const D d;
    hn::StoreU(v0, d, to);
    if constexpr (kCount > 1) hn::StoreU(v1, d, to + hn::Lanes(d));
    if constexpr (kCount > 2) hn::StoreU(v2, d, to + 2 * hn::Lanes(d));
    if constexpr (kCount > 3) hn::StoreU(v3, d, to + 3 * hn::Lanes(d));
  }
  // this ← this + factor·row
  HWY_INLINE void add_product(T factor, const Strip& row) {
    const D d;
    const V f = hn::Set(d, factor);
    v0 = hn::MulAdd(f, row.v0, v0);
    if constexpr (kCount > 1) v1 = hn::MulAdd(f, row.v1, v1);
    if constexpr (kCount > 2) v2 = hn::MulAdd(f, row.v2, v2);
    if constexpr (kCount > 3) v3 = hn::MulAdd(f, row.v3, v3);
  }
  HWY_INLINE void add(const Strip& other) {
    v0 = hn::Add(v0, other.v0);
    if constexpr (kCount > 1) v1 = hn::Add(v1, other.v1);
    if constexpr (kCount > 2) v2 = hn::Add(v2, other.v2);
    if constexpr (kCount > 3) v3 = hn::Add(v3, other.v3);
  }

  // this ← this + Σ value[x[i]]·rows[i, :] over the positions i of the set bits. Two at a time, in two sums:
  // with one, each product would wait for the one before it. An odd last one is paired with a zero, which
  // costs less than a branch that cannot be predicted.
  HWY_INLINE void add_products(std::uint64_t bits, const std::uint8_t* x, const T* value, const T* rows,
                               std::size_t stride) {
    Strip even = *this;
    Strip odd = zero();
    while (bits != 0) {
      const std::size_t i = take_lowest(bits);
      const std::size_t j = bits == 0 ? i : static_cast<std::size_t>(std::countr_zero(bits));
      const T factor = bits == 0 ? T(0) : value[x[j]];
      bits &= bits - 1;
      even.add_product(value[x[i]], load(rows + i * stride));
      odd.add_product(factor, load(rows + j * stride));
    }
    even.add(odd);
    *this = even;
  }

  V v0, v1, v2, v3;
};

// Bytes whose bits are looked at together.
constexpr std::size_t kWord = 64;

// Z of one strip of columns. `width` ≤ the strip's columns are written.
template <std::size_t kCount, typename T>
void forward_strip(std::size_t rows, std::size_t features, std::size_t units, std::size_t stride,
                   std::size_t width, const std::uint8_t* inputs, const std::uint32_t* indices,
                   const T* value, const T* offset, const T* W, T* Z) {
  using S = Strip<kCount, T>;
  const std::size_t columns = kCount * hn::Lanes(typename S::D{});
  const std::size_t whole = features / kWord * kWord;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint8_t* x = inputs + std::size_t{indices[i]} * features;
    S sum = S::load(offset);
    for (std::size_t k = 0; k < whole; k += kWord)
      sum.add_products(nonzero_bits<kWord>(x + k), x + k, value, W + k * stride, stride);
    if (whole < features) {
      std::uint8_t rest[kWord] = {};
      std::memcpy(rest, x + whole, features - whole);
      sum.add_products(nonzero_bits<kWord>(rest), rest, value, W + whole * stride, stride);
    }
    if (width == columns) {
      sum.store(Z + i * units);
    } else {
      HWY_ALIGN T row[4 * kSparseStride];
      sum.store(row);
      std::memcpy(Z + i * units, row, width * sizeof(T));
    }
  }
}

template <std::size_t kCount, typename T>
void sgd_strip(std::size_t rows, std::size_t features, std::size_t stride, const std::uint8_t* columns,
               const T* value, const T* offset, const T* dZ, T lr, T momentum, T* V, T* W, T* sums) {
  using S = Strip<kCount, T>;
  const std::size_t blocks = sparse_blocks(rows);
  S total = S::zero();
  for (std::size_t k = 0; k < features; ++k) {
    S velocity = S::load(offset);
    for (std::size_t b = 0; b < blocks; ++b) {
      const std::uint8_t* x = columns + (b * features + k) * kSparseBlock;
      const T* dZ_block = dZ + b * kSparseBlock * stride;
      velocity.add_products(nonzero_bits<kSparseBlock>(x), x, value, dZ_block, stride);
    }
    if (momentum != T(0)) velocity.add_product(momentum, S::load(V + k * stride));
    velocity.store(V + k * stride);
    S weight = S::load(W + k * stride);
    weight.add_product(-lr, velocity);
    weight.store(W + k * stride);
    total.add(weight);
  }
  total.store(sums);
}

// Calls f(count, first column) for strips of up to four vectors that cover `stride` columns.
template <typename T, class F>
HWY_INLINE void for_strips(std::size_t stride, const F& f) {
  const std::size_t lanes = hn::Lanes(hn::CappedTag<T, kSparseStride>{});
  std::size_t c = 0;
  for (; c + 4 * lanes <= stride; c += 4 * lanes) f(std::integral_constant<std::size_t, 4>{}, c);
  switch ((stride - c) / lanes) {
    case 3:
      return f(std::integral_constant<std::size_t, 3>{}, c);
    case 2:
      return f(std::integral_constant<std::size_t, 2>{}, c);
    case 1:
      return f(std::integral_constant<std::size_t, 1>{}, c);
    default:
      return;
  }
}

template <typename T>
void sparse_forward_any(std::size_t rows, std::size_t features, std::size_t units, std::size_t stride,
                        const std::uint8_t* inputs, const std::uint32_t* indices, const T* value,
                        const T* offset, const T* W, T* Z) {
  const std::size_t lanes = hn::Lanes(hn::CappedTag<T, kSparseStride>{});
  for_strips<T>(stride, [&](auto count, std::size_t c) {
    if (c >= units) return;  // padding alone
    const std::size_t width = std::min(count * lanes, units - c);
    forward_strip<count>(rows, features, units, stride, width, inputs, indices, value, offset + c, W + c,
                         Z + c);
  });
}

template <typename T>
void sparse_sgd_any(std::size_t rows, std::size_t features, std::size_t stride, const std::uint8_t* columns,
                    const T* value, const T* offset, const T* dZ, T lr, T momentum, T* V, T* W, T* sums) {
  for_strips<T>(stride, [&](auto count, std::size_t c) {
    sgd_strip<count>(rows, features, stride, columns, value, offset + c, dZ + c, lr, momentum, V + c, W + c,
                     sums + c);
  });
}

// to[j, i] ← from[i][j], 0 for i ≥ count, for a square of 16 bytes by 16; rows of `to` are kSparseBlock
// apart.
#if HWY_TARGET == HWY_SCALAR
HWY_INLINE void transpose_square(const std::uint8_t* const* from, std::size_t count, std::size_t column,
                                 std::uint8_t* to) {
  for (std::size_t j = 0; j < 16; ++j)
    for (std::size_t i = 0; i < 16; ++i)
      to[j * kSparseBlock + i] = i < count ? from[i][column + j] : std::uint8_t{0};
}
#else
HWY_INLINE void transpose_square(const std::uint8_t* const* from, std::size_t count, std::size_t column,
                                 std::uint8_t* to) {
  const hn::Full128<std::uint8_t> d;
  using V = hn::Vec<decltype(d)>;
  V rows[16];
  for (std::size_t i = 0; i < count; ++i) rows[i] = hn::LoadU(d, from[i] + column);
  for (std::size_t i = count; i < 16; ++i) rows[i] = hn::Zero(d);
  // Interleaving row i with row i + 8 four times over leaves every byte in its column's row.
  for (int stage = 0; stage < 4; ++stage) {
    V mixed[16];
    for (std::size_t i = 0; i < 8; ++i) {
      mixed[2 * i] = hn::InterleaveLower(d, rows[i], rows[i + 8]);
      mixed[2 * i + 1] = hn::InterleaveUpper(d, rows[i], rows[i + 8]);
    }
    for (std::size_t i = 0; i < 16; ++i) rows[i] = mixed[i];
  }
  for (std::size_t j = 0; j < 16; ++j) hn::StoreU(rows[j], d, to + j * kSparseBlock);
}
#endif

void gather_columns_any(std::size_t rows, std::size_t features, const std::uint8_t* inputs,
                        const std::uint32_t* indices, std::uint8_t* columns) {
  const std::size_t whole = features / 16 * 16;
  for (std::size_t first = 0; first < sparse_blocks(rows) * kSparseBlock; first += 16) {
    std::uint8_t* to = columns + first / kSparseBlock * features * kSparseBlock + first % kSparseBlock;
    const std::size_t count = first < rows ? std::min<std::size_t>(16, rows - first) : 0;
    const std::uint8_t* from[16];
    for (std::size_t i = 0; i < count; ++i) from[i] = inputs + std::size_t{indices[first + i]} * features;
    for (std::size_t k = 0; k < whole; k += 16) transpose_square(from, count, k, to + k * kSparseBlock);
    for (std::size_t k = whole; k < features; ++k)
      for (std::size_t i = 0; i < 16; ++i)
        to[k * kSparseBlock + i] = i < count ? from[i][k] : std::uint8_t{0};
  }
}

#define BLASNET_INSTANTIATE(T, suffix)                                                                       \
  void sparse_forward_##suffix(std::size_t rows, std::size_t features, std::size_t units,                    \
                               std::size_t stride, const std::uint8_t* inputs, const std::uint32_t* indices, \
                               const T* value, const T* offset, const T* W, T* Z) {                          \
    sparse_forward_any(rows, features, units, stride, inputs, indices, value, offset, W, Z);                 \
  }                                                                                                          \
  void sparse_sgd_##suffix(std::size_t rows, std::size_t features, std::size_t stride,                       \
                           const std::uint8_t* columns, const T* value, const T* offset, const T* dZ, T lr,  \
                           T momentum, T* V, T* W, T* sums) {                                                \
    sparse_sgd_any(rows, features, stride, columns, value, offset, dZ, lr, momentum, V, W, sums);            \
  }
BLASNET_INSTANTIATE(float, f32)
BLASNET_INSTANTIATE(double, f64)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

HWY_EXPORT(gather_columns_any);

double byte_density(std::size_t n, const std::uint8_t* bytes) {
  const auto zeros = std::count(bytes, bytes + n, std::uint8_t{0});
  return 1.0 - static_cast<double>(zeros) / static_cast<double>(n);
}

void gather_columns(std::size_t rows, std::size_t features, const std::uint8_t* inputs,
                    const std::uint32_t* indices, std::uint8_t* columns) {
  HWY_DYNAMIC_DISPATCH(gather_columns_any)(rows, features, inputs, indices, columns);
}

#define BLASNET_DISPATCH(T, suffix)                                                                     \
  HWY_EXPORT(sparse_forward_##suffix);                                                                  \
  HWY_EXPORT(sparse_sgd_##suffix);                                                                      \
  template <>                                                                                           \
  void sparse_forward<T>(std::size_t rows, std::size_t features, std::size_t units, std::size_t stride, \
                         const std::uint8_t* inputs, const std::uint32_t* indices, const T* value,      \
                         const T* offset, const T* W, T* Z) {                                           \
    HWY_DYNAMIC_DISPATCH(sparse_forward_##suffix)                                                       \
    (rows, features, units, stride, inputs, indices, value, offset, W, Z);                              \
  }                                                                                                     \
  template <>                                                                                           \
  void sparse_sgd<T>(std::size_t rows, std::size_t features, std::size_t stride,                        \
                     const std::uint8_t* columns, const T* value, const T* offset, const T* dZ, T lr,   \
                     T momentum, T* V, T* W, T* sums) {                                                 \
    HWY_DYNAMIC_DISPATCH(sparse_sgd_##suffix)                                                           \
    (rows, features, stride, columns, value, offset, dZ, lr, momentum, V, W, sums);                     \
  }
BLASNET_DISPATCH(float, f32)
BLASNET_DISPATCH(double, f64)
#undef BLASNET_DISPATCH

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
