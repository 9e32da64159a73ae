// The naive twins of losses.h.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "kernels/losses.h"

namespace blasnet::kernels::naive {

template <typename T>
void softmax_cross_entropy_rows(std::size_t rows, std::size_t cols, const T* z, std::size_t ldz, const T* q,
                                std::size_t ldq, const T* scales, double* losses, T* gradient,
                                std::size_t ldg) {
  for (std::size_t r = 0; r < rows; ++r) {
    const T* z_row = z + r * ldz;
    const T* q_row = q + r * ldq;
    const long double largest = *std::max_element(z_row, z_row + cols);
    long double sum = 0, weights = 0;
    for (std::size_t c = 0; c < cols; ++c) {
      sum += std::exp(z_row[c] - largest);
      weights += q_row[c];
    }
    long double loss = 0;
    for (std::size_t c = 0; c < cols; ++c) loss += q_row[c] * (std::log(sum) + largest - z_row[c]);
    losses[r] = static_cast<double>(loss);
    if (gradient == nullptr) continue;
    for (std::size_t c = 0; c < cols; ++c)
      gradient[r * ldg + c] =
          static_cast<T>(scales[r] * (std::exp(z_row[c] - largest) / sum * weights - q_row[c]));
  }
}

inline long double loss_of_element(ElementwiseLoss loss, long double delta, long double z, long double t,
                                   long double positive_weight) {
  switch (loss) {
    case ElementwiseLoss::kBinaryCrossEntropy: {
      const auto softplus = [](long double x) {
        return std::max(x, 0.0L) + std::log1p(std::exp(-std::abs(x)));
      };
      return positive_weight * t * softplus(-z) + (1 - t) * softplus(z);
    }
    case ElementwiseLoss::kSquaredError:
      return (z - t) * (z - t);
    case ElementwiseLoss::kHuber: {
      const long double a = std::abs(z - t);
      return a <= delta ? a * a / 2 : delta * (a - delta / 2);
    }
  }
  return 0;
}

inline long double slope_of_element(ElementwiseLoss loss, long double delta, long double z, long double t,
                                    long double positive_weight) {
  switch (loss) {
    case ElementwiseLoss::kBinaryCrossEntropy:
      return (1 - t) / (1 + std::exp(-z)) - positive_weight * t / (1 + std::exp(z));
    case ElementwiseLoss::kSquaredError:
      return 2 * (z - t);
    case ElementwiseLoss::kHuber:
      return std::clamp(z - t, -delta, delta);
  }
  return 0;
}

template <typename T>
void elementwise_loss(ElementwiseLoss loss, T delta, std::size_t rows, std::size_t cols, const T* z,
                      std::size_t ldz, const T* t, std::size_t ldt, const T* positive_weights,
                      const T* scales, double* losses, T* gradient, std::size_t ldg) {
  for (std::size_t r = 0; r < rows; ++r) {
    long double sum = 0;
    for (std::size_t c = 0; c < cols; ++c) {
      const T x = z[r * ldz + c], target = t[r * ldt + c];
      const T weight = positive_weights == nullptr ? T(1) : positive_weights[c];
      sum += loss_of_element(loss, delta, x, target, weight);
      if (gradient == nullptr) continue;
      const long double slope = slope_of_element(loss, delta, x, target, weight);
      gradient[r * ldg + c] = static_cast<T>(scales[r] * slope / static_cast<long double>(cols));
    }
    losses[r] = static_cast<double>(sum / static_cast<long double>(cols));
  }
}

}  // namespace blasnet::kernels::naive
