// The first layer on any input: the batch is gathered and normalised, and goes through GEMM like every other
// layer's.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/dataset.h"
#include "engine/passes.h"
#include "engine/sgd.h"
#include "kernels/sgd.h"

namespace blasnet::engine {

template <typename T>
class DenseInput {
 public:
  DenseInput(const Network<T>&, const Dataset& dataset) : dataset_(dataset) {}

  void reserve(Workspace<T>& workspace, std::size_t rows) { workspace.reserve_inputs(rows); }

  // outputs(0) ← X·W of the samples `indices` [rows].
  void forward(const Network<T>& network, Workspace<T>& workspace, const std::uint32_t* indices,
               std::size_t rows) {
    load_batch(dataset_, indices, rows, workspace);
    forward_product(network, workspace, rows, 0);
  }

  // One step on the first layer's weight, for the batch of the last forward(), from delta(0) = ∂C/∂z.
  void update_weight(Network<T>& network, Workspace<T>& workspace, const std::uint32_t*, std::size_t rows,
                     const SgdParameters& sgd) {
    const auto& layer = network.layout.layers().front();
    T* velocity = network.velocity.data();
    weight_gradient(network, workspace, rows, 0, velocity, static_cast<T>(sgd.momentum));
    kernels::descend(layer.bias - layer.weight, velocity + layer.weight, static_cast<T>(sgd.learning_rate),
                     network.parameters.data() + layer.weight);
  }

 private:
  const Dataset& dataset_;
};

}  // namespace blasnet::engine
