#include "engine/passes.h"

#include "kernels/gather.h"

namespace blasnet::engine {

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
void forward(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, std::size_t first_layer) {
  using kernels::Transpose;
  const auto& layers = network.layout.layers();
  const T* parameters = network.parameters.data();
  for (std::size_t l = first_layer; l < layers.size(); ++l) {
    const auto& layer = layers[l];
    const int K = static_cast<int>(layer.inputs);
    const int N = static_cast<int>(layer.units);
    T* Z = workspace.outputs(l);
    kernels::gemm(Transpose::kNo, Transpose::kNo, static_cast<int>(rows), N, K, T(1), workspace.inputs_of(l),
                  K, parameters + layer.weight, N, T(0), Z, N);
    const bool nothing_to_add = !layer.has_bias && layer.activation == kernels::Activation::kIdentity;
    if (nothing_to_add) continue;
    kernels::add_bias_and_activate(layer.activation, rows, layer.units,
                                   layer.has_bias ? parameters + layer.bias : nullptr, Z);
  }
}

template void load_batch<float>(const Dataset&, const std::uint32_t*, std::size_t, Workspace<float>&);
template void load_batch<double>(const Dataset&, const std::uint32_t*, std::size_t, Workspace<double>&);
template void forward<float>(const Network<float>&, Workspace<float>&, std::size_t, std::size_t);
template void forward<double>(const Network<double>&, Workspace<double>&, std::size_t, std::size_t);

}  // namespace blasnet::engine
