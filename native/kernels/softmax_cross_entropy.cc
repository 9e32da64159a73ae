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
LossSum run(std::size_t rows, std::size_t cols, const T* logits, const std::int32_t* labels, T scale,
            T* gradient) {
  LossSum total{0.0, 0};
  for (std::size_t r = 0; r < rows; ++r) {
    const T* z = logits + r * cols;
    const auto label = static_cast<std::size_t>(labels[r]);
    const std::size_t best = index_of_largest(cols, z);
    const T largest = z[best];
    const T z_label = z[label];  // read before the gradient overwrites it
    T* dz = kBackward ? gradient + r * cols : nullptr;
    const T sum = sum_of_exponentials<kBackward>(cols, z, largest, dz);
    total.loss +=
        std::log(static_cast<double>(sum)) + (static_cast<double>(largest) - static_cast<double>(z_label));
    total.correct += best == label && !std::isnan(sum) ? 1 : 0;
    if constexpr (kBackward) {
      const T factor = scale / sum;
      transform(cols, dz, dz, [=](auto d, auto e) HWY_ATTR { return hn::Mul(e, hn::Set(d, factor)); });
      dz[label] -= scale;
    }
  }
  return total;
}

LossSum forward_f32(std::size_t rows, std::size_t cols, const float* z, const std::int32_t* labels) {
  return run<false, float>(rows, cols, z, labels, 0, nullptr);
}
LossSum forward_f64(std::size_t rows, std::size_t cols, const double* z, const std::int32_t* labels) {
  return run<false, double>(rows, cols, z, labels, 0, nullptr);
}
LossSum backward_f32(std::size_t rows, std::size_t cols, const float* z, const std::int32_t* labels,
                     float scale, float* dz) {
  return run<true>(rows, cols, z, labels, scale, dz);
}
LossSum backward_f64(std::size_t rows, std::size_t cols, const double* z, const std::int32_t* labels,
                     double scale, double* dz) {
  return run<true>(rows, cols, z, labels, scale, dz);
}

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

HWY_EXPORT(forward_f32);
HWY_EXPORT(forward_f64);
HWY_EXPORT(backward_f32);
HWY_EXPORT(backward_f64);

template <>
LossSum softmax_cross_entropy<float>(std::size_t rows, std::size_t cols, const float* logits,
                                     const std::int32_t* labels) {
  return HWY_DYNAMIC_DISPATCH(forward_f32)(rows, cols, logits, labels);
}
template <>
LossSum softmax_cross_entropy<double>(std::size_t rows, std::size_t cols, const double* logits,
                                      const std::int32_t* labels) {
  return HWY_DYNAMIC_DISPATCH(forward_f64)(rows, cols, logits, labels);
}
template <>
LossSum softmax_cross_entropy_backward<float>(std::size_t rows, std::size_t cols, const float* logits,
                                              const std::int32_t* labels, float scale, float* gradient) {
  return HWY_DYNAMIC_DISPATCH(backward_f32)(rows, cols, logits, labels, scale, gradient);
}
template <>
LossSum softmax_cross_entropy_backward<double>(std::size_t rows, std::size_t cols, const double* logits,
                                               const std::int32_t* labels, double scale, double* gradient) {
  return HWY_DYNAMIC_DISPATCH(backward_f64)(rows, cols, logits, labels, scale, gradient);
}

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
