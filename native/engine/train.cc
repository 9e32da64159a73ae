#include "engine/train.h"

#include <cmath>
#include <vector>

#include "engine/loss.h"
#include "engine/passes.h"
#include "kernels/sgd.h"

namespace blasnet::engine {

template <typename T>
TrainOutcome train_steps(Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                         const std::uint32_t* indices, std::size_t steps, std::size_t batch,
                         SgdParameters sgd, double* losses, const std::atomic<bool>& cancelled) {
  workspace.reserve_backward(batch);
  std::vector<std::int32_t> labels(batch);
  const T lr = static_cast<T>(sgd.learning_rate);
  T* parameters = network.parameters.data();
  T* velocity = network.velocity.data();
  for (std::size_t s = 0; s < steps; ++s) {
    if (cancelled.load(std::memory_order_relaxed)) return {s, Ended::kCancelled};
    const std::uint32_t* samples = indices + s * batch;
    load_batch(dataset, samples, batch, workspace);
    for (std::size_t i = 0; i < batch; ++i) labels[i] = dataset.labels[samples[i]];
    forward(network, workspace, batch);
    losses[s] = loss_and_delta(network.layout, workspace, batch, labels.data());
    if (!std::isfinite(losses[s])) return {s + 1, Ended::kNonFinite};
    // v ← ∇ + γ·v happens inside the products of the backward pass; what is left is w ← w − α·v.
    backward(network, workspace, batch, velocity, static_cast<T>(sgd.momentum), [&](const auto& layer) {
      kernels::descend(layer.end - layer.weight, velocity + layer.weight, lr, parameters + layer.weight);
    });
  }
  return {steps, Ended::kCompleted};
}

template TrainOutcome train_steps<float>(Network<float>&, Workspace<float>&, const Dataset&,
                                         const std::uint32_t*, std::size_t, std::size_t, SgdParameters,
                                         double*, const std::atomic<bool>&);
template TrainOutcome train_steps<double>(Network<double>&, Workspace<double>&, const Dataset&,
                                          const std::uint32_t*, std::size_t, std::size_t, SgdParameters,
                                          double*, const std::atomic<bool>&);

}  // namespace blasnet::engine
