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

// outputs(l) ← inputs_of(l)·W_l: the product alone.
template <typename T>
void forward_product(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l);

// outputs(l) ← f_l(outputs(l) + b_l): what is left of layer l after its product.
template <typename T>
void finish_layer(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l);

// Layers first_layer … last: outputs(l) ← f_l(inputs_of(l)·W_l + b_l).
template <typename T>
void forward(const Network<T>& network, Workspace<T>& workspace, std::size_t rows,
             std::size_t first_layer = 0);

// delta(l) ← delta(l) ⊙ f_l′: from ∂C/∂outputs(l) to ∂C/∂z of layer l, in place.
template <typename T>
void through_activation(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l);

// block's weight of layer l ← inputs_of(l)ᵀ·delta(l) + beta·itself, with delta(l) = ∂C/∂z.
template <typename T>
void weight_gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l,
                     T* block, T beta);

// block's bias of layer l, where it has one, ← column sums of delta(l) + beta·itself.
template <typename T>
void bias_gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l,
                   T* block, T beta);

// delta(l − 1) ← delta(l)·W_lᵀ.
template <typename T>
void input_gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l);

// From delta(last) = ∂C/∂outputs(last), for layer l = last … lowest:
//   block_l ← ∂C/∂parameters_l + beta·block_l, then visit(l), which may change the layer's parameters:
//   nothing reads them any more. `block` is laid out as the parameters are. Leaves delta(lowest − 1) =
//   ∂C/∂outputs(lowest − 1).
template <typename T, class Visit>
void backward(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, T* block, T beta,
              std::size_t lowest, const Visit& visit) {
  for (std::size_t l = network.layout.layers().size(); l-- > lowest;) {
    through_activation(network, workspace, rows, l);
    if (l > 0) input_gradient(network, workspace, rows, l);  // before visit() may change W
    weight_gradient(network, workspace, rows, l, block, beta);
    bias_gradient(network, workspace, rows, l, block, beta);
    visit(l);
  }
}

}  // namespace blasnet::engine
