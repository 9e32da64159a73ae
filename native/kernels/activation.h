// Element-wise activation functions and their derivatives.
#pragma once

#include <cstddef>

namespace blasnet::kernels {

// Which function, and its parameter where it has one. Converts from the kind, with the parameter's default.
struct Activation {
  enum Kind {
    kSigmoid,          // 1/(1 + e^−z)
    kImprovedSigmoid,  // 1.7159·tanh(2z/3); LeCun et al., Efficient BackProp, 4.4
    kTanh,
    kRelu,       // max(0, z); derivative 0 at 0
    kLeakyRelu,  // z for z > 0, else parameter·z; parameter in [0, 1], default 0.01. Maas et al. 2013
    kElu,        // z for z > 0, else parameter·(e^z − 1); parameter > 0, default 1. Clevert et al. 2016
    kGelu,       // z·Φ(z), Φ(z) = (1 + erf(z/√2))/2; Hendrycks and Gimpel 2016
    kSilu,       // z/(1 + e^−z); Elfwing et al. 2018
    kSoftplus,   // log(1 + e^z); Dugas et al. 2001
    kIdentity,
  };

  constexpr Activation(Kind k) : Activation(k, default_parameter(k)) {}
  constexpr Activation(Kind k, double p) : kind(k), parameter(p) {}

  static constexpr double default_parameter(Kind k) { return k == kLeakyRelu ? 0.01 : k == kElu ? 1.0 : 0.0; }

  // Whether f′ cannot be had from y = f(z) alone: the backward pass needs z then.
  constexpr bool derives_from_input() const { return kind == kGelu || kind == kSilu; }

  Kind kind;
  double parameter;
};

inline constexpr double kImprovedSigmoidScale = 1.7159;
inline constexpr double kImprovedSigmoidSlope = 2.0 / 3.0;

// y[i] = f(z[i]) for i < n. y may be z; otherwise they must not overlap. NaN in gives NaN out.
template <typename T>
void activate(Activation activation, std::size_t n, const T* z, T* y);

// z[r, c] ← f(z[r, c] + bias[c]) on a [rows, cols] matrix with rows ldz apart. bias: [cols], or null for
// none.
template <typename T>
void add_bias_and_activate(Activation activation, std::size_t rows, std::size_t cols, const T* bias, T* z,
                           std::size_t ldz);

// dz[i] = dy[i]·f′ for i < n. saved: what f′ is had from, z where activation.derives_from_input() and y =
// f(z) elsewhere, times saved_scale (dropout has divided y). dz may be dy or saved; otherwise they must not
// overlap.
template <typename T>
void activate_backward(Activation activation, std::size_t n, const T* saved, const T* dy, T* dz,
                       T saved_scale = T(1));

}  // namespace blasnet::kernels
