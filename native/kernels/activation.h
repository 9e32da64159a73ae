// Element-wise activation functions and their derivatives.
#pragma once

#include <cstddef>

namespace blasnet::kernels {

enum class Activation {
  kSigmoid,          // 1/(1 + e^−z)
  kImprovedSigmoid,  // 1.7159·tanh(2z/3); LeCun et al., Efficient BackProp, 4.4
  kTanh,
  kRelu,  // max(0, z); derivative 0 at 0
  kIdentity,
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

// dz[i] = dy[i]·f′(z[i]) for i < n, with f′ written in terms of y = f(z).
// dz may be dy or y; otherwise they must not overlap.
template <typename T>
void activate_backward(Activation activation, std::size_t n, const T* y, const T* dy, T* dz);

}  // namespace blasnet::kernels
