#include "engine/passes.h"

#include <algorithm>
#include <cmath>

#include "kernels/activation.h"
#include "kernels/batch_norm.h"
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
  const Matrix<T> Z = workspace.products(l);
  kernels::small_gemm(rows.size(), kernels::padded(layer.units), layer.inputs, X.row(rows.first), X.stride, 1,
                      network.parameters.data() + layer.weight, layer.stride, Z.row(rows.first), Z.stride);
}

template <typename T>
void add_bias(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  if (!layer.has_bias) return;
  const Matrix<T> Z = workspace.products(l);
  kernels::add_bias_and_activate(kernels::Activation::kIdentity, rows.size(), kernels::padded(layer.units),
                                 network.parameters.data() + layer.bias, Z.row(rows.first), Z.stride);
}

template <typename T>
void activate_layer(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  const Matrix<T> z = workspace.activation_inputs(l);
  const Matrix<T> y = workspace.outputs(l);
  if (layer.activation.kind == kernels::Activation::kIdentity) return;
  for (std::size_t r = rows.first; r < rows.last; ++r)
    kernels::activate(layer.activation, kernels::padded(layer.units), z.row(r), y.row(r));
}

// γ/√(σ² + ε) and β − γ·μ/√(σ² + ε) of the running statistics, where those of a batch stand while training.
template <typename T>
BatchStatistics<T> running_affine(const Network<T>& network, Workspace<T>& workspace, std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  const T* parameters = network.parameters.data();
  const BatchStatistics<T> to = workspace.statistics(l);
  for (std::size_t c = 0; c < layer.units; ++c) {
    to.scale_gradient[c] = parameters[layer.scale + c] / std::sqrt(parameters[layer.running_variance + c] +
                                                                   static_cast<T>(layer.batch_norm->epsilon));
    to.shift_gradient[c] =
        parameters[layer.shift + c] - parameters[layer.running_mean + c] * to.scale_gradient[c];
  }
  return to;
}

template <typename T>
void finish_layer(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  const std::size_t columns = kernels::padded(layer.units);
  if (layer.batch_norm) {
    add_bias(network, workspace, rows, l);
    const BatchStatistics<T> affine = running_affine(network, workspace, l);
    const Matrix<T> z = workspace.products(l);
    const Matrix<T> u = workspace.activation_inputs(l);
    kernels::scale_and_shift(rows.size(), columns, z.row(rows.first), z.stride, affine.scale_gradient,
                             affine.shift_gradient, u.row(rows.first), u.stride);
    activate_layer(network, workspace, rows, l);
  } else if (layer.activation.derives_from_input()) {
    add_bias(network, workspace, rows, l);
    activate_layer(network, workspace, rows, l);
  } else if (layer.has_bias || layer.activation.kind != kernels::Activation::kIdentity) {
    const Matrix<T> Z = workspace.outputs(l);
    const T* bias = layer.has_bias ? network.parameters.data() + layer.bias : nullptr;
    kernels::add_bias_and_activate(layer.activation, rows.size(), columns, bias, Z.row(rows.first), Z.stride);
  }
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
void through_activation(const Network<T>& network, Workspace<T>& workspace, Range rows, std::size_t l,
                        double kept_scale) {
  const auto& layer = network.layout.layers()[l];
  if (layer.activation.kind == kernels::Activation::kIdentity) return;
  const bool from_input = layer.activation.derives_from_input();
  const Matrix<T> saved = workspace.activation_inputs(l);
  T* delta = workspace.delta(l).row(rows.first);
  kernels::activate_backward(layer.activation, rows.size() * layer.stride, saved.row(rows.first), delta,
                             delta, static_cast<T>(from_input ? 1.0 : 1.0 / kept_scale));
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
                     Range inputs, T* to) {
  const auto& layer = network.layout.layers()[l];
  const Matrix<T> X = workspace.inputs_of(l);
  const Matrix<T> delta = workspace.delta(l);
  kernels::small_gemm(inputs.size(), kernels::padded(layer.units), rows, X.data + inputs.first, 1, X.stride,
                      delta.data, delta.stride, to, layer.stride);
}

template <typename T>
void bias_gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l, T* to,
                   T beta) {
  const auto& layer = network.layout.layers()[l];
  const Matrix<T> delta = workspace.delta(l);
  if (layer.has_bias) kernels::column_sums(rows, layer.units, delta.data, delta.stride, beta, to);
}

template <typename T>
void vector_gradients(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l,
                      T* to) {
  const auto& layer = network.layout.layers()[l];
  bias_gradient(network, workspace, rows, l, to, T(0));
  if (!layer.batch_norm) return;
  const BatchStatistics<T> statistics = workspace.statistics(l);
  std::copy_n(statistics.scale_gradient, layer.units, to + (layer.scale - layer.bias));
  std::copy_n(statistics.shift_gradient, layer.units, to + (layer.shift - layer.bias));
}

#define BLASNET_INSTANTIATE(T)                                                                             \
  template void load_batch<T>(const Dataset&, const std::uint32_t*, Range, Workspace<T>&);                 \
  template void forward_product<T>(const Network<T>&, Workspace<T>&, Range, std::size_t);                  \
  template void add_bias<T>(const Network<T>&, Workspace<T>&, Range, std::size_t);                         \
  template void activate_layer<T>(const Network<T>&, Workspace<T>&, Range, std::size_t);                   \
  template void finish_layer<T>(const Network<T>&, Workspace<T>&, Range, std::size_t);                     \
  template void forward<T>(const Network<T>&, Workspace<T>&, Range, std::size_t);                          \
  template void transpose_weight<T>(const Network<T>&, Workspace<T>&, Range, std::size_t);                 \
  template void through_activation<T>(const Network<T>&, Workspace<T>&, Range, std::size_t, double);       \
  template void input_gradient<T>(const Network<T>&, Workspace<T>&, Range, std::size_t);                   \
  template void weight_gradient<T>(const Network<T>&, Workspace<T>&, std::size_t, std::size_t, Range, T*); \
  template void vector_gradients<T>(const Network<T>&, Workspace<T>&, std::size_t, std::size_t, T*);       \
  template void bias_gradient<T>(const Network<T>&, Workspace<T>&, std::size_t, std::size_t, T*, T);
BLASNET_INSTANTIATE(float)
BLASNET_INSTANTIATE(double)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::engine
