// Gradients of one batch without a step: by backpropagation, and by central differences to check it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "engine/dataset.h"
#include "engine/loss.h"
#include "engine/network.h"
#include "engine/training_pass.h"
#include "engine/workspace.h"

namespace blasnet::engine {

// What is differentiated: loss plus penalties, as while training, for one batch of samples and one draw of
// dropout.
struct BatchObjective {
  const Dataset& dataset;
  const std::uint32_t* indices;  // [rows]
  std::size_t rows;
  const LossSpec& loss;
  DropoutSeed dropout;
};

// Loss and penalties; block, laid out as the parameters are, ← the gradient, 0 for running statistics. Leaves
// the batch's outputs and ∂C/∂(x·W) in the workspace.
template <typename T>
double gradient_of_batch(const Network<T>& network, Workspace<T>& workspace, const BatchObjective& batch,
                         T* block);

// Loss and penalties; gradient [count] ← the gradient in exchange order.
template <typename T>
double gradient(const Network<T>& network, Workspace<T>& workspace, const BatchObjective& batch, T* gradient);

// out[i] ← (C(w + ε) − C(w − ε))/2ε for the parameter chosen[i], an index in exchange order, for i < n; 0 for
// a running statistic. Puts the parameters back as they were. False when cancelled; what was not reached is
// NaN.
template <typename T>
bool numerical_gradient(Network<T>& network, Workspace<T>& workspace, const BatchObjective& batch,
                        double epsilon, const std::uint32_t* chosen, std::size_t n, double* out,
                        const std::atomic<bool>& cancelled);

}  // namespace blasnet::engine
