#include "kernels/activation.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/activation.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include "kernels/vector_loop-inl.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

struct Sigmoid {
  template <class D, class V>
  static HWY_INLINE V value(D d, V z) {
    return sigmoid(d, z);
  }
  // f′ = y(1 − y)
  template <class D, class V>
  static HWY_INLINE V derivative(D d, V y) {
    return hn::Mul(y, hn::Sub(hn::Set(d, hn::TFromD<D>(1)), y));
  }
};

struct ImprovedSigmoid {
  template <class D, class V>
  static HWY_INLINE V value(D d, V z) {
    using T = hn::TFromD<D>;
    const V scaled = tanh(d, hn::Mul(hn::Set(d, static_cast<T>(kImprovedSigmoidSlope)), z));
    return hn::Mul(hn::Set(d, static_cast<T>(kImprovedSigmoidScale)), scaled);
  }
  // f′ = s·a·(1 − (y/a)²) = s·(a − y²/a) with a = 1.7159, s = 2/3
  template <class D, class V>
  static HWY_INLINE V derivative(D d, V y) {
    using T = hn::TFromD<D>;
    const V at_zero = hn::Set(d, static_cast<T>(kImprovedSigmoidSlope * kImprovedSigmoidScale));
    const V curvature = hn::Set(d, static_cast<T>(kImprovedSigmoidSlope / kImprovedSigmoidScale));
    return hn::NegMulAdd(curvature, hn::Mul(y, y), at_zero);
  }
};

struct Tanh {
  template <class D, class V>
  static HWY_INLINE V value(D d, V z) {
    return tanh(d, z);
  }
  // f′ = 1 − y²
  template <class D, class V>
  static HWY_INLINE V derivative(D d, V y) {
    return hn::NegMulAdd(y, y, hn::Set(d, hn::TFromD<D>(1)));
  }
};

struct Relu {
  // Written with a comparison, not Max, so that NaN passes through.
  template <class D, class V>
  static HWY_INLINE V value(D d, V z) {
    return hn::IfThenElse(hn::Lt(z, hn::Zero(d)), hn::Zero(d), z);
  }
  template <class D, class V>
  static HWY_INLINE V derivative(D d, V y) {
    return hn::IfThenElseZero(hn::Gt(y, hn::Zero(d)), hn::Set(d, hn::TFromD<D>(1)));
  }
};

struct Identity {
  template <class D, class V>
  static HWY_INLINE V value(D, V z) {
    return z;
  }
  template <class D, class V>
  static HWY_INLINE V derivative(D d, V) {
    return hn::Set(d, hn::TFromD<D>(1));
  }
};

template <class F, typename T>
void forward(std::size_t n, const T* z, T* y) {
  transform(n, z, y, [](auto d, auto v) HWY_ATTR { return F::value(d, v); });
}

template <class F, typename T>
void forward_rows(std::size_t rows, std::size_t cols, const T* bias, T* z, std::size_t ldz) {
  for (std::size_t r = 0; r < rows; ++r) {
    T* row = z + r * ldz;
    if (bias == nullptr) {
      forward<F>(cols, row, row);
      continue;
    }
    transform(cols, row, bias, row,
              [](auto d, auto v, auto b) HWY_ATTR { return F::value(d, hn::Add(v, b)); });
  }
}

template <class F, typename T>
void backward(std::size_t n, const T* y, const T* dy, T* dz) {
  transform(n, y, dy, dz,
            [](auto d, auto value, auto slope) HWY_ATTR { return hn::Mul(slope, F::derivative(d, value)); });
}

// Calls `f` with the functions of `activation` as its type.
template <class F>
HWY_INLINE void with_functions(Activation activation, const F& f) {
  switch (activation) {
    case Activation::kSigmoid:
      return f(Sigmoid{});
    case Activation::kImprovedSigmoid:
      return f(ImprovedSigmoid{});
    case Activation::kTanh:
      return f(Tanh{});
    case Activation::kRelu:
      return f(Relu{});
    case Activation::kIdentity:
      return f(Identity{});
  }
}

template <typename T>
void activate_any(Activation activation, std::size_t n, const T* z, T* y) {
  with_functions(activation, [=](auto functions) { forward<decltype(functions)>(n, z, y); });
}

template <typename T>
void add_bias_and_activate_any(Activation activation, std::size_t rows, std::size_t cols, const T* bias, T* z,
                               std::size_t ldz) {
  with_functions(activation,
                 [=](auto functions) { forward_rows<decltype(functions)>(rows, cols, bias, z, ldz); });
}

template <typename T>
void activate_backward_any(Activation activation, std::size_t n, const T* y, const T* dy, T* dz) {
  with_functions(activation, [=](auto functions) { backward<decltype(functions)>(n, y, dy, dz); });
}

// Highway's dispatch table holds plain functions, so each element type has its own name.
#define BLASNET_INSTANTIATE(T, suffix)                                                                    \
  void activate_##suffix(Activation a, std::size_t n, const T* z, T* y) { activate_any(a, n, z, y); }     \
  void add_bias_and_activate_##suffix(Activation a, std::size_t rows, std::size_t cols, const T* b, T* z, \
                                      std::size_t ldz) {                                                  \
    add_bias_and_activate_any(a, rows, cols, b, z, ldz);                                                  \
  }                                                                                                       \
  void activate_backward_##suffix(Activation a, std::size_t n, const T* y, const T* dy, T* dz) {          \
    activate_backward_any(a, n, y, dy, dz);                                                               \
  }
BLASNET_INSTANTIATE(float, f32)
BLASNET_INSTANTIATE(double, f64)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

#define BLASNET_DISPATCH(T, suffix)                                                                       \
  HWY_EXPORT(activate_##suffix);                                                                          \
  HWY_EXPORT(add_bias_and_activate_##suffix);                                                             \
  HWY_EXPORT(activate_backward_##suffix);                                                                 \
  template <>                                                                                             \
  void activate<T>(Activation activation, std::size_t n, const T* z, T* y) {                              \
    HWY_DYNAMIC_DISPATCH(activate_##suffix)(activation, n, z, y);                                         \
  }                                                                                                       \
  template <>                                                                                             \
  void add_bias_and_activate<T>(Activation activation, std::size_t rows, std::size_t cols, const T* bias, \
                                T* z, std::size_t ldz) {                                                  \
    HWY_DYNAMIC_DISPATCH(add_bias_and_activate_##suffix)(activation, rows, cols, bias, z, ldz);           \
  }                                                                                                       \
  template <>                                                                                             \
  void activate_backward<T>(Activation activation, std::size_t n, const T* y, const T* dy, T* dz) {       \
    HWY_DYNAMIC_DISPATCH(activate_backward_##suffix)(activation, n, y, dy, dz);                           \
  }
BLASNET_DISPATCH(float, f32)
BLASNET_DISPATCH(double, f64)
#undef BLASNET_DISPATCH

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
