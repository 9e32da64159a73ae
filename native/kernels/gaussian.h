// The weights of a Gaussian filter.
#pragma once

#include <cstddef>

#include "kernels/portable_math.h"

namespace blasnet::kernels {

// ⌊3σ⌋
inline std::size_t gaussian_radius(double sigma) { return static_cast<std::size_t>(3 * sigma); }

// weights[d] = e^(−d²/2σ²)/Σ for d = 0 … gaussian_radius(sigma), where Σ is over both sides. The same on
// every machine.
inline void gaussian_weights(double sigma, float* weights) {
  const std::size_t radius = gaussian_radius(sigma);
  double total = 1;
  // e^(−(d+1)²/2σ²) is e^(−d²/2σ²) times a ratio which shrinks by e^(−1/σ²) a step: two exponentials are
  // enough.
  const double first = radius == 0 ? 0 : portable::exp_small(-0.5 / (sigma * sigma));
  const double shrink = first * first;
  double ratio = first;
  double weight = 1;
  for (std::size_t d = 1; d <= radius; ++d, ratio *= shrink) {
    weight *= ratio;
    total += 2 * weight;
  }
  ratio = first;
  weight = 1 / total;
  for (std::size_t d = 0; d <= radius; ++d, ratio *= shrink) {
    weights[d] = static_cast<float>(weight);
    weight *= ratio;
  }
}

}  // namespace blasnet::kernels
