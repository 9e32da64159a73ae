#include "engine/train.h"

#include <cmath>
#include <vector>

#include "engine/dense_input.h"
#include "engine/loss.h"
#include "engine/passes.h"
#include "engine/prefetch.h"
#include "engine/sparse_input.h"
#include "kernels/sgd.h"

namespace blasnet::engine {
namespace {

// Input: DenseInput or SparseInput, the two ways through the first layer.
template <typename T, class Input>
TrainOutcome run(Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                 const std::uint32_t* indices, std::size_t steps, std::size_t batch, SgdParameters sgd,
                 double* losses, const std::atomic<bool>& cancelled) {
  Input input(network, dataset);
  input.reserve(workspace, batch);
  workspace.reserve_backward(batch);
  std::vector<std::int32_t> labels(batch);
  const T lr = static_cast<T>(sgd.learning_rate);
  const T momentum = static_cast<T>(sgd.momentum);
  T* parameters = network.parameters.data();
  T* velocity = network.velocity.data();
  const auto descend = [&](std::size_t from, std::size_t to) {
    kernels::descend(to - from, velocity + from, lr, parameters + from);
  };
  const auto& layers = network.layout.layers();
  for (std::size_t s = 0; s < steps; ++s) {
    if (cancelled.load(std::memory_order_relaxed)) return {s, Ended::kCancelled};
    const std::uint32_t* samples = indices + s * batch;
    for (std::size_t i = 0; i < batch; ++i) labels[i] = dataset.labels[samples[i]];
    input.forward(network, workspace, samples, batch);
    if (s + 1 < steps) prefetch_samples(dataset, samples + batch, batch);
    finish_layer(network, workspace, batch, 0);
    forward(network, workspace, batch, 1);
    losses[s] = loss_and_delta(network.layout, workspace, batch, labels.data());
    if (!std::isfinite(losses[s])) return {s + 1, Ended::kNonFinite};
    // v ← ∇ + γ·v happens inside the products of the backward pass; what is left is w ← w − α·v.
    backward(network, workspace, batch, velocity, momentum, 1,
             [&](std::size_t l) { descend(layers[l].weight, layers[l].end); });
    through_activation(network, workspace, batch, 0);
    input.update_weight(network, workspace, samples, batch, sgd);
    bias_gradient(network, workspace, batch, 0, velocity, momentum);
    descend(layers[0].bias, layers[0].end);
  }
  return {steps, Ended::kCompleted};
}

}  // namespace

template <typename T>
TrainOutcome train_steps(Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                         const std::uint32_t* indices, std::size_t steps, std::size_t batch,
                         SgdParameters sgd, double* losses, const std::atomic<bool>& cancelled) {
  const auto run_with =
      prefers_sparse_input(network.layout, dataset) ? run<T, SparseInput<T>> : run<T, DenseInput<T>>;
  return run_with(network, workspace, dataset, indices, steps, batch, sgd, losses, cancelled);
}

template TrainOutcome train_steps<float>(Network<float>&, Workspace<float>&, const Dataset&,
                                         const std::uint32_t*, std::size_t, std::size_t, SgdParameters,
                                         double*, const std::atomic<bool>&);
template TrainOutcome train_steps<double>(Network<double>&, Workspace<double>&, const Dataset&,
                                          const std::uint32_t*, std::size_t, std::size_t, SgdParameters,
                                          double*, const std::atomic<bool>&);

}  // namespace blasnet::engine
