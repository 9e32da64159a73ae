#include "kernels/sgd.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/sgd.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include "kernels/vector_loop-inl.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

template <typename T>
void descend_any(std::size_t n, const T* v, T lr, T* w) {
  transform(n, v, w, w, [=](auto d, auto velocity, auto weight) HWY_ATTR {
    return hn::NegMulAdd(hn::Set(d, lr), velocity, weight);
  });
}

template <typename T>
void sgd_any(std::size_t n, const T* g, T lr, T momentum, T* v, T* w) {
  transform(n, g, v, v, [=](auto d, auto gradient, auto velocity) HWY_ATTR {
    return hn::MulAdd(hn::Set(d, momentum), velocity, gradient);
  });
  descend_any(n, v, lr, w);
}

void descend_f32(std::size_t n, const float* v, float lr, float* w) { descend_any(n, v, lr, w); }
void descend_f64(std::size_t n, const double* v, double lr, double* w) { descend_any(n, v, lr, w); }
void sgd_f32(std::size_t n, const float* g, float lr, float m, float* v, float* w) {
  sgd_any(n, g, lr, m, v, w);
}
void sgd_f64(std::size_t n, const double* g, double lr, double m, double* v, double* w) {
  sgd_any(n, g, lr, m, v, w);
}

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

HWY_EXPORT(descend_f32);
HWY_EXPORT(descend_f64);
HWY_EXPORT(sgd_f32);
HWY_EXPORT(sgd_f64);

template <>
void descend<float>(std::size_t n, const float* v, float lr, float* w) {
  HWY_DYNAMIC_DISPATCH(descend_f32)(n, v, lr, w);
}
template <>
void descend<double>(std::size_t n, const double* v, double lr, double* w) {
  HWY_DYNAMIC_DISPATCH(descend_f64)(n, v, lr, w);
}
template <>
void sgd<float>(std::size_t n, const float* g, float lr, float momentum, float* v, float* w) {
  HWY_DYNAMIC_DISPATCH(sgd_f32)(n, g, lr, momentum, v, w);
}
template <>
void sgd<double>(std::size_t n, const double* g, double lr, double momentum, double* v, double* w) {
  HWY_DYNAMIC_DISPATCH(sgd_f64)(n, g, lr, momentum, v, w);
}

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
