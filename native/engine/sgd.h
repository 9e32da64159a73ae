// Stochastic gradient descent: v ← ∇ + momentum·v; w ← w − learning_rate·v.
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
  const double* schedule = nullptr;  // [steps], the learning rate of each step instead of learning_rate

  SgdParameters of_step(std::size_t s) const {
    return {schedule == nullptr ? learning_rate : schedule[s], momentum};
  }
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
                     static_cast<T>(sgd.momentum), network.velocity.data() + at,
                     network.parameters.data() + at, layer.stride);
}

// A step on layer l's bias.
template <typename T>
void update_bias(Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l,
                 const SgdParameters& sgd) {
  const auto& layer = network.layout.layers()[l];
  if (!layer.has_bias) return;
  bias_gradient(network, workspace, rows, l, network.velocity.data(), static_cast<T>(sgd.momentum));
  kernels::descend(layer.units, network.velocity.data() + layer.bias, static_cast<T>(sgd.learning_rate),
                   network.parameters.data() + layer.bias);
}

}  // namespace blasnet::engine
