// The naive twins: each kernel as its formula reads, for tests to compare with. No speed, no tricks.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>

#include "kernels/activation.h"
#include "kernels/gemm.h"
#include "kernels/softmax_cross_entropy.h"

namespace blasnet::kernels::naive {

template <typename T>
void gemm(Transpose transpose_a, Transpose transpose_b, int M, int N, int K, T alpha, const T* A, int lda,
          const T* B, int ldb, T beta, T* C, int ldc) {
  const auto at = [](const T* m, int ld, Transpose t, int row, int col) {
    const auto r = static_cast<std::size_t>(t == Transpose::kYes ? col : row);
    const auto c = static_cast<std::size_t>(t == Transpose::kYes ? row : col);
    return m[r * static_cast<std::size_t>(ld) + c];
  };
  for (int i = 0; i < M; ++i) {
    for (int j = 0; j < N; ++j) {
      T sum = 0;
      for (int k = 0; k < K; ++k) sum += at(A, lda, transpose_a, i, k) * at(B, ldb, transpose_b, k, j);
      T& c = C[static_cast<std::size_t>(i) * static_cast<std::size_t>(ldc) + static_cast<std::size_t>(j)];
      c = beta == T(0) ? alpha * sum : alpha * sum + beta * c;
    }
  }
}

// Φ(z), with relative precision at both ends
template <typename T>
T normal_probability(T z) {
  return std::erfc(-z / std::numbers::sqrt2_v<T>) / T(2);
}

template <typename T>
T value(Activation activation, T z) {
  const auto parameter = static_cast<T>(activation.parameter);
  switch (activation.kind) {
    case Activation::kSigmoid:
      return T(1) / (T(1) + std::exp(-z));
    case Activation::kImprovedSigmoid:
      return static_cast<T>(kImprovedSigmoidScale) * std::tanh(static_cast<T>(kImprovedSigmoidSlope) * z);
    case Activation::kTanh:
      return std::tanh(z);
    case Activation::kRelu:
      return z < T(0) ? T(0) : z;
    case Activation::kLeakyRelu:
      return z < T(0) && parameter == T(0) ? T(0) : z > T(0) ? z : parameter * z;  // not 0·−∞
    case Activation::kElu:
      return z > T(0) ? z : parameter * std::expm1(z);
    case Activation::kGelu:
      return z == -std::numeric_limits<T>::infinity() ? T(0) : z * normal_probability(z);
    case Activation::kSilu:
      return z == -std::numeric_limits<T>::infinity() ? T(0) : z / (T(1) + std::exp(-z));
    case Activation::kSoftplus:
      return z > T(0) ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z));
    case Activation::kIdentity:
      return z;
  }
  return z;
}

// f′(z), always from z and not from y: an independent path to the same number.
template <typename T>
T derivative(Activation activation, T z) {
  const auto parameter = static_cast<T>(activation.parameter);
  switch (activation.kind) {
    case Activation::kSigmoid: {
      const T e = std::exp(-std::abs(z));
      return e / ((T(1) + e) * (T(1) + e));
    }
    case Activation::kImprovedSigmoid: {
      const T c = std::cosh(static_cast<T>(kImprovedSigmoidSlope) * z);
      return static_cast<T>(kImprovedSigmoidScale * kImprovedSigmoidSlope) / (c * c);
    }
    case Activation::kTanh: {
      const T c = std::cosh(z);
      return T(1) / (c * c);
    }
    case Activation::kRelu:
      return z > T(0) ? T(1) : T(0);
    case Activation::kLeakyRelu:
      return z > T(0) ? T(1) : parameter;
    case Activation::kElu:
      return z > T(0) ? T(1) : parameter * std::exp(z);
    case Activation::kGelu: {
      const T density = std::exp(-z * z / T(2)) * std::numbers::inv_sqrtpi_v<T> / std::numbers::sqrt2_v<T>;
      return normal_probability(z) + z * density;
    }
    case Activation::kSilu: {
      const T s = value<T>(Activation::kSigmoid, z);
      return s * (T(1) + z * (T(1) - s));
    }
    case Activation::kSoftplus:
      return T(1) / (T(1) + std::exp(-z));
    case Activation::kIdentity:
      return T(1);
  }
  return T(1);
}

template <typename T>
LossSum softmax_cross_entropy_backward(std::size_t rows, std::size_t cols, const T* logits, std::size_t ldz,
                                       const std::int32_t* labels, T scale, T* gradient, std::size_t ldg,
                                       double* losses) {
  LossSum total{0.0, 0};
  for (std::size_t r = 0; r < rows; ++r) {
    const T* z = logits + r * ldz;
    const auto label = static_cast<std::size_t>(labels[r]);
    std::size_t best = 0;
    for (std::size_t c = 1; c < cols; ++c)
      if (z[c] > z[best]) best = c;
    long double sum = 0;
    for (std::size_t c = 0; c < cols; ++c)
      sum += std::exp(static_cast<long double>(z[c]) - static_cast<long double>(z[best]));
    losses[r] = static_cast<double>(std::log(sum) + static_cast<long double>(z[best]) -
                                    static_cast<long double>(z[label]));
    total.loss += losses[r];
    total.correct += best == label && !std::isnan(sum) ? 1 : 0;
    for (std::size_t c = 0; c < cols; ++c) {
      const long double p =
          std::exp(static_cast<long double>(z[c]) - static_cast<long double>(z[best])) / sum;
      gradient[r * ldg + c] = static_cast<T>(static_cast<long double>(scale) * (p - (c == label ? 1 : 0)));
    }
  }
  return total;
}

template <typename T>
void sgd(std::size_t n, const T* g, T lr, T momentum, T* v, T* w) {
  for (std::size_t i = 0; i < n; ++i) {
    v[i] = g[i] + momentum * v[i];
    w[i] = w[i] - lr * v[i];
  }
}

template <typename T>
void column_sums(std::size_t rows, std::size_t cols, const T* m, std::size_t ldm, T beta, T* sums) {
  for (std::size_t c = 0; c < cols; ++c) {
    T sum = 0;
    for (std::size_t r = 0; r < rows; ++r) sum += m[r * ldm + c];
    sums[c] = beta == T(0) ? sum : sum + beta * sums[c];
  }
}

template <typename T, typename In>
void gather(std::size_t batch, std::size_t features, const In* inputs, const std::uint32_t* indices,
            double mean, double standard_deviation, T* x, std::size_t ldx) {
  for (std::size_t i = 0; i < batch; ++i)
    for (std::size_t j = 0; j < features; ++j)
      x[i * ldx + j] = static_cast<T>((static_cast<double>(inputs[indices[i] * features + j]) - mean) /
                                      standard_deviation);
}

}  // namespace blasnet::kernels::naive
