#include "kernels/softmax_cross_entropy.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/softmax_cross_entropy.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include <cmath>
#include <limits>

#include "kernels/vector_loop-inl.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

template <typename T>
std::size_t index_of_largest(std::size_t n, const T* values) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < n; ++i)
    if (values[i] > values[best]) best = i;
  return best;
}

// Σ e^(z − largest); with kStore the terms are kept in `terms`, which may be `z`.
template <bool kStore, typename T>
T sum_of_exponentials(std::size_t n, const T* z, T largest, T* terms) {
  const hn::ScalableTag<T> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto shift = hn::Set(d, largest);
  auto sum = hn::Zero(d);
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    const auto e = exp_of_negative(d, hn::Sub(hn::LoadU(d, z + i), shift));
    if constexpr (kStore) hn::StoreU(e, d, terms + i);
    sum = hn::Add(sum, e);
  }
  if (i < n) {
    const auto z_part = load_part(d, z + i, n - i, -std::numeric_limits<T>::infinity());  // e^−∞ adds nothing
    const auto e = exp_of_negative(d, hn::Sub(z_part, shift));
    if constexpr (kStore) store_part(d, e, terms + i, n - i);
    sum = hn::Add(sum, e);
  }
  return hn::GetLane(hn::SumOfLanes(d, sum));
}

template <bool kBackward, typename T>
LossSum run(std::size_t rows, std::size_t cols, const T* logits, std::size_t ldz, const std::int32_t* labels,
            T scale, T* gradient, std::size_t ldg, double* losses) {
  LossSum total{0.0, 0};
  for (std::size_t r = 0; r < rows; ++r) {
    const T* z = logits + r * ldz;
    const auto label = static_cast<std::size_t>(labels[r]);
    const std::size_t best = index_of_largest(cols, z);
    const T largest = z[best];
    const T z_label = z[label];  // read before the gradient overwrites it
    T* dz = kBackward ? gradient + r * ldg : nullptr;
    const T sum = sum_of_exponentials<kBackward>(cols, z, largest, dz);
    const double loss =
        std::log(static_cast<double>(sum)) + (static_cast<double>(largest) - static_cast<double>(z_label));
    total.loss += loss;
    if (losses != nullptr) losses[r] = loss;
    total.correct += best == label && !std::isnan(sum) ? 1 : 0;
    if constexpr (kBackward) {
      const T factor = scale / sum;
      transform(cols, dz, dz, [=](auto d, auto e) HWY_ATTR { return hn::Mul(e, hn::Set(d, factor)); });
      dz[label] -= scale;
    }
  }
  return total;
}

#define BLASNET_INSTANTIATE(T, suffix)                                                                     \
  LossSum forward_##suffix(std::size_t rows, std::size_t cols, const T* z, std::size_t ldz,                \
                           const std::int32_t* labels, double* losses) {                                   \
    return run<false, T>(rows, cols, z, ldz, labels, 0, nullptr, 0, losses);                               \
  }                                                                                                        \
  LossSum backward_##suffix(std::size_t rows, std::size_t cols, const T* z, std::size_t ldz,               \
                            const std::int32_t* labels, T scale, T* dz, std::size_t ldg, double* losses) { \
    return run<true>(rows, cols, z, ldz, labels, scale, dz, ldg, losses);                                  \
  }
BLASNET_INSTANTIATE(float, f32)
BLASNET_INSTANTIATE(double, f64)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

#define BLASNET_DISPATCH(T, suffix)                                                                       \
  HWY_EXPORT(forward_##suffix);                                                                           \
  HWY_EXPORT(backward_##suffix);                                                                          \
  template <>                                                                                             \
  LossSum softmax_cross_entropy<T>(std::size_t rows, std::size_t cols, const T* logits, std::size_t ldz,  \
                                   const std::int32_t* labels, double* losses) {                          \
    return HWY_DYNAMIC_DISPATCH(forward_##suffix)(rows, cols, logits, ldz, labels, losses);               \
  }                                                                                                       \
  template <>                                                                                             \
  LossSum softmax_cross_entropy_backward<T>(std::size_t rows, std::size_t cols, const T* logits,          \
                                            std::size_t ldz, const std::int32_t* labels, T scale,         \
                                            T* gradient, std::size_t ldg, double* losses) {               \
    return HWY_DYNAMIC_DISPATCH(backward_##suffix)(rows, cols, logits, ldz, labels, scale, gradient, ldg, \
                                                   losses);                                               \
  }
BLASNET_DISPATCH(float, f32)
BLASNET_DISPATCH(double, f64)
#undef BLASNET_DISPATCH

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
