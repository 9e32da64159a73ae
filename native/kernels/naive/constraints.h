// The naive twins of constraints.h.
#pragma once

#include <cmath>
#include <cstddef>

namespace blasnet::kernels::naive {

template <typename T>
void add_penalty_gradient(std::size_t n, const T* w, T l1, T l2, T* g) {
  for (std::size_t i = 0; i < n; ++i) {
    const T sign = w[i] > 0 ? T(1) : w[i] < 0 ? T(-1) : T(0);
    g[i] += l1 * sign + 2 * l2 * w[i];
  }
}

template <typename T>
long double penalty(std::size_t n, const T* w, T l1, T l2) {
  long double sum = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const long double x = w[i];
    sum += l1 * std::abs(x) + l2 * x * x;
  }
  return sum;
}

template <typename T>
void clip(std::size_t n, T limit, T* g) {
  for (std::size_t i = 0; i < n; ++i) {
    if (g[i] > limit) g[i] = limit;
    if (g[i] < -limit) g[i] = -limit;
  }
}

template <typename T>
long double sum_of_squares(std::size_t n, const T* g) {
  long double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += static_cast<long double>(g[i]) * g[i];
  return sum;
}

template <typename T>
void limit_column_norms(std::size_t rows, std::size_t columns, T limit, T* W, std::size_t ldw) {
  for (std::size_t c = 0; c < columns; ++c) {
    T sum = 0;
    for (std::size_t r = 0; r < rows; ++r) sum += W[r * ldw + c] * W[r * ldw + c];
    const T norm = std::sqrt(sum);
    if (!(norm > limit)) continue;
    for (std::size_t r = 0; r < rows; ++r) W[r * ldw + c] *= limit / norm;
  }
}

template <typename T>
void move_average(std::size_t n, T decay, const T* w, T* average) {
  for (std::size_t i = 0; i < n; ++i) average[i] = decay * average[i] + (1 - decay) * w[i];
}

}  // namespace blasnet::kernels::naive
