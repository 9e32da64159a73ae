#include "kernels/optimizers.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/optimizers.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include <cmath>
#include <limits>
#include <type_traits>

#include "kernels/vector_loop-inl.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

// a/b for b = √v + ε, to at most 2 units in the last place. A reciprocal and one Newton step in place of Div
// take Adam, RMSprop and AdaGrad on 50,000 floats from 11.3, 11.3 and 11.3 to 9.9, 9.2 and 8.3 µs under AVX2,
// and from 6.7, 5.8 and 5.7 to 6.7, 4.6 and 4.2 under AVX-512; on 1.3 million all wait for memory, Adam for
// 340 µs (EPYC 9005). A reciprocal square root in place of Sqrt as well is slower: Adam takes 13.4 and 6.9
// µs.
template <class D, class V = hn::VFromD<D>>
HWY_INLINE V quotient([[maybe_unused]] D d, V a, V b) {
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX2
  if constexpr (std::is_same_v<hn::TFromD<D>, float>) {
    // Not infinity, whose product with its reciprocal is NaN; Min returns its second argument when that is
    // NaN.
    const V divisor = hn::Min(hn::Set(d, std::numeric_limits<float>::max()), b);
    const V reciprocal = hn::ApproximateReciprocal(divisor);
    const V estimate = hn::Mul(a, reciprocal);
    return hn::MulAdd(hn::NegMulAdd(divisor, estimate, a), reciprocal, estimate);
  } else {
    return hn::Div(a, b);
  }
#else
  return hn::Div(a, b);
#endif
}

// f(d, g[i], v) with v[k] = arrays[k][i], of which f changes what it likes: read once, written once.
template <std::size_t kArrays, typename T, class F>
HWY_INLINE void update_arrays(std::size_t n, const T* g, T* const (&arrays)[kArrays], const F& f) {
  const hn::ScalableTag<T> d;
  const std::size_t lanes = hn::Lanes(d);
  hn::Vec<decltype(d)> v[kArrays];
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) {
#pragma GCC unroll 4
    for (std::size_t k = 0; k < kArrays; ++k) v[k] = hn::LoadU(d, arrays[k] + i);
    f(d, hn::LoadU(d, g + i), v);
#pragma GCC unroll 4
    for (std::size_t k = 0; k < kArrays; ++k) hn::StoreU(v[k], d, arrays[k] + i);
  }
  if (i < n) {
    const std::size_t rest = n - i;
#pragma GCC unroll 4
    for (std::size_t k = 0; k < kArrays; ++k) v[k] = load_part(d, arrays[k] + i, rest, T(1));
    f(d, load_part(d, g + i, rest, T(1)), v);
#pragma GCC unroll 4
    for (std::size_t k = 0; k < kArrays; ++k) store_part(d, v[k], arrays[k] + i, rest);
  }
}

// What every optimizer does before its own: g′, unless it is g, and the decoupled decay.
template <bool kPrepares, bool kDecays, typename T>
struct Common {
  explicit Common(const UpdateCommon& update)
      : scale(static_cast<T>(update.scale)),
        l2(static_cast<T>(update.l2)),
        shrinkage(static_cast<T>(update.learning_rate * update.decay)) {}

  template <class D, class V>
  HWY_INLINE V gradient(D d, V g, V w) const {
    if constexpr (kPrepares) return hn::MulAdd(hn::Set(d, l2), w, hn::Mul(hn::Set(d, scale), g));
    return g;
  }
  template <class D, class V>
  HWY_INLINE V shrink(D d, V w) const {
    if constexpr (kDecays) return hn::NegMulAdd(hn::Set(d, shrinkage), w, w);
    return w;
  }

  T scale, l2, shrinkage;
};

// Calls f with the Common of the options that are in use: what is not costs nothing.
template <typename T, class F>
HWY_INLINE void with_common(const UpdateCommon& update, const F& f) {
  const bool prepares = update.scale != 1 || update.l2 != 0;
  const bool decays = update.decay != 0;
  if (prepares && decays) return f(Common<true, true, T>(update));
  if (prepares) return f(Common<true, false, T>(update));
  if (decays) return f(Common<false, true, T>(update));
  f(Common<false, false, T>(update));
}

template <typename T, class C>
void sgd_step(std::size_t n, const SgdUpdate& update, C common, const T* g, T* v, T* w) {
  const T lr = static_cast<T>(update.learning_rate);
  const T momentum = static_cast<T>(update.momentum);
  const auto descend = [=](auto d, auto step, auto weight)
                           HWY_ATTR { return hn::NegMulAdd(hn::Set(d, lr), step, common.shrink(d, weight)); };
  if (v == nullptr) {
    update_arrays<1, T>(n, g, {w}, [=](auto d, auto gradient, auto* a) HWY_ATTR {
      a[0] = descend(d, common.gradient(d, gradient, a[0]), a[0]);
    });
  } else if (update.nesterov) {
    update_arrays<2, T>(n, g, {v, w}, [=](auto d, auto gradient, auto* a) HWY_ATTR {
      const auto slope = common.gradient(d, gradient, a[1]);
      a[0] = hn::MulAdd(hn::Set(d, momentum), a[0], slope);
      a[1] = descend(d, hn::MulAdd(hn::Set(d, momentum), a[0], slope), a[1]);
    });
  } else {
    update_arrays<2, T>(n, g, {v, w}, [=](auto d, auto gradient, auto* a) HWY_ATTR {
      a[0] = hn::MulAdd(hn::Set(d, momentum), a[0], common.gradient(d, gradient, a[1]));
      a[1] = descend(d, a[0], a[1]);
    });
  }
}

// `s`, `a` and `v` are where these stand among the arrays, the last of which is w; 0 where there is none.
template <bool kCentered, bool kMomentum, typename T, class C>
struct RmspropStep {
  static constexpr std::size_t kMeanAt = 1;
  static constexpr std::size_t kVelocityAt = kCentered ? 2 : 1;
  static constexpr std::size_t kWeightAt = 1 + kCentered + kMomentum;

  RmspropStep(const RmspropUpdate& update, C common_)
      : common(common_),
        lr(static_cast<T>(update.learning_rate)),
        rho(static_cast<T>(update.rho)),
        rest(static_cast<T>(1 - update.rho)),
        epsilon(static_cast<T>(update.epsilon)),
        momentum(static_cast<T>(update.momentum)) {}

  template <class D, class V>
  HWY_INLINE void operator()(D d, V g, V* a) const {
    const V slope = common.gradient(d, g, a[kWeightAt]);
    const V part = hn::Mul(hn::Set(d, rest), slope);
    a[0] = hn::MulAdd(hn::Set(d, rho), a[0], hn::Mul(part, slope));
    V variance = a[0];
    if constexpr (kCentered) {
      a[kMeanAt] = hn::MulAdd(hn::Set(d, rho), a[kMeanAt], part);
      variance = hn::NegMulAdd(a[kMeanAt], a[kMeanAt], variance);
      // A comparison, not Max, so that NaN passes through.
      variance = hn::IfThenElse(hn::Lt(variance, hn::Zero(d)), hn::Zero(d), variance);
    }
    V step = quotient(d, slope, hn::Add(hn::Sqrt(variance), hn::Set(d, epsilon)));
    if constexpr (kMomentum) step = a[kVelocityAt] = hn::MulAdd(hn::Set(d, momentum), a[kVelocityAt], step);
    a[kWeightAt] = hn::NegMulAdd(hn::Set(d, lr), step, common.shrink(d, a[kWeightAt]));
  }

  C common;
  T lr, rho, rest, epsilon, momentum;
};

template <typename T, class C>
void rmsprop_step(std::size_t n, const RmspropUpdate& update, C common, const T* g, T* s, T* a, T* v, T* w) {
  if (a != nullptr && v != nullptr) {
    update_arrays<4, T>(n, g, {s, a, v, w}, RmspropStep<true, true, T, C>(update, common));
  } else if (a != nullptr) {
    update_arrays<3, T>(n, g, {s, a, w}, RmspropStep<true, false, T, C>(update, common));
  } else if (v != nullptr) {
    update_arrays<3, T>(n, g, {s, v, w}, RmspropStep<false, true, T, C>(update, common));
  } else {
    update_arrays<2, T>(n, g, {s, w}, RmspropStep<false, false, T, C>(update, common));
  }
}

// The corrections are taken out of the loop (Kingma and Ba 2015, end of section 2):
// α/c₁·m/(√v/√c₂ + ε) = α·√c₂/c₁·m/(√v + ε·√c₂).
template <bool kAmsgrad, typename T, class C>
struct AdamStep {
  static constexpr std::size_t kWeightAt = kAmsgrad ? 3 : 2;

  AdamStep(const AdamUpdate& update, C common_)
      : common(common_),
        lr(static_cast<T>(update.learning_rate * std::sqrt(update.correction2) / update.correction1)),
        beta1(static_cast<T>(update.beta1)),
        rest1(static_cast<T>(1 - update.beta1)),
        beta2(static_cast<T>(update.beta2)),
        rest2(static_cast<T>(1 - update.beta2)),
        epsilon(static_cast<T>(update.epsilon * std::sqrt(update.correction2))) {}

  template <class D, class V>
  HWY_INLINE void operator()(D d, V g, V* a) const {
    const V slope = common.gradient(d, g, a[kWeightAt]);
    a[0] = hn::MulAdd(hn::Set(d, beta1), a[0], hn::Mul(hn::Set(d, rest1), slope));
    a[1] = hn::MulAdd(hn::Set(d, beta2), a[1], hn::Mul(hn::Mul(hn::Set(d, rest2), slope), slope));
    V variance = a[1];
    if constexpr (kAmsgrad) {
      // NaN of v stays, with a comparison and not Max; h has none before v has.
      variance = a[2] = hn::IfThenElse(hn::Gt(a[2], variance), a[2], variance);
    }
    const V step = quotient(d, a[0], hn::Add(hn::Sqrt(variance), hn::Set(d, epsilon)));
    a[kWeightAt] = hn::NegMulAdd(hn::Set(d, lr), step, common.shrink(d, a[kWeightAt]));
  }

  C common;
  T lr, beta1, rest1, beta2, rest2, epsilon;
};

template <typename T, class C>
void adam_step(std::size_t n, const AdamUpdate& update, C common, const T* g, T* m, T* v, T* h, T* w) {
  if (h != nullptr) {
    update_arrays<4, T>(n, g, {m, v, h, w}, AdamStep<true, T, C>(update, common));
  } else {
    update_arrays<3, T>(n, g, {m, v, w}, AdamStep<false, T, C>(update, common));
  }
}

template <typename T, class C>
void adagrad_step(std::size_t n, const AdagradUpdate& update, C common, const T* g, T* s, T* w) {
  const T lr = static_cast<T>(update.learning_rate);
  const T epsilon = static_cast<T>(update.epsilon);
  update_arrays<2, T>(n, g, {s, w}, [=](auto d, auto gradient, auto* a) HWY_ATTR {
    const auto slope = common.gradient(d, gradient, a[1]);
    a[0] = hn::MulAdd(slope, slope, a[0]);
    const auto step = quotient(d, slope, hn::Add(hn::Sqrt(a[0]), hn::Set(d, epsilon)));
    a[1] = hn::NegMulAdd(hn::Set(d, lr), step, common.shrink(d, a[1]));
  });
}

// Highway's dispatch table holds plain functions, so each element type has its own name.
#define BLASNET_INSTANTIATE(T, suffix)                                                                     \
  void sgd_update_##suffix(std::size_t n, const SgdUpdate& update, const T* g, T* v, T* w) {               \
    with_common<T>(update, [&](auto common) { sgd_step(n, update, common, g, v, w); });                    \
  }                                                                                                        \
  void rmsprop_update_##suffix(std::size_t n, const RmspropUpdate& update, const T* g, T* s, T* a, T* v,   \
                               T* w) {                                                                     \
    with_common<T>(update, [&](auto common) { rmsprop_step(n, update, common, g, s, a, v, w); });          \
  }                                                                                                        \
  void adam_update_##suffix(std::size_t n, const AdamUpdate& update, const T* g, T* m, T* v, T* h, T* w) { \
    with_common<T>(update, [&](auto common) { adam_step(n, update, common, g, m, v, h, w); });             \
  }                                                                                                        \
  void adagrad_update_##suffix(std::size_t n, const AdagradUpdate& update, const T* g, T* s, T* w) {       \
    with_common<T>(update, [&](auto common) { adagrad_step(n, update, common, g, s, w); });                \
  }
BLASNET_INSTANTIATE(float, f32)
BLASNET_INSTANTIATE(double, f64)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

#define BLASNET_DISPATCH(T, suffix)                                                                        \
  HWY_EXPORT(sgd_update_##suffix);                                                                         \
  HWY_EXPORT(rmsprop_update_##suffix);                                                                     \
  HWY_EXPORT(adam_update_##suffix);                                                                        \
  HWY_EXPORT(adagrad_update_##suffix);                                                                     \
  template <>                                                                                              \
  void sgd_update<T>(std::size_t n, const SgdUpdate& update, const T* g, T* v, T* w) {                     \
    HWY_DYNAMIC_DISPATCH(sgd_update_##suffix)(n, update, g, v, w);                                         \
  }                                                                                                        \
  template <>                                                                                              \
  void rmsprop_update<T>(std::size_t n, const RmspropUpdate& update, const T* g, T* s, T* a, T* v, T* w) { \
    HWY_DYNAMIC_DISPATCH(rmsprop_update_##suffix)(n, update, g, s, a, v, w);                               \
  }                                                                                                        \
  template <>                                                                                              \
  void adam_update<T>(std::size_t n, const AdamUpdate& update, const T* g, T* m, T* v, T* h, T* w) {       \
    HWY_DYNAMIC_DISPATCH(adam_update_##suffix)(n, update, g, m, v, h, w);                                  \
  }                                                                                                        \
  template <>                                                                                              \
  void adagrad_update<T>(std::size_t n, const AdagradUpdate& update, const T* g, T* s, T* w) {             \
    HWY_DYNAMIC_DISPATCH(adagrad_update_##suffix)(n, update, g, s, w);                                     \
  }
BLASNET_DISPATCH(float, f32)
BLASNET_DISPATCH(double, f64)
#undef BLASNET_DISPATCH

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
