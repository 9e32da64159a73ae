// Per-target functions of the exponential that keep NaN.
#if defined(BLASNET_KERNELS_VECTOR_MATH_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef BLASNET_KERNELS_VECTOR_MATH_INL_H_
#undef BLASNET_KERNELS_VECTOR_MATH_INL_H_
#else
#define BLASNET_KERNELS_VECTOR_MATH_INL_H_
#endif

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// e^x for x ≤ 0. Highway's own turns NaN into 0, which would hide a diverged network.
template <class D, class V = hn::VFromD<D>>
HWY_INLINE V exp_of_negative(D d, V x) {
  return hn::IfThenElse(hn::IsNaN(x), x, hn::Exp(d, x));
}

// tanh(x) = sign(x)·(−m)/(2 + m) with m = e^(−2|x|) − 1 in (−1, 0]: no overflow, no cancellation near 0.
template <class D, class V = hn::VFromD<D>>
HWY_INLINE V tanh(D d, V x) {
  using T = hn::TFromD<D>;
  const V m = hn::Expm1(d, hn::Mul(hn::Set(d, T(-2)), hn::Abs(x)));
  const V magnitude = hn::Div(hn::Neg(m), hn::Add(hn::Set(d, T(2)), m));
  return hn::IfThenElse(hn::IsNaN(x), x, hn::CopySign(magnitude, x));
}

// 1/(1 + e^−x), computed from e^−|x| so that nothing overflows and small values keep their relative
// precision.
template <class D, class V = hn::VFromD<D>>
HWY_INLINE V sigmoid(D d, V x) {
  using T = hn::TFromD<D>;
  const V one = hn::Set(d, T(1));
  const V e = exp_of_negative(d, hn::Neg(hn::Abs(x)));
  const V numerator = hn::IfThenElse(hn::Lt(x, hn::Zero(d)), e, one);
  return hn::Div(numerator, hn::Add(one, e));
}

// log(1 + e^x) = max(0, x) + log(1 + e^−|x|): nothing overflows, and both tails keep their relative
// precision.
template <class D, class V = hn::VFromD<D>>
HWY_INLINE V softplus(D d, V x) {
  const V e = exp_of_negative(d, hn::Neg(hn::Abs(x)));
  const V sum = hn::Add(hn::Max(x, hn::Zero(d)), hn::Log1p(d, e));
  return hn::IfThenElse(hn::IsNaN(x), x, sum);
}

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
