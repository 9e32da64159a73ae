#include "engine/passes.h"

#include "kernels/activation.h"
#include "kernels/column_sums.h"
#include "kernels/gather.h"
#include "kernels/small_gemm.h"

namespace blasnet::engine {

template <typename T>
void load_batch(const Dataset& dataset, const std::uint32_t* indices, Range rows, Workspace<T>& workspace) {
  const Matrix<T> to = workspace.inputs();
  std::visit(
      [&](const auto* inputs) {
        kernels::gather(rows.size(), dataset.features, inputs, indices + rows.first, dataset.mean,
                        dataset.standard_deviation, to.row(rows.first), to.stride);
      },
      dataset.inputs);
}

template <typename T>
void forward_product(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  const Matrix<T> X = workspace.inputs_of(l);
  const Matrix<T> Z = workspace.outputs(l);
  kernels::small_gemm(rows.size(), kernels::padded(layer.units), layer.inputs, X.row(rows.first), X.stride, 1,
                      network.parameters.data() + layer.weight, layer.stride, Z.row(rows.first), Z.stride);
}

template <typename T>
void finish_layer(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  if (!layer.has_bias && layer.activation.kind == kernels::Activation::kIdentity) return;
  const Matrix<T> Z = workspace.outputs(l);
  const T* bias = layer.has_bias ? network.parameters.data() + layer.bias : nullptr;
  kernels::add_bias_and_activate(layer.activation, rows.size(), kernels::padded(layer.units), bias,
                                 Z.row(rows.first), Z.stride);
}

template <typename T>
void forward(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t first_layer) {
  for (std::size_t l = first_layer; l < network.layout.layers().size(); ++l) {
    forward_product(network, workspace, rows, l);
    finish_layer(network, workspace, rows, l);
  }
}

template <typename T>
void transpose_weight(const Network<T>& network, Workspace<T>& workspace, Range inputs, std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  const Matrix<T> to = workspace.transposed(l);
  kernels::transpose(inputs.size(), layer.units,
                     network.parameters.data() + layer.weight + inputs.first * layer.stride, layer.stride,
                     to.data + inputs.first, to.stride);
}

template <typename T>
void through_activation(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  if (layer.activation.kind == kernels::Activation::kIdentity) return;
  T* delta = workspace.delta(l).row(rows.first);
  kernels::activate_backward(layer.activation, rows.size() * layer.stride,
                             workspace.outputs(l).row(rows.first), delta, delta);
}

template <typename T>
void input_gradient(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  const Matrix<T> delta = workspace.delta(l);
  const Matrix<T> transposed = workspace.transposed(l);
  const Matrix<T> below = workspace.delta(l - 1);
  kernels::small_gemm(rows.size(), kernels::padded(layer.inputs), layer.units, delta.row(rows.first),
                      delta.stride, 1, transposed.data, transposed.stride, below.row(rows.first),
                      below.stride);
}

template <typename T>
void weight_gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l,
                     T* to) {
  const auto& layer = network.layout.layers()[l];
  const Matrix<T> X = workspace.inputs_of(l);
  const Matrix<T> delta = workspace.delta(l);
  kernels::small_gemm(layer.inputs, kernels::padded(layer.units), rows, X.data, 1, X.stride, delta.data,
                      delta.stride, to + layer.weight, layer.stride);
}

template <typename T>
void bias_gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l, T* to,
                   T beta) {
  const auto& layer = network.layout.layers()[l];
  const Matrix<T> delta = workspace.delta(l);
  if (layer.has_bias)
    kernels::column_sums(rows, layer.units, delta.data, delta.stride, beta, to + layer.bias);
}

#define BLASNET_INSTANTIATE(T)                                                                      \
  template void load_batch<T>(const Dataset&, const std::uint32_t*, Range, Workspace<T>&);          \
  template void forward_product<T>(const Network<T>&, Workspace<T>&, Range, std::size_t);           \
  template void finish_layer<T>(const Network<T>&, Workspace<T>&, Range, std::size_t);              \
  template void forward<T>(const Network<T>&, Workspace<T>&, Range, std::size_t);                   \
  template void transpose_weight<T>(const Network<T>&, Workspace<T>&, Range, std::size_t);          \
  template void through_activation<T>(const Network<T>&, Workspace<T>&, Range, std::size_t);        \
  template void input_gradient<T>(const Network<T>&, Workspace<T>&, Range, std::size_t);            \
  template void weight_gradient<T>(const Network<T>&, Workspace<T>&, std::size_t, std::size_t, T*); \
  template void bias_gradient<T>(const Network<T>&, Workspace<T>&, std::size_t, std::size_t, T*, T);
BLASNET_INSTANTIATE(float)
BLASNET_INSTANTIATE(double)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::engine
