// Gradients of one batch without a step: by backpropagation, and by central differences to check it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "engine/dataset.h"
#include "engine/network.h"
#include "engine/workspace.h"

namespace blasnet::engine {

// Mean loss over the samples `indices` [rows]; block, laid out as the parameters are, ← ∂C/∂w. Leaves the
// batch's outputs and ∂C/∂z in the workspace.
template <typename T>
double gradient_of_batch(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                         const std::uint32_t* indices, std::size_t rows, T* block);

// Mean loss over the samples `indices` [rows]; gradient [parameters] ← ∂C/∂w in exchange order.
template <typename T>
double gradient(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                const std::uint32_t* indices, std::size_t rows, T* gradient);

// out[i] ← (C(w + ε) − C(w − ε))/2ε for the parameter chosen[i], an index in exchange order, for i < n.
// Puts the parameters back as they were. False when cancelled; what was not reached is NaN.
template <typename T>
bool numerical_gradient(Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                        const std::uint32_t* indices, std::size_t rows, double epsilon,
                        const std::uint32_t* chosen, std::size_t n, double* out,
                        const std::atomic<bool>& cancelled);

}  // namespace blasnet::engine
