#include "kernels/sparse_input.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/sparse_input.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "kernels/tile-inl.h"

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

// Up to four vectors side by side, so that a row of 64 floats stays in registers under AVX-512.
template <std::size_t kCount, typename T>
struct Strip {
  using D = hn::CappedTag<T, kPadding>;
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

  // this ← this + Σ value[x[i]]·rows[i, :] over the positions i < kBytes of the set bits. Two at a time, in
  // two sums: with one, each product would wait for the one before it. An odd last one is paired with zero
  // times the first row, without a branch: it could not be predicted.
  template <std::size_t kBytes>
  HWY_INLINE void add_products(std::uint64_t bits, const std::uint8_t* x, const T* value, const T* rows,
                               std::size_t stride) {
    Strip even = *this;
    Strip odd = zero();
    while (bits != 0) {
      const std::size_t i = take_lowest(bits);
      const auto all = static_cast<std::size_t>(-static_cast<std::int64_t>(bits != 0));
      const std::size_t j = static_cast<std::size_t>(std::countr_zero(bits)) % kBytes;
      bits &= bits - 1;
      even.add_product(value[x[i]], load(rows + i * stride));
      odd.add_product(value[x[j] & all], load(rows + j * stride));
    }
    even.add(odd);
    *this = even;
  }

  V v0, v1, v2, v3;
};

// Bytes whose bits are looked at together.
constexpr std::size_t kWord = 64;
// Features whose rows of W, 32 KiB for 64 columns of float, stay in the first-level cache while all samples
// meet them.
constexpr std::size_t kPart = 2 * kWord;

constexpr std::size_t kPartWords = kPart / kWord;
// Samples whose bits are known ahead.
constexpr std::size_t kRows = 64;

// bits[i] ← which of the features first … last − 1 of sample i are not zero. All of them before the first is
// used: loads of bytes do not wait for the branches on earlier ones to be decided then.
HWY_INLINE void find_nonzero(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
                             const std::uint8_t* inputs, const std::uint32_t* indices,
                             std::uint64_t (*bits)[kPartWords]) {
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint8_t* x = inputs + std::size_t{indices[i]} * features;
    for (std::size_t w = 0; w < kPartWords; ++w) {
      const std::size_t k = first + w * kWord;
      if (k + kWord <= last) {
        bits[i][w] = nonzero_bits<kWord>(x + k);
      } else if (k >= last) {
        bits[i][w] = 0;
      } else if (last >= kWord) {  // some bytes once more, which costs less than a copy
        bits[i][w] = nonzero_bits<kWord>(x + last - kWord) >> (kWord - (last - k));
      } else {
        std::uint8_t rest[kWord] = {};
        std::memcpy(rest, x + k, last - k);
        bits[i][w] = nonzero_bits<kWord>(rest);
      }
    }
  }
}

// Adds the products of one part of the features to rows of Z.
template <std::size_t kVectors, typename T>
HWY_INLINE void forward_strip(std::size_t rows, std::size_t features, std::size_t first,
                              const std::uint64_t (*bits)[kPartWords], const std::uint8_t* inputs,
                              const std::uint32_t* indices, const T* value, const T* offset, const T* W,
                              std::size_t ldw, T* Z, std::size_t ldz) {
  using S = Strip<kVectors, T>;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint8_t* x = inputs + std::size_t{indices[i]} * features + first;
    S sum = S::load(first == 0 ? offset : Z + i * ldz);
    for (std::size_t w = 0; w < kPartWords; ++w)
      sum.template add_products<kWord>(bits[i][w], x + w * kWord, value, W + (first + w * kWord) * ldw, ldw);
    sum.store(Z + i * ldz);
  }
}

// f(k, gradient of row k) for first ≤ k < last, one after the other, where the gradient is a strip.
template <std::size_t kVectors, typename T, class F>
HWY_INLINE void for_gradients(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
                              const std::uint8_t* bytes, const T* value, const T* offset, const T* dZ,
                              std::size_t lddz, const F& f) {
  using S = Strip<kVectors, T>;
  const std::size_t blocks = sparse_blocks(rows);
  // The next feature's, so that its load does not wait for the branches of this one.
  std::uint64_t next = nonzero_bits<kSparseBlock>(bytes + first * kSparseBlock);
  for (std::size_t k = first; k < last; ++k) {
    S gradient = S::load(offset);
    std::uint64_t bits = next;
    for (std::size_t b = 0; b < blocks; ++b) {
      const std::uint8_t* x = bytes + (b * features + k) * kSparseBlock;
      const std::uint8_t* after =
          b + 1 < blocks ? x + features * kSparseBlock : bytes + std::min(k + 1, last - 1) * kSparseBlock;
      next = nonzero_bits<kSparseBlock>(after);
      gradient.template add_products<kSparseBlock>(bits, x, value, dZ + b * kSparseBlock * lddz, lddz);
      bits = next;
    }
    f(k, gradient);
  }
}

template <std::size_t kVectors, typename T>
void gradient_strip(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
                    const std::uint8_t* bytes, const T* value, const T* offset, const T* dZ, std::size_t lddz,
                    T* G, std::size_t ldg) {
  for_gradients<kVectors>(rows, features, first, last, bytes, value, offset, dZ, lddz,
                          [=](std::size_t k, const Strip<kVectors, T>& gradient)
                              HWY_ATTR { gradient.store(G + (k - first) * ldg); });
}

template <std::size_t kVectors, typename T>
void sgd_strip(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
               const std::uint8_t* bytes, const T* value, const T* offset, const T* dZ, std::size_t lddz,
               T lr, T momentum, T* V, T* W, std::size_t ldw, T* sums) {
  using S = Strip<kVectors, T>;
  S total = S::zero();
  for_gradients<kVectors>(rows, features, first, last, bytes, value, offset, dZ, lddz,
                          [=, &total](std::size_t k, S velocity) HWY_ATTR {
                            if (momentum != T(0)) velocity.add_product(momentum, S::load(V + k * ldw));
                            velocity.store(V + k * ldw);
                            S weight = S::load(W + k * ldw);
                            weight.add_product(-lr, velocity);
                            weight.store(W + k * ldw);
                            total.add(weight);
                          });
  total.store(sums);
}

template <typename T>
void sparse_forward_any(std::size_t rows, std::size_t features, std::size_t columns,
                        const std::uint8_t* inputs, const std::uint32_t* indices, const T* value,
                        const T* offset, const T* W, std::size_t ldw, T* Z, std::size_t ldz) {
  std::uint64_t bits[kRows][kPartWords];
  for (std::size_t first = 0; first < features; first += kPart) {
    const std::size_t last = std::min(first + kPart, features);
    for (std::size_t i = 0; i < rows; i += kRows) {
      const std::size_t count = std::min(kRows, rows - i);
      find_nonzero(count, features, first, last, inputs, indices + i, bits);
      for_strips<4, T>(columns, [&](auto vectors, std::size_t c) HWY_ATTR {
        forward_strip<vectors>(count, features, first, bits, inputs, indices + i, value, offset + c, W + c,
                               ldw, Z + i * ldz + c, ldz);
      });
    }
  }
}

template <typename T>
void sparse_gradient_any(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
                         std::size_t columns, const std::uint8_t* bytes, const T* value, const T* offset,
                         const T* dZ, std::size_t lddz, T* G, std::size_t ldg) {
  for_strips<4, T>(columns, [&](auto vectors, std::size_t c) HWY_ATTR {
    gradient_strip<vectors>(rows, features, first, last, bytes, value, offset + c, dZ + c, lddz, G + c, ldg);
  });
}

template <typename T>
void sparse_sgd_any(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
                    std::size_t columns, const std::uint8_t* bytes, const T* value, const T* offset,
                    const T* dZ, std::size_t lddz, T lr, T momentum, T* V, T* W, std::size_t ldw, T* sums) {
  for_strips<4, T>(columns, [&](auto vectors, std::size_t c) HWY_ATTR {
    sgd_strip<vectors>(rows, features, first, last, bytes, value, offset + c, dZ + c, lddz, lr, momentum,
                       V + c, W + c, ldw, sums + c);
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

void gather_columns_any(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
                        const std::uint8_t* inputs, const std::uint32_t* indices, std::uint8_t* bytes) {
  const std::size_t whole = first + (last - first) / 16 * 16;
  for (std::size_t row = 0; row < sparse_blocks(rows) * kSparseBlock; row += 16) {
    std::uint8_t* to = bytes + row / kSparseBlock * features * kSparseBlock + row % kSparseBlock;
    const std::size_t count = row < rows ? std::min<std::size_t>(16, rows - row) : 0;
    const std::uint8_t* from[16];
    for (std::size_t i = 0; i < count; ++i) from[i] = inputs + std::size_t{indices[row + i]} * features;
    for (std::size_t k = first; k < whole; k += 16) transpose_square(from, count, k, to + k * kSparseBlock);
    for (std::size_t k = whole; k < last; ++k)
      for (std::size_t i = 0; i < 16; ++i)
        to[k * kSparseBlock + i] = i < count ? from[i][k] : std::uint8_t{0};
  }
}

#define BLASNET_INSTANTIATE(T, suffix)                                                                       \
  void sparse_forward_##suffix(std::size_t rows, std::size_t features, std::size_t columns,                  \
                               const std::uint8_t* inputs, const std::uint32_t* indices, const T* value,     \
                               const T* offset, const T* W, std::size_t ldw, T* Z, std::size_t ldz) {        \
    sparse_forward_any(rows, features, columns, inputs, indices, value, offset, W, ldw, Z, ldz);             \
  }                                                                                                          \
  void sparse_gradient_##suffix(std::size_t rows, std::size_t features, std::size_t first, std::size_t last, \
                                std::size_t columns, const std::uint8_t* bytes, const T* value,              \
                                const T* offset, const T* dZ, std::size_t lddz, T* G, std::size_t ldg) {     \
    sparse_gradient_any(rows, features, first, last, columns, bytes, value, offset, dZ, lddz, G, ldg);       \
  }                                                                                                          \
  void sparse_sgd_##suffix(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,      \
                           std::size_t columns, const std::uint8_t* bytes, const T* value, const T* offset,  \
                           const T* dZ, std::size_t lddz, T lr, T momentum, T* V, T* W, std::size_t ldw,     \
                           T* sums) {                                                                        \
    sparse_sgd_any(rows, features, first, last, columns, bytes, value, offset, dZ, lddz, lr, momentum, V, W, \
                   ldw, sums);                                                                               \
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

void gather_columns(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,
                    const std::uint8_t* inputs, const std::uint32_t* indices, std::uint8_t* bytes) {
  HWY_DYNAMIC_DISPATCH(gather_columns_any)(rows, features, first, last, inputs, indices, bytes);
}

#define BLASNET_DISPATCH(T, suffix)                                                                        \
  HWY_EXPORT(sparse_forward_##suffix);                                                                     \
  HWY_EXPORT(sparse_gradient_##suffix);                                                                    \
  HWY_EXPORT(sparse_sgd_##suffix);                                                                         \
  template <>                                                                                              \
  void sparse_gradient<T>(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,     \
                          std::size_t columns, const std::uint8_t* bytes, const T* value, const T* offset, \
                          const T* dZ, std::size_t lddz, T* G, std::size_t ldg) {                          \
    HWY_DYNAMIC_DISPATCH(sparse_gradient_##suffix)                                                         \
    (rows, features, first, last, columns, bytes, value, offset, dZ, lddz, G, ldg);                        \
  }                                                                                                        \
  template <>                                                                                              \
  void sparse_forward<T>(std::size_t rows, std::size_t features, std::size_t columns,                      \
                         const std::uint8_t* inputs, const std::uint32_t* indices, const T* value,         \
                         const T* offset, const T* W, std::size_t ldw, T* Z, std::size_t ldz) {            \
    HWY_DYNAMIC_DISPATCH(sparse_forward_##suffix)                                                          \
    (rows, features, columns, inputs, indices, value, offset, W, ldw, Z, ldz);                             \
  }                                                                                                        \
  template <>                                                                                              \
  void sparse_sgd<T>(std::size_t rows, std::size_t features, std::size_t first, std::size_t last,          \
                     std::size_t columns, const std::uint8_t* bytes, const T* value, const T* offset,      \
                     const T* dZ, std::size_t lddz, T lr, T momentum, T* V, T* W, std::size_t ldw,         \
                     T* sums) {                                                                            \
    HWY_DYNAMIC_DISPATCH(sparse_sgd_##suffix)                                                              \
    (rows, features, first, last, columns, bytes, value, offset, dZ, lddz, lr, momentum, V, W, ldw, sums); \
  }
BLASNET_DISPATCH(float, f32)
BLASNET_DISPATCH(double, f64)
#undef BLASNET_DISPATCH

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
