// Forward and backward pass of one batch, layer by layer, on the samples that a thread has taken. The
// derivation stands in docs/backpropagation.md.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/dataset.h"
#include "engine/network.h"
#include "engine/range.h"
#include "engine/workspace.h"

namespace blasnet::engine {

// Rows of workspace.inputs ← the samples `indices` of the data set, normalised. indices: those of the whole
// batch.
template <typename T>
void load_batch(const Dataset& dataset, const std::uint32_t* indices, Range rows, Workspace<T>& workspace);

// outputs(l) ← inputs_of(l)·W_l: the product alone.
template <typename T>
void forward_product(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l);

// outputs(l) ← f_l(outputs(l) + b_l): what is left of layer l after its product.
template <typename T>
void finish_layer(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l);

// Layers first_layer … last: outputs(l) ← f_l(inputs_of(l)·W_l + b_l).
template <typename T>
void forward(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t first_layer = 0);

// Rows `inputs` of layer l's weight, l ≥ 1, into workspace.transposed(l), where input_gradient() reads them.
template <typename T>
void transpose_weight(const Network<T>& network, Workspace<T>& workspace, Range inputs, std::size_t l);

// delta(l) ← delta(l) ⊙ f_l′: from ∂C/∂outputs(l) to ∂C/∂z of layer l, in place.
template <typename T>
void through_activation(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l);

// delta(l − 1) ← delta(l)·W_lᵀ.
template <typename T>
void input_gradient(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l);

// to's weight of layer l ← inputs_of(l)ᵀ·delta(l), over all `rows` rows of the batch. `to` is laid out as the
// parameters are.
template <typename T>
void weight_gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l,
                     T* to);

// to's bias of layer l, where it has one, ← column sums of delta(l) + beta·itself.
template <typename T>
void bias_gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l, T* to,
                   T beta);

}  // namespace blasnet::engine
