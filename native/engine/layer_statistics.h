// How large gradients, weights and updates are in every layer: whether gradients vanish on the way down.
#pragma once

#include <vector>

#include "engine/gradient.h"
#include "engine/network.h"
#include "engine/workspace.h"

namespace blasnet::engine {

// One value a layer, from the first hidden layer to the output layer. Norms are Frobenius norms over the
// parameters of a layer that are learnt.
struct LayerStatistics {
  std::vector<double> gradient_norm;  // of the gradient on the batch, penalties included
  std::vector<double> weight_norm;    // of the parameters
  std::vector<double>
      velocity_norm;  // of SGD's v; the last update was learning rate · v. NaN with other optimizers
  std::vector<double> delta_norm;       // of ∂C/∂z over the batch
  std::vector<double> mean_derivative;  // mean over batch and units of f′, as in inference
};

// Statistics on a batch; changes nothing but the workspace.
template <typename T>
LayerStatistics layer_statistics(const Network<T>& network, Workspace<T>& workspace,
                                 const BatchObjective& batch);

}  // namespace blasnet::engine
