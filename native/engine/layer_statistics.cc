#include "engine/layer_statistics.h"

#include <cmath>
#include <numeric>

#include "engine/batch_labels.h"
#include "engine/loss.h"
#include "engine/passes.h"
#include "kernels/activation.h"

namespace blasnet::engine {
namespace {

template <typename T>
double norm(const T* from, const T* to) {
  double sum = 0;
  for (; from != to; ++from) sum += static_cast<double>(*from) * static_cast<double>(*from);
  return std::sqrt(sum);
}

template <typename T>
double mean_derivative(kernels::Activation activation, std::size_t n, const T* outputs) {
  std::vector<T> derivatives(n, T(1));
  kernels::activate_backward(activation, n, outputs, derivatives.data(), derivatives.data());
  return std::accumulate(derivatives.begin(), derivatives.end(), 0.0) / static_cast<double>(n);
}

}  // namespace

template <typename T>
LayerStatistics layer_statistics(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                                 const std::uint32_t* indices, std::size_t rows) {
  workspace.reserve_inputs(rows);
  workspace.reserve_backward(rows);
  const std::vector<std::int32_t> labels = labels_of(dataset, indices, rows);
  load_batch(dataset, indices, rows, workspace);
  forward(network, workspace, rows);
  loss_and_delta(network.layout, workspace, rows, labels.data());

  const auto& layers = network.layout.layers();
  LayerStatistics statistics;
  statistics.delta_norm.resize(layers.size());
  AlignedBuffer<T> block(network.layout.block_size());
  backward(network, workspace, rows, block.data(), T(0), 0, [&](std::size_t l) {
    const T* dZ = workspace.delta(l);
    statistics.delta_norm[l] = norm(dZ, dZ + rows * layers[l].units);
  });
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const auto& layer = layers[l];
    const auto norm_in = [&](const AlignedBuffer<T>& of) {
      return norm(of.data() + layer.weight, of.data() + layer.end);
    };
    statistics.gradient_norm.push_back(norm_in(block));
    statistics.weight_norm.push_back(norm_in(network.parameters));
    statistics.velocity_norm.push_back(norm_in(network.velocity));
    statistics.mean_derivative.push_back(
        mean_derivative(layer.activation, rows * layer.units, workspace.outputs(l)));
  }
  return statistics;
}

template LayerStatistics layer_statistics<float>(const Network<float>&, Workspace<float>&, const Dataset&,
                                                 const std::uint32_t*, std::size_t);
template LayerStatistics layer_statistics<double>(const Network<double>&, Workspace<double>&, const Dataset&,
                                                  const std::uint32_t*, std::size_t);

}  // namespace blasnet::engine
