#include "engine/passes.h"

#include "kernels/activation.h"
#include "kernels/column_sums.h"
#include "kernels/gather.h"
#include "kernels/gemm.h"

namespace blasnet::engine {
namespace {

using kernels::Transpose;

// Sizes are checked against the largest int where they come in.
int as_int(std::size_t size) { return static_cast<int>(size); }

}  // namespace

template <typename T>
void load_batch(const Dataset& dataset, const std::uint32_t* indices, std::size_t rows,
                Workspace<T>& workspace) {
  std::visit(
      [&](const auto* inputs) {
        kernels::gather(rows, dataset.features, inputs, indices, dataset.mean, dataset.standard_deviation,
                        workspace.inputs());
      },
      dataset.inputs);
}

template <typename T>
void forward_product(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  const int K = as_int(layer.inputs);
  const int N = as_int(layer.units);
  kernels::gemm(Transpose::kNo, Transpose::kNo, as_int(rows), N, K, T(1), workspace.inputs_of(l), K,
                network.parameters.data() + layer.weight, as_int(layer.stride), T(0), workspace.outputs(l),
                N);
}

template <typename T>
void finish_layer(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  if (!layer.has_bias && layer.activation == kernels::Activation::kIdentity) return;
  const T* bias = layer.has_bias ? network.parameters.data() + layer.bias : nullptr;
  kernels::add_bias_and_activate(layer.activation, rows, layer.units, bias, workspace.outputs(l));
}

template <typename T>
void forward(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t first_layer) {
  for (std::size_t l = first_layer; l < network.layout.layers().size(); ++l) {
    forward_product(network, workspace, rows, l);
    finish_layer(network, workspace, rows, l);
  }
}

template <typename T>
void through_activation(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  if (layer.activation == kernels::Activation::kIdentity) return;
  T* delta = workspace.delta(l);
  kernels::activate_backward(layer.activation, rows * layer.units, workspace.outputs(l), delta, delta);
}

template <typename T>
void weight_gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l,
                     T* block, T beta) {
  const auto& layer = network.layout.layers()[l];
  const int K = as_int(layer.inputs);
  const int N = as_int(layer.units);
  kernels::gemm(Transpose::kYes, Transpose::kNo, K, N, as_int(rows), T(1), workspace.inputs_of(l), K,
                workspace.delta(l), N, beta, block + layer.weight, as_int(layer.stride));
}

template <typename T>
void bias_gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l,
                   T* block, T beta) {
  const auto& layer = network.layout.layers()[l];
  if (layer.has_bias) kernels::column_sums(rows, layer.units, workspace.delta(l), beta, block + layer.bias);
}

template <typename T>
void input_gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  const int K = as_int(layer.inputs);
  const int N = as_int(layer.units);
  kernels::gemm(Transpose::kNo, Transpose::kYes, as_int(rows), K, N, T(1), workspace.delta(l), N,
                network.parameters.data() + layer.weight, as_int(layer.stride), T(0), workspace.delta(l - 1),
                K);
}

#define BLASNET_INSTANTIATE(T)                                                                         \
  template void load_batch<T>(const Dataset&, const std::uint32_t*, std::size_t, Workspace<T>&);       \
  template void forward_product<T>(const Network<T>&, Workspace<T>&, std::size_t, std::size_t);        \
  template void finish_layer<T>(const Network<T>&, Workspace<T>&, std::size_t, std::size_t);           \
  template void forward<T>(const Network<T>&, Workspace<T>&, std::size_t, std::size_t);                \
  template void through_activation<T>(const Network<T>&, Workspace<T>&, std::size_t, std::size_t);     \
  template void weight_gradient<T>(const Network<T>&, Workspace<T>&, std::size_t, std::size_t, T*, T); \
  template void bias_gradient<T>(const Network<T>&, Workspace<T>&, std::size_t, std::size_t, T*, T);   \
  template void input_gradient<T>(const Network<T>&, Workspace<T>&, std::size_t, std::size_t);
BLASNET_INSTANTIATE(float)
BLASNET_INSTANTIATE(double)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::engine
