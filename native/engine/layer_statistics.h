// How large gradients, weights and updates are in every layer: whether gradients vanish on the way down.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/dataset.h"
#include "engine/network.h"
#include "engine/workspace.h"

namespace blasnet::engine {

// One value a layer, from the first hidden layer to the output layer. Norms are Frobenius norms over the
// layer's weight and bias together.
struct LayerStatistics {
  std::vector<double> gradient_norm;    // of ∂C/∂(W, b) on the batch
  std::vector<double> weight_norm;      // of (W, b)
  std::vector<double> velocity_norm;    // of the optimizer's v; the last update was learning rate · v
  std::vector<double> delta_norm;       // of ∂C/∂z over the batch
  std::vector<double> mean_derivative;  // mean over batch and units of f′(z)
};

// Statistics on the samples `indices` [rows]; changes nothing but the workspace.
template <typename T>
LayerStatistics layer_statistics(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                                 const std::uint32_t* indices, std::size_t rows);

}  // namespace blasnet::engine
