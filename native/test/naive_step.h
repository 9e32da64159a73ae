// One step of any optimizer as its definition reads, from a gradient in exchange order.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <variant>
#include <vector>

#include "engine/network.h"
#include "engine/optimizer.h"
#include "kernels/naive/constraints.h"
#include "kernels/naive/optimizers.h"

namespace blasnet::test {

// In exchange order; slots that are not in use are empty.
struct NaiveState {
  std::vector<double> parameters;
  std::vector<double> slots[3];
  std::vector<double> average;
};

// A stretch of numbers that the optimizer treats alike: a weight [units, inputs], or vectors that are learnt.
struct Stretch {
  std::size_t first, last;
  std::size_t units = 0;  // of a weight; 0 for vectors
};

inline std::vector<Stretch> stretches_of(const engine::NetworkSpec& spec) {
  std::vector<Stretch> result;
  std::size_t next = 0;
  std::size_t inputs = spec.inputs;
  for (const engine::LayerSpec& layer : spec.layers) {
    const std::size_t bias = next + inputs * layer.units;
    result.push_back({next, bias, layer.units});
    const std::size_t learnt =
        bias + (layer.bias ? layer.units : 0) + (layer.batch_norm ? 2 * layer.units : 0);
    result.push_back({bias, learnt});
    next = learnt + (layer.batch_norm ? 2 * layer.units : 0);
    inputs = layer.units;
  }
  return result;
}

// l1·Σ|w| + l2·Σw² over the weights of all layers.
inline double penalty_of(const engine::NetworkSpec& spec, const std::vector<double>& parameters) {
  double sum = 0;
  const std::vector<Stretch> stretches = stretches_of(spec);
  for (std::size_t l = 0; l < spec.layers.size(); ++l)
    for (std::size_t i = stretches[2 * l].first; i < stretches[2 * l].last; ++i)
      sum += spec.layers[l].l1 * std::abs(parameters[i]) + spec.layers[l].l2 * parameters[i] * parameters[i];
  return sum;
}

inline void move_stretch(const engine::OptimizerSpec& spec, const Stretch& stretch, double learning_rate,
                         double scale, std::uint64_t step, const std::vector<double>& gradient,
                         NaiveState& state) {
  namespace naive = kernels::naive;
  const std::size_t at = stretch.first;
  const std::size_t n = stretch.last - at;
  const auto slot = [&](std::size_t i) {
    return state.slots[i].empty() ? nullptr : state.slots[i].data() + at;
  };
  const auto common = [&](auto update) {
    update.learning_rate = learning_rate;
    update.scale = scale;
    update.l2 = stretch.units > 0 ? spec.l2 : 0;
    update.decay = stretch.units > 0 ? spec.decay : 0;
    return update;
  };
  const double* g = gradient.data() + at;
  double* w = state.parameters.data() + at;
  if (const auto* sgd = std::get_if<engine::Sgd>(&spec.rule)) {
    auto update = common(kernels::SgdUpdate{});
    update.momentum = sgd->momentum;
    update.nesterov = sgd->nesterov;
    naive::sgd_update(n, update, g, slot(0), w);
  } else if (const auto* rmsprop = std::get_if<engine::Rmsprop>(&spec.rule)) {
    auto update = common(kernels::RmspropUpdate{});
    update.rho = rmsprop->rho;
    update.epsilon = rmsprop->epsilon;
    update.momentum = rmsprop->momentum;
    naive::rmsprop_update(n, update, g, slot(0), slot(1), slot(2), w);
  } else if (const auto* adam = std::get_if<engine::Adam>(&spec.rule)) {
    auto update = common(kernels::AdamUpdate{});
    update.beta1 = adam->beta1;
    update.beta2 = adam->beta2;
    update.epsilon = adam->epsilon;
    update.correction1 = update.correction2 = 1;
    for (std::uint64_t t = 0; t < step; ++t) {
      update.correction1 *= adam->beta1;
      update.correction2 *= adam->beta2;
    }
    update.correction1 = 1 - update.correction1;
    update.correction2 = 1 - update.correction2;
    naive::adam_update(n, update, g, slot(0), slot(1), slot(2), w);
  } else {
    auto update = common(kernels::AdagradUpdate{});
    update.epsilon = std::get<engine::Adagrad>(spec.rule).epsilon;
    naive::adagrad_update(n, update, g, slot(0), w);
  }
}

// `gradient` has that of penalties in it; `step` counts from 1. Running statistics are not moved, but
// averaged.
inline void naive_step(const engine::NetworkSpec& network, const engine::OptimizerSpec& spec,
                       double learning_rate, std::uint64_t step, std::vector<double> gradient,
                       NaiveState& state) {
  if (spec.clip_value != engine::OptimizerSpec::kNoLimit)
    for (double& g : gradient) g = std::min(std::max(g, -spec.clip_value), spec.clip_value);
  double scale = 1;
  if (spec.clip_norm != engine::OptimizerSpec::kNoLimit) {
    double sum = 0;
    for (const double g : gradient) sum += g * g;
    scale = std::min(1.0, spec.clip_norm / (std::sqrt(sum) + 1e-6));
  }
  for (const Stretch& stretch : stretches_of(network)) {
    move_stretch(spec, stretch, learning_rate, scale, step, gradient, state);
    if (stretch.units == 0 || spec.max_norm == engine::OptimizerSpec::kNoLimit) continue;
    const std::size_t inputs = (stretch.last - stretch.first) / stretch.units;
    for (std::size_t unit = 0; unit < stretch.units; ++unit) {
      double* into = state.parameters.data() + stretch.first + unit * inputs;
      double sum = 0;
      for (std::size_t i = 0; i < inputs; ++i) sum += into[i] * into[i];
      if (std::sqrt(sum) <= spec.max_norm) continue;
      for (std::size_t i = 0; i < inputs; ++i) into[i] *= spec.max_norm / std::sqrt(sum);
    }
  }
}

// After running statistics have moved.
inline void naive_average(double decay, std::uint64_t step, NaiveState& state) {
  const double t = static_cast<double>(step);
  const double d = std::min(decay, (1 + t) / (10 + t));
  for (std::size_t i = 0; i < state.parameters.size(); ++i)
    state.average[i] = d * state.average[i] + (1 - d) * state.parameters[i];
}

}  // namespace blasnet::test
