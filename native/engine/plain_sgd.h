// Plain stochastic gradient descent, v ← ∇ + momentum·v; w ← w − learning_rate·v, where gradient and update
// are one kernel: no gradient ever reaches memory.
#pragma once

#include "engine/network.h"
#include "engine/passes.h"
#include "engine/range.h"
#include "engine/workspace.h"
#include "kernels/sgd.h"
#include "kernels/small_gemm.h"

namespace blasnet::engine {

struct SgdParameters {
  double learning_rate;
  double momentum;
};

// A step on rows `inputs` of layer l's weight, from delta(l) = ∂C/∂z of a batch of `rows` samples.
template <typename T>
void update_dense_weight(Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l,
                         const SgdParameters& sgd, Range inputs) {
  const auto& layer = network.layout.layers()[l];
  const Matrix<T> X = workspace.inputs_of(l);
  const Matrix<T> delta = workspace.delta(l);
  const std::size_t at = layer.weight + inputs.first * layer.stride;
  kernels::dense_sgd(rows, inputs.size(), kernels::padded(layer.units), X.data + inputs.first, X.stride,
                     delta.data, delta.stride, static_cast<T>(sgd.learning_rate),
                     static_cast<T>(sgd.momentum), network.optimizer.slots[0].data() + at,
                     network.parameters.data() + at, layer.stride);
}

// A step on the vectors of layer l that are learnt.
template <typename T>
void update_vectors(Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l,
                    const SgdParameters& sgd) {
  const auto& layer = network.layout.layers()[l];
  const T learning_rate = static_cast<T>(sgd.learning_rate);
  const T momentum = static_cast<T>(sgd.momentum);
  T* const velocity = network.optimizer.slots[0].data();
  T* const parameters = network.parameters.data();
  if (layer.has_bias) {
    bias_gradient(network, workspace, rows, l, velocity + layer.bias, momentum);
    kernels::descend(layer.units, velocity + layer.bias, learning_rate, parameters + layer.bias);
  }
  if (!layer.batch_norm) return;
  const BatchStatistics<T> statistics = workspace.statistics(l);
  kernels::sgd(layer.units, statistics.scale_gradient, learning_rate, momentum, velocity + layer.scale,
               parameters + layer.scale);
  kernels::sgd(layer.units, statistics.shift_gradient, learning_rate, momentum, velocity + layer.shift,
               parameters + layer.shift);
}

}  // namespace blasnet::engine
