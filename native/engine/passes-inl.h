// Definitions of passes.h that depend on a caller's type.
#pragma once

#include "kernels/activation.h"
#include "kernels/column_sums.h"
#include "kernels/gemm.h"

namespace blasnet::engine {

template <typename T, class Visit>
void backward(const Network<T>& network, Workspace<T>& workspace, std::size_t rows, T* block, T decay,
              const Visit& visit) {
  using kernels::Transpose;
  const auto& layers = network.layout.layers();
  const int M = static_cast<int>(rows);
  for (std::size_t l = layers.size(); l-- > 0;) {
    const auto& layer = layers[l];
    const int K = static_cast<int>(layer.inputs);
    const int N = static_cast<int>(layer.units);
    T* dZ = workspace.delta(l);
    if (layer.activation != kernels::Activation::kIdentity)
      kernels::activate_backward(layer.activation, rows * layer.units, workspace.outputs(l), dZ, dZ);
    if (l > 0) {
      // ∂C/∂inputs = dZ·Wᵀ, before visit() may change W.
      kernels::gemm(Transpose::kNo, Transpose::kYes, M, K, N, T(1), dZ, N,
                    network.parameters.data() + layer.weight, N, T(0), workspace.delta(l - 1), K);
    }
    kernels::gemm(Transpose::kYes, Transpose::kNo, K, N, M, T(1), workspace.inputs_of(l), K, dZ, N, decay,
                  block + layer.weight, N);
    if (layer.has_bias) kernels::column_sums(rows, layer.units, dZ, decay, block + layer.bias);
    visit(layer);
  }
}

}  // namespace blasnet::engine
