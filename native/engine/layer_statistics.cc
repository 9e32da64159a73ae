#include "engine/layer_statistics.h"

#include <cmath>
#include <limits>
#include <numeric>

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
double mean_derivative(kernels::Activation activation, std::size_t rows, std::size_t units,
                       const Matrix<T>& saved) {
  std::vector<T> derivatives(rows * units, T(1));
  for (std::size_t r = 0; r < rows; ++r) {
    T* row = derivatives.data() + r * units;
    kernels::activate_backward(activation, units, saved.row(r), row, row);
  }
  return std::accumulate(derivatives.begin(), derivatives.end(), 0.0) / static_cast<double>(rows * units);
}

}  // namespace

template <typename T>
LayerStatistics layer_statistics(const Network<T>& network, Workspace<T>& workspace,
                                 const BatchObjective& batch) {
  const auto& layers = network.layout.layers();
  LayerStatistics statistics;
  AlignedBuffer<T> block(network.layout.block_size());
  gradient_of_batch(network, workspace, batch, block.data());
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const auto& layer = layers[l];
    const auto norm_in = [&](const AlignedBuffer<T>& of) {
      return norm(of.data() + layer.weight, of.data() + layer.learnt_end);
    };
    statistics.gradient_norm.push_back(norm_in(block));
    statistics.weight_norm.push_back(norm_in(network.parameters));
    statistics.velocity_norm.push_back(network.optimizer.has_velocity()
                                           ? norm_in(network.optimizer.slots[0])
                                           : std::numeric_limits<double>::quiet_NaN());
    const Matrix<T> delta = workspace.delta(l);
    statistics.delta_norm.push_back(norm(delta.data, delta.row(batch.rows)));  // the gaps are zero
  }
  // Dropout has left zeros where f′ would be had from.
  const Range all{0, batch.rows};
  load_batch(batch.dataset, batch.indices, all, workspace);
  forward(network, workspace, all);
  for (std::size_t l = 0; l < layers.size(); ++l)
    statistics.mean_derivative.push_back(
        mean_derivative(layers[l].activation, batch.rows, layers[l].units, workspace.activation_inputs(l)));
  return statistics;
}

template LayerStatistics layer_statistics<float>(const Network<float>&, Workspace<float>&,
                                                 const BatchObjective&);
template LayerStatistics layer_statistics<double>(const Network<double>&, Workspace<double>&,
                                                  const BatchObjective&);

}  // namespace blasnet::engine
