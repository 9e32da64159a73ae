// Forward and backward pass of one batch. The derivation stands in docs/backpropagation.md.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/dataset.h"
#include "engine/network.h"
#include "engine/workspace.h"

namespace blasnet::engine {

// workspace.inputs ← the samples `indices` [rows] of the data set, normalised.
template <typename T>
void load_batch(const Dataset& dataset, const std::uint32_t* indices, std::size_t rows,
                Workspace<T>& workspace);

// workspace.outputs(l) ← f_l(inputs_of(l)·W_l + b_l), for l = first_layer … last.
template <typename T>
void forward(const Network<T>& network, Workspace<T>& workspace, std::size_t rows,
             std::size_t first_layer = 0);

// From delta(last) = ∂C/∂outputs(last), layer by layer downwards:
//   block_l ← ∂C/∂parameters_l + decay·block_l, then visit(layer l), which may change the layer's parameters:
//   nothing reads them any more. `block` is laid out as the parameters are.
template <typename T, class Visit>
void backward(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, T* block, T decay,
              const Visit& visit);

}  // namespace blasnet::engine

#include "engine/passes-inl.h"
