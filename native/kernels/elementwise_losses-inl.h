// Per-target losses of single elements: `evaluate` gives l(z, t) and ∂l/∂z of a vector. NaN in z makes both
// NaN.
#if defined(BLASNET_KERNELS_ELEMENTWISE_LOSSES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef BLASNET_KERNELS_ELEMENTWISE_LOSSES_INL_H_
#undef BLASNET_KERNELS_ELEMENTWISE_LOSSES_INL_H_
#else
#define BLASNET_KERNELS_ELEMENTWISE_LOSSES_INL_H_
#endif

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

struct BinaryCrossEntropy {
  // p·t·log(1 + e^−z) + (1 − t)·log(1 + e^z), the formula without what cancels, from log(1 + e^−|z|):
  // (p·t + 1 − t)·log(1 + e^−|z|) + p·t·max(0, −z) + (1 − t)·max(0, z). ∂l/∂z = (1 − t)·s(z) − p·t·s(−z) with
  // s the sigmoid.
  template <class D, class V>
  HWY_INLINE void evaluate(D d, V z, V t, V weight, V& value, V& slope) const {
    using T = hn::TFromD<D>;
    const V one = hn::Set(d, T(1));
    const V positive = hn::Mul(weight, t);
    const V negative = hn::Sub(one, t);
    const V a = hn::Abs(z);
    const V e = exp_of_negative(d, hn::Neg(a));  // keeps NaN, and everything below has it
    const auto below = hn::Lt(z, hn::Zero(d));
    value = hn::MulAdd(hn::Add(positive, negative), hn::Log1p(d, e),
                       hn::Mul(hn::IfThenElse(below, positive, negative), a));
    const V larger = hn::Div(one, hn::Add(one, e));  // s(|z|)
    const V smaller = hn::Mul(e, larger);            // s(−|z|)
    slope = hn::Sub(hn::Mul(negative, hn::IfThenElse(below, smaller, larger)),
                    hn::Mul(positive, hn::IfThenElse(below, larger, smaller)));
  }
};

struct SquaredError {
  template <class D, class V>
  HWY_INLINE void evaluate(D, V z, V t, V, V& value, V& slope) const {
    const V error = hn::Sub(z, t);
    value = hn::Mul(error, error);
    slope = hn::Add(error, error);
  }
};

template <typename T>
struct Huber {
  T delta;

  template <class D, class V>
  HWY_INLINE void evaluate(D d, V z, V t, V, V& value, V& slope) const {
    const V limit = hn::Set(d, delta);
    const V half = hn::Set(d, T(0.5));
    const V error = hn::Sub(z, t);
    const V a = hn::Abs(error);
    const auto far = hn::Gt(a, limit);  // not where the error is NaN, which passes
    value = hn::IfThenElse(far, hn::Mul(limit, hn::NegMulAdd(half, limit, a)),
                           hn::Mul(hn::Mul(half, error), error));
    slope = hn::IfThenElse(far, hn::CopySign(limit, error), error);
  }
};

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
