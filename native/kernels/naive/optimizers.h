// The naive twins of optimizers.h: each update as its formula reads, one parameter after the other.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "kernels/optimizers.h"

namespace blasnet::kernels::naive {

// g′, and w shrunk by the decoupled decay.
template <typename T>
T prepare(const UpdateCommon& update, T g, T& w) {
  const T gradient = T(update.scale) * g + T(update.l2) * w;
  w -= T(update.learning_rate) * T(update.decay) * w;
  return gradient;
}

template <typename T>
void sgd_update(std::size_t n, const SgdUpdate& update, const T* g, T* v, T* w) {
  for (std::size_t i = 0; i < n; ++i) {
    const T gradient = prepare(update, g[i], w[i]);
    const T velocity = T(update.momentum) * (v == nullptr ? T(0) : v[i]) + gradient;
    if (v != nullptr) v[i] = velocity;
    w[i] -= T(update.learning_rate) * (update.nesterov ? gradient + T(update.momentum) * velocity : velocity);
  }
}

template <typename T>
void rmsprop_update(std::size_t n, const RmspropUpdate& update, const T* g, T* s, T* a, T* v, T* w) {
  const T rho = T(update.rho);
  for (std::size_t i = 0; i < n; ++i) {
    const T gradient = prepare(update, g[i], w[i]);
    s[i] = rho * s[i] + (1 - rho) * gradient * gradient;
    T variance = s[i];
    if (a != nullptr) {
      a[i] = rho * a[i] + (1 - rho) * gradient;
      variance -= a[i] * a[i];
      if (variance < 0) variance = 0;
    }
    T step = gradient / (std::sqrt(variance) + T(update.epsilon));
    if (v != nullptr) step = v[i] = T(update.momentum) * v[i] + step;
    w[i] -= T(update.learning_rate) * step;
  }
}

template <typename T>
void adam_update(std::size_t n, const AdamUpdate& update, const T* g, T* m, T* v, T* h, T* w) {
  const T beta1 = T(update.beta1);
  const T beta2 = T(update.beta2);
  for (std::size_t i = 0; i < n; ++i) {
    const T gradient = prepare(update, g[i], w[i]);
    m[i] = beta1 * m[i] + (1 - beta1) * gradient;
    v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
    T variance = v[i];
    if (h != nullptr) variance = h[i] = std::max(h[i], v[i]);
    const T mean = m[i] / T(update.correction1);
    w[i] -=
        T(update.learning_rate) * mean / (std::sqrt(variance / T(update.correction2)) + T(update.epsilon));
  }
}

template <typename T>
void adagrad_update(std::size_t n, const AdagradUpdate& update, const T* g, T* s, T* w) {
  for (std::size_t i = 0; i < n; ++i) {
    const T gradient = prepare(update, g[i], w[i]);
    s[i] += gradient * gradient;
    w[i] -= T(update.learning_rate) * gradient / (std::sqrt(s[i]) + T(update.epsilon));
  }
}

}  // namespace blasnet::kernels::naive
