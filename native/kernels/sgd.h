// Stochastic gradient descent with momentum.
#pragma once

#include <cstddef>

namespace blasnet::kernels {

// v[i] ← g[i] + momentum·v[i]; w[i] ← w[i] − lr·v[i], for i < n. g, v and w must not overlap.
template <typename T>
void sgd(std::size_t n, const T* g, T lr, T momentum, T* v, T* w);

// w[i] ← w[i] − lr·v[i], for i < n: the second half of `sgd`, for a velocity that already holds the gradient.
template <typename T>
void descend(std::size_t n, const T* v, T lr, T* w);

}  // namespace blasnet::kernels
