#include "kernels/batch_norm.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/batch_norm.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include "kernels/tile-inl.h"
#include "kernels/vector_loop-inl.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

// Vectors of one row side by side: what belongs to their columns stays in registers over all rows.
template <std::size_t kVectors, typename T>
using Row = Tile<1, kVectors, T>;

template <std::size_t kVectors, typename T>
void moments_strip(std::size_t rows, const T* z, std::size_t ldz, T* mean, T* variance) {
  using V = hn::VFromD<TileTag<T>>;
  const TileTag<T> d;
  const auto count = hn::Set(d, static_cast<T>(rows));
  Row<kVectors, T> means, squares;
  means.zero();
  for (std::size_t r = 0; r < rows; ++r) {
    means.each([=](V& sum, std::size_t, std::size_t c)
                   HWY_ATTR { sum = hn::Add(sum, hn::LoadU(d, z + r * ldz + c)); });
  }
  means.each([=](V& sum, std::size_t, std::size_t) HWY_ATTR { sum = hn::Div(sum, count); });
  means.store(mean, 0);
  squares.zero();
  for (std::size_t r = 0; r < rows; ++r) {
    squares.each([&](V& sum, std::size_t, std::size_t c) HWY_ATTR {
      const V centred = hn::Sub(hn::LoadU(d, z + r * ldz + c), means.sums[0][c / hn::Lanes(d)]);
      sum = hn::MulAdd(centred, centred, sum);
    });
  }
  squares.each([=](V& sum, std::size_t, std::size_t) HWY_ATTR { sum = hn::Div(sum, count); });
  squares.store(variance, 0);
}

// 1/√(variance + ε)
template <class D, typename T, class V = hn::VFromD<D>>
HWY_INLINE V inverse_deviation(D d, const T* variance, T epsilon) {
  return hn::Div(hn::Set(d, T(1)), hn::Sqrt(hn::Add(hn::LoadU(d, variance), hn::Set(d, epsilon))));
}

template <std::size_t kVectors, typename T>
void standardise_strip(std::size_t rows, const T* mean, const T* variance, T epsilon, T* z, std::size_t ldz) {
  using V = hn::VFromD<TileTag<T>>;
  const TileTag<T> d;
  Row<kVectors, T> means, factors;
  means.load(mean, 0);
  factors.each([=](V& factor, std::size_t, std::size_t c)
                   HWY_ATTR { factor = inverse_deviation(d, variance + c, epsilon); });
  for (std::size_t r = 0; r < rows; ++r) {
    means.each([&](const V& m, std::size_t, std::size_t c) HWY_ATTR {
      T* at = z + r * ldz + c;
      hn::StoreU(hn::Mul(hn::Sub(hn::LoadU(d, at), m), factors.sums[0][c / hn::Lanes(d)]), d, at);
    });
  }
}

template <std::size_t kVectors, typename T>
void scale_and_shift_strip(std::size_t rows, const T* x, std::size_t ldx, const T* scale, const T* shift,
                           T* y, std::size_t ldy) {
  using V = hn::VFromD<TileTag<T>>;
  const TileTag<T> d;
  Row<kVectors, T> scales, shifts;
  scales.load(scale, 0);
  shifts.load(shift, 0);
  for (std::size_t r = 0; r < rows; ++r) {
    scales.each([&](const V& factor, std::size_t, std::size_t c) HWY_ATTR {
      const V sum = hn::MulAdd(factor, hn::LoadU(d, x + r * ldx + c), shifts.sums[0][c / hn::Lanes(d)]);
      hn::StoreU(sum, d, y + r * ldy + c);
    });
  }
}

template <std::size_t kVectors, typename T>
void sums_strip(std::size_t rows, const T* du, std::size_t lddu, const T* normalised, std::size_t ldn,
                T* scale_gradient, T* shift_gradient) {
  using V = hn::VFromD<TileTag<T>>;
  const TileTag<T> d;
  Row<kVectors, T> scales, shifts;
  scales.zero();
  shifts.zero();
  for (std::size_t r = 0; r < rows; ++r) {
    scales.each([&](V& scale, std::size_t, std::size_t c) HWY_ATTR {
      const V slope = hn::LoadU(d, du + r * lddu + c);
      V& shift = shifts.sums[0][c / hn::Lanes(d)];
      scale = hn::MulAdd(slope, hn::LoadU(d, normalised + r * ldn + c), scale);
      shift = hn::Add(shift, slope);
    });
  }
  scales.store(scale_gradient, 0);
  shifts.store(shift_gradient, 0);
}

// At most kTileVectors wide: each vector needs three more for what belongs to its columns.
template <std::size_t kVectors, typename T>
void backward_strip(std::size_t rows, std::size_t batch, const T* normalised, std::size_t ldn, const T* scale,
                    const T* variance, T epsilon, const T* scale_gradient, const T* shift_gradient, T* du,
                    std::size_t lddu) {
  using V = hn::VFromD<TileTag<T>>;
  const TileTag<T> d;
  const auto count = hn::Set(d, static_cast<T>(batch));
  Row<kVectors, T> factors, scales, shifts;
  factors.each([=](V& factor, std::size_t, std::size_t c) HWY_ATTR {
    factor = hn::Mul(hn::LoadU(d, scale + c), inverse_deviation(d, variance + c, epsilon));
  });
  scales.each([=](V& mean, std::size_t, std::size_t c)
                  HWY_ATTR { mean = hn::Div(hn::LoadU(d, scale_gradient + c), count); });
  shifts.each([=](V& mean, std::size_t, std::size_t c)
                  HWY_ATTR { mean = hn::Div(hn::LoadU(d, shift_gradient + c), count); });
  for (std::size_t r = 0; r < rows; ++r) {
    factors.each([&](const V& factor, std::size_t, std::size_t c) HWY_ATTR {
      const std::size_t j = c / hn::Lanes(d);
      T* at = du + r * lddu + c;
      const V centred = hn::Sub(hn::LoadU(d, at), shifts.sums[0][j]);
      const V rest = hn::NegMulAdd(hn::LoadU(d, normalised + r * ldn + c), scales.sums[0][j], centred);
      hn::StoreU(hn::Mul(factor, rest), d, at);
    });
  }
}

template <typename T>
void column_moments_any(std::size_t rows, std::size_t columns, const T* z, std::size_t ldz, T* mean,
                        T* variance) {
  for_strips<4, T>(columns, [=](auto vectors, std::size_t c) HWY_ATTR {
    moments_strip<vectors>(rows, z + c, ldz, mean + c, variance + c);
  });
}

template <typename T>
void standardise_any(std::size_t rows, std::size_t columns, const T* mean, const T* variance, T epsilon, T* z,
                     std::size_t ldz) {
  for_strips<4, T>(columns, [=](auto vectors, std::size_t c) HWY_ATTR {
    standardise_strip<vectors>(rows, mean + c, variance + c, epsilon, z + c, ldz);
  });
}

template <typename T>
void scale_and_shift_any(std::size_t rows, std::size_t columns, const T* x, std::size_t ldx, const T* scale,
                         const T* shift, T* y, std::size_t ldy) {
  for_strips<4, T>(columns, [=](auto vectors, std::size_t c) HWY_ATTR {
    scale_and_shift_strip<vectors>(rows, x + c, ldx, scale + c, shift + c, y + c, ldy);
  });
}

template <typename T>
void batch_norm_sums_any(std::size_t rows, std::size_t columns, const T* du, std::size_t lddu,
                         const T* normalised, std::size_t ldn, T* scale_gradient, T* shift_gradient) {
  for_strips<4, T>(columns, [=](auto vectors, std::size_t c) HWY_ATTR {
    sums_strip<vectors>(rows, du + c, lddu, normalised + c, ldn, scale_gradient + c, shift_gradient + c);
  });
}

template <typename T>
void batch_norm_backward_any(std::size_t rows, std::size_t columns, std::size_t batch, const T* normalised,
                             std::size_t ldn, const T* scale, const T* variance, T epsilon,
                             const T* scale_gradient, const T* shift_gradient, T* du, std::size_t lddu) {
  for_strips<kTileVectors, T>(columns, [=](auto vectors, std::size_t c) HWY_ATTR {
    backward_strip<vectors>(rows, batch, normalised + c, ldn, scale + c, variance + c, epsilon,
                            scale_gradient + c, shift_gradient + c, du + c, lddu);
  });
}

template <typename T>
void move_statistics_any(std::size_t columns, T momentum, T factor, const T* value, T* running) {
  transform(columns, value, running, running, [=](auto d, auto now, auto before) HWY_ATTR {
    return hn::MulAdd(hn::Set(d, momentum * factor), now, hn::Mul(hn::Set(d, T(1) - momentum), before));
  });
}

#define BLASNET_INSTANTIATE(T, suffix)                                                                       \
  void column_moments_##suffix(std::size_t rows, std::size_t columns, const T* z, std::size_t ldz, T* mean,  \
                               T* variance) {                                                                \
    column_moments_any(rows, columns, z, ldz, mean, variance);                                               \
  }                                                                                                          \
  void standardise_##suffix(std::size_t rows, std::size_t columns, const T* mean, const T* variance,         \
                            T epsilon, T* z, std::size_t ldz) {                                              \
    standardise_any(rows, columns, mean, variance, epsilon, z, ldz);                                         \
  }                                                                                                          \
  void scale_and_shift_##suffix(std::size_t rows, std::size_t columns, const T* x, std::size_t ldx,          \
                                const T* scale, const T* shift, T* y, std::size_t ldy) {                     \
    scale_and_shift_any(rows, columns, x, ldx, scale, shift, y, ldy);                                        \
  }                                                                                                          \
  void batch_norm_sums_##suffix(std::size_t rows, std::size_t columns, const T* du, std::size_t lddu,        \
                                const T* normalised, std::size_t ldn, T* scale_gradient,                     \
                                T* shift_gradient) {                                                         \
    batch_norm_sums_any(rows, columns, du, lddu, normalised, ldn, scale_gradient, shift_gradient);           \
  }                                                                                                          \
  void batch_norm_backward_##suffix(std::size_t rows, std::size_t columns, std::size_t batch,                \
                                    const T* normalised, std::size_t ldn, const T* scale, const T* variance, \
                                    T epsilon, const T* scale_gradient, const T* shift_gradient, T* du,      \
                                    std::size_t lddu) {                                                      \
    batch_norm_backward_any(rows, columns, batch, normalised, ldn, scale, variance, epsilon, scale_gradient, \
                            shift_gradient, du, lddu);                                                       \
  }                                                                                                          \
  void move_statistics_##suffix(std::size_t columns, T momentum, T factor, const T* value, T* running) {     \
    move_statistics_any(columns, momentum, factor, value, running);                                          \
  }
BLASNET_INSTANTIATE(float, f32)
BLASNET_INSTANTIATE(double, f64)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

#define BLASNET_DISPATCH(T, suffix)                                                                          \
  HWY_EXPORT(column_moments_##suffix);                                                                       \
  HWY_EXPORT(standardise_##suffix);                                                                          \
  HWY_EXPORT(scale_and_shift_##suffix);                                                                      \
  HWY_EXPORT(batch_norm_sums_##suffix);                                                                      \
  HWY_EXPORT(batch_norm_backward_##suffix);                                                                  \
  HWY_EXPORT(move_statistics_##suffix);                                                                      \
  template <>                                                                                                \
  void column_moments<T>(std::size_t rows, std::size_t columns, const T* z, std::size_t ldz, T* mean,        \
                         T* variance) {                                                                      \
    HWY_DYNAMIC_DISPATCH(column_moments_##suffix)(rows, columns, z, ldz, mean, variance);                    \
  }                                                                                                          \
  template <>                                                                                                \
  void standardise<T>(std::size_t rows, std::size_t columns, const T* mean, const T* variance, T epsilon,    \
                      T* z, std::size_t ldz) {                                                               \
    HWY_DYNAMIC_DISPATCH(standardise_##suffix)(rows, columns, mean, variance, epsilon, z, ldz);              \
  }                                                                                                          \
  template <>                                                                                                \
  void scale_and_shift<T>(std::size_t rows, std::size_t columns, const T* x, std::size_t ldx,                \
                          const T* scale, const T* shift, T* y, std::size_t ldy) {                           \
    HWY_DYNAMIC_DISPATCH(scale_and_shift_##suffix)(rows, columns, x, ldx, scale, shift, y, ldy);             \
  }                                                                                                          \
  template <>                                                                                                \
  void batch_norm_sums<T>(std::size_t rows, std::size_t columns, const T* du, std::size_t lddu,              \
                          const T* normalised, std::size_t ldn, T* scale_gradient, T* shift_gradient) {      \
    HWY_DYNAMIC_DISPATCH(batch_norm_sums_##suffix)                                                           \
    (rows, columns, du, lddu, normalised, ldn, scale_gradient, shift_gradient);                              \
  }                                                                                                          \
  template <>                                                                                                \
  void batch_norm_backward<T>(std::size_t rows, std::size_t columns, std::size_t batch, const T* normalised, \
                              std::size_t ldn, const T* scale, const T* variance, T epsilon,                 \
                              const T* scale_gradient, const T* shift_gradient, T* du, std::size_t lddu) {   \
    HWY_DYNAMIC_DISPATCH(batch_norm_backward_##suffix)                                                       \
    (rows, columns, batch, normalised, ldn, scale, variance, epsilon, scale_gradient, shift_gradient, du,    \
     lddu);                                                                                                  \
  }                                                                                                          \
  template <>                                                                                                \
  void move_statistics<T>(std::size_t columns, T momentum, T factor, const T* value, T* running) {           \
    HWY_DYNAMIC_DISPATCH(move_statistics_##suffix)(columns, momentum, factor, value, running);               \
  }
BLASNET_DISPATCH(float, f32)
BLASNET_DISPATCH(double, f64)
#undef BLASNET_DISPATCH

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
