// Per-target activation functions: an object a kind, with its parameter. `value` is f(z); `derivative` is f′
// from what Activation::derives_from_input says, z or y = f(z).
#if defined(BLASNET_KERNELS_ACTIVATION_FUNCTIONS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef BLASNET_KERNELS_ACTIVATION_FUNCTIONS_INL_H_
#undef BLASNET_KERNELS_ACTIVATION_FUNCTIONS_INL_H_
#else
#define BLASNET_KERNELS_ACTIVATION_FUNCTIONS_INL_H_
#endif

#include <hwy/highway.h>

#include <numbers>

#include "kernels/activation.h"
#include "kernels/normal_tail-inl.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

struct Sigmoid {
  template <class D, class V>
  HWY_INLINE V value(D d, V z) const {
    return sigmoid(d, z);
  }
  // f′ = y(1 − y)
  template <class D, class V>
  HWY_INLINE V derivative(D d, V y) const {
    return hn::Mul(y, hn::Sub(hn::Set(d, hn::TFromD<D>(1)), y));
  }
};

struct ImprovedSigmoid {
  template <class D, class V>
  HWY_INLINE V value(D d, V z) const {
    using T = hn::TFromD<D>;
    const V scaled = tanh(d, hn::Mul(hn::Set(d, static_cast<T>(kImprovedSigmoidSlope)), z));
    return hn::Mul(hn::Set(d, static_cast<T>(kImprovedSigmoidScale)), scaled);
  }
  // f′ = s·a·(1 − (y/a)²) = s·(a − y²/a) with a = 1.7159, s = 2/3
  template <class D, class V>
  HWY_INLINE V derivative(D d, V y) const {
    using T = hn::TFromD<D>;
    const V at_zero = hn::Set(d, static_cast<T>(kImprovedSigmoidSlope * kImprovedSigmoidScale));
    const V curvature = hn::Set(d, static_cast<T>(kImprovedSigmoidSlope / kImprovedSigmoidScale));
    return hn::NegMulAdd(curvature, hn::Mul(y, y), at_zero);
  }
};

struct Tanh {
  template <class D, class V>
  HWY_INLINE V value(D d, V z) const {
    return tanh(d, z);
  }
  // f′ = 1 − y²
  template <class D, class V>
  HWY_INLINE V derivative(D d, V y) const {
    return hn::NegMulAdd(y, y, hn::Set(d, hn::TFromD<D>(1)));
  }
};

struct Relu {
  // Written with a comparison, not Max, so that NaN passes through.
  template <class D, class V>
  HWY_INLINE V value(D d, V z) const {
    return hn::IfThenElse(hn::Lt(z, hn::Zero(d)), hn::Zero(d), z);
  }
  template <class D, class V>
  HWY_INLINE V derivative(D d, V y) const {
    return hn::IfThenElseZero(hn::Gt(y, hn::Zero(d)), hn::Set(d, hn::TFromD<D>(1)));
  }
};

template <typename T>
struct LeakyRelu {
  T slope;  // above 0: 0·−∞ would be NaN

  template <class D, class V>
  HWY_INLINE V value(D d, V z) const {
    return hn::IfThenElse(hn::Lt(z, hn::Zero(d)), hn::Mul(hn::Set(d, slope), z), z);
  }
  // y has the sign of z.
  template <class D, class V>
  HWY_INLINE V derivative(D d, V y) const {
    return hn::IfThenElse(hn::Gt(y, hn::Zero(d)), hn::Set(d, T(1)), hn::Set(d, slope));
  }
};

template <typename T>
struct Elu {
  T alpha;

  template <class D, class V>
  HWY_INLINE V value(D d, V z) const {
    const V negative = hn::Mul(hn::Set(d, alpha), hn::Expm1(d, hn::Neg(hn::Abs(z))));
    return hn::IfThenElse(hn::Lt(z, hn::Zero(d)), negative, z);
  }
  // f′ = α·e^z = y + α below 0
  template <class D, class V>
  HWY_INLINE V derivative(D d, V y) const {
    return hn::IfThenElse(hn::Gt(y, hn::Zero(d)), hn::Set(d, T(1)), hn::Add(y, hn::Set(d, alpha)));
  }
};

struct Gelu {
  // z·Φ(z) = max(0, z) − |z|·Φ(−|z|), in which nothing cancels
  template <class D, class V>
  HWY_INLINE V value(D d, V z) const {
    const V a = distance_in_normal(d, z);
    const V y = hn::Sub(hn::Max(z, hn::Zero(d)), times_gaussian(d, a, hn::Mul(a, tail_ratio(d, a))));
    return hn::IfThenElse(hn::IsNaN(z), z, y);
  }
  // f′ = Φ(z) + z·φ(z) with φ(z) = e^(−z²/2)/√(2π); f′(−a) = Φ(−a) − a·φ(a), f′(a) = 1 − f′(−a)
  template <class D, class V>
  HWY_INLINE V derivative(D d, V z) const {
    using T = hn::TFromD<D>;
    constexpr double kDensityAtZero = std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    const V a = distance_in_normal(d, z);
    const V of_negative =
        times_gaussian(d, a, hn::NegMulAdd(hn::Set(d, static_cast<T>(kDensityAtZero)), a, tail_ratio(d, a)));
    const V slope =
        hn::IfThenElse(hn::Lt(z, hn::Zero(d)), of_negative, hn::Sub(hn::Set(d, T(1)), of_negative));
    return hn::IfThenElse(hn::IsNaN(z), z, slope);
  }
};

struct Silu {
  // Where the sigmoid is 0, its product with z is too, also at −∞.
  template <class D, class V>
  HWY_INLINE V value(D d, V z) const {
    const V s = sigmoid(d, z);
    return hn::IfThenElse(hn::Eq(s, hn::Zero(d)), s, hn::Mul(z, s));
  }
  // f′ = s(z)·(1 + z·s(−z)) with s the sigmoid
  template <class D, class V>
  HWY_INLINE V derivative(D d, V z) const {
    using T = hn::TFromD<D>;
    const V one = hn::Set(d, T(1));
    const V far = hn::Set(d, T(1000));  // e^−1000 = 0; 0·∞ would be NaN
    const V a = hn::Min(hn::Abs(z), far);
    const V e = hn::Exp(d, hn::Neg(a));
    const V larger = hn::Div(one, hn::Add(one, e));  // s(a)
    const V smaller = hn::Mul(e, larger);            // s(−a)
    const V slope = hn::IfThenElse(hn::Lt(z, hn::Zero(d)), hn::Mul(smaller, hn::NegMulAdd(a, larger, one)),
                                   hn::Mul(larger, hn::MulAdd(a, smaller, one)));
    return hn::IfThenElse(hn::IsNaN(z), z, slope);
  }
};

struct Softplus {
  template <class D, class V>
  HWY_INLINE V value(D d, V z) const {
    return softplus(d, z);
  }
  // f′ = 1/(1 + e^−z) = 1 − e^−y
  template <class D, class V>
  HWY_INLINE V derivative(D d, V y) const {
    return hn::IfThenElse(hn::IsNaN(y), y, hn::Neg(hn::Expm1(d, hn::Neg(y))));
  }
};

struct Identity {
  template <class D, class V>
  HWY_INLINE V value(D, V z) const {
    return z;
  }
  template <class D, class V>
  HWY_INLINE V derivative(D d, V) const {
    return hn::Set(d, hn::TFromD<D>(1));
  }
};

// Calls `f` with the functions of `activation` for elements of type T.
template <typename T, class F>
HWY_INLINE void with_functions(Activation activation, const F& f) {
  const auto parameter = static_cast<T>(activation.parameter);
  switch (activation.kind) {
    case Activation::kSigmoid:
      return f(Sigmoid{});
    case Activation::kImprovedSigmoid:
      return f(ImprovedSigmoid{});
    case Activation::kTanh:
      return f(Tanh{});
    case Activation::kRelu:
      return f(Relu{});
    case Activation::kLeakyRelu:
      return parameter == T(0) ? f(Relu{}) : f(LeakyRelu<T>{parameter});
    case Activation::kElu:
      return f(Elu<T>{parameter});
    case Activation::kGelu:
      return f(Gelu{});
    case Activation::kSilu:
      return f(Silu{});
    case Activation::kSoftplus:
      return f(Softplus{});
    case Activation::kIdentity:
      return f(Identity{});
  }
}

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
