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

// products(l) ← inputs_of(l)·W_l: the product alone.
template <typename T>
void forward_product(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l);

// products(l) ← products(l) + b_l, where the layer has a bias.
template <typename T>
void add_bias(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l);

// outputs(l) ← f_l(activation_inputs(l)).
template <typename T>
void activate_layer(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l);

// What is left of layer l after its product, as in inference: bias, normalisation by the running statistics,
// activation.
template <typename T>
void finish_layer(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l);

// Layers first_layer … last, as in inference.
template <typename T>
void forward(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t first_layer = 0);

// Rows `inputs` of layer l's weight, l ≥ 1, into workspace.transposed(l), where input_gradient() reads them.
template <typename T>
void transpose_weight(const Network<T>& network, Workspace<T>& workspace, Range inputs, std::size_t l);

// delta(l) ← delta(l) ⊙ f_l′: from ∂C/∂outputs(l) to ∂C/∂activation_inputs(l), in place, of outputs that
// dropout has multiplied by `kept_scale`.
template <typename T>
void through_activation(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l,
                        double kept_scale = 1);

// delta(l − 1) ← delta(l)·W_lᵀ.
template <typename T>
void input_gradient(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l);

// to [inputs, units] with rows layer.stride apart ← rows `inputs` of inputs_of(l)ᵀ·delta(l), over all `rows`
// rows of the batch.
template <typename T>
void weight_gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l,
                     Range inputs, T* to);

// to ← column sums of delta(l) + beta·itself: the gradient of layer l's bias, where it has one.
template <typename T>
void bias_gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l, T* to,
                   T beta);

// to ← the gradients of the vectors of layer l that are learnt, which stand there as in the parameters from
// the layer's bias on: bias, and scale and shift from the batch statistics.
template <typename T>
void vector_gradients(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l,
                      T* to);

}  // namespace blasnet::engine
