#include "kernels/gather.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/gather.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include <type_traits>

#include "kernels/vector_loop-inl.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

template <class D>
HWY_INLINE hn::VFromD<D> floats_from_bytes(D d, const std::uint8_t* bytes) {
  const hn::Rebind<std::uint8_t, D> d8;
  const hn::Rebind<std::int32_t, D> d32;
  const auto integers = hn::PromoteTo(d32, hn::LoadU(d8, bytes));
  if constexpr (std::is_same_v<hn::TFromD<D>, double>) {
    return hn::PromoteTo(d, integers);
  } else {
    return hn::ConvertTo(d, integers);
  }
}

template <typename T, typename In>
void normalise_row(std::size_t n, const In* from, T mean, T inverse, T* to) {
  std::size_t i = 0;
  if constexpr (std::is_same_v<In, std::uint8_t>) {
    const hn::ScalableTag<T> d;
    const std::size_t lanes = hn::Lanes(d);
    const auto mean_lanes = hn::Set(d, mean);
    const auto inverse_lanes = hn::Set(d, inverse);
    for (; i + lanes <= n; i += lanes) {
      const auto x = floats_from_bytes(d, from + i);
      hn::StoreU(hn::Mul(hn::Sub(x, mean_lanes), inverse_lanes), d, to + i);
    }
  }
  // Floating-point inputs, which the compiler vectorises, and the last bytes.
  for (; i < n; ++i) to[i] = (static_cast<T>(from[i]) - mean) * inverse;
}

template <typename T, typename In>
void gather_any(std::size_t batch, std::size_t features, const In* inputs, const std::uint32_t* indices,
                double mean, double standard_deviation, T* x, std::size_t ldx) {
  const T mean_t = static_cast<T>(mean);
  const T inverse = static_cast<T>(1.0 / standard_deviation);
  for (std::size_t i = 0; i < batch; ++i)
    normalise_row(features, inputs + std::size_t{indices[i]} * features, mean_t, inverse, x + i * ldx);
}

#define BLASNET_INSTANTIATE(T, In, suffix)                                                         \
  void gather_##suffix(std::size_t batch, std::size_t features, const In* inputs,                  \
                       const std::uint32_t* indices, double mean, double standard_deviation, T* x, \
                       std::size_t ldx) {                                                          \
    gather_any(batch, features, inputs, indices, mean, standard_deviation, x, ldx);                \
  }
BLASNET_INSTANTIATE(float, std::uint8_t, f32_u8)
BLASNET_INSTANTIATE(float, float, f32_f32)
BLASNET_INSTANTIATE(float, double, f32_f64)
BLASNET_INSTANTIATE(double, std::uint8_t, f64_u8)
BLASNET_INSTANTIATE(double, float, f64_f32)
BLASNET_INSTANTIATE(double, double, f64_f64)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

#define BLASNET_DISPATCH(T, In, suffix)                                                          \
  HWY_EXPORT(gather_##suffix);                                                                   \
  template <>                                                                                    \
  void gather<T, In>(std::size_t batch, std::size_t features, const In* inputs,                  \
                     const std::uint32_t* indices, double mean, double standard_deviation, T* x, \
                     std::size_t ldx) {                                                          \
    HWY_DYNAMIC_DISPATCH(gather_##suffix)                                                        \
    (batch, features, inputs, indices, mean, standard_deviation, x, ldx);                        \
  }
BLASNET_DISPATCH(float, std::uint8_t, f32_u8)
BLASNET_DISPATCH(float, float, f32_f32)
BLASNET_DISPATCH(float, double, f32_f64)
BLASNET_DISPATCH(double, std::uint8_t, f64_u8)
BLASNET_DISPATCH(double, float, f64_f32)
BLASNET_DISPATCH(double, double, f64_f64)
#undef BLASNET_DISPATCH

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
