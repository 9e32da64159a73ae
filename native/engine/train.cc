#include "engine/train.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/barrier.h"
#include "engine/dense_input.h"
#include "engine/loss.h"
#include "engine/passes.h"
#include "engine/prefetch.h"
#include "engine/run_on_threads.h"
#include "engine/sparse_input.h"

namespace blasnet::engine {
namespace {

// Samples that a thread takes together: the rows of the largest tile of a product.
constexpr std::size_t kRowUnit = 8;
// Rows of a weight that a thread takes together.
constexpr std::size_t kInputUnit = 4;
// Multiply-adds of a step from which another thread is worth the two meetings.
constexpr std::size_t kWorkPerThread = 1'500'000;

// Input: DenseInput or SparseInput, the two ways through the first layer.
template <typename T, class Input>
TrainOutcome run(Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                 const std::uint32_t* indices, std::size_t steps, std::size_t batch, const SgdParameters& sgd,
                 std::size_t threads, double* losses, const std::atomic<bool>& cancelled) {
  Input input(network, workspace, dataset, batch, threads);
  workspace.reserve_backward(batch);
  std::vector<std::int32_t> labels(batch);
  std::vector<double> row_losses(batch);
  const auto& layers = network.layout.layers();
  if (cancelled.load(std::memory_order_relaxed)) return {0, Ended::kCancelled};

  Barrier barrier;
  TrainOutcome outcome{steps, Ended::kCompleted};  // written by share 0, read by all past the next meeting
  run_on_threads(threads, [&](Share share) {
    const auto meet = [&] { barrier.wait(share.count); };
    const Range rows = share.of(batch, kRowUnit);
    const auto inputs_of = [&](std::size_t l) { return share.of(layers[l].inputs, kInputUnit); };
    for (std::size_t l = 1; l < layers.size(); ++l) transpose_weight(network, workspace, inputs_of(l), l);
    meet();
    for (std::size_t s = 0; s < steps; ++s) {
      // Each thread takes its samples from one end of the network to the other and back …
      const std::uint32_t* samples = indices + s * batch;
      const SgdParameters now = sgd.of_step(s);
      for (std::size_t r = rows.first; r < rows.last; ++r) labels[r] = dataset.labels[samples[r]];
      input.product(network, workspace, samples, rows, share);
      if (s + 1 < steps) prefetch_samples(dataset, samples + batch, rows);
      finish_layer(network, workspace, rows, 0);
      forward(network, workspace, rows, 1);
      loss_and_delta(network.layout, workspace, batch, rows, labels.data(), row_losses.data());
      for (std::size_t l = layers.size() - 1; l > 0; --l) {
        through_activation(network, workspace, rows, l);
        input_gradient(network, workspace, rows, l);
      }
      through_activation(network, workspace, rows, 0);
      meet();
      const double loss = mean(batch, row_losses.data());
      if (share.index == 0) losses[s] = loss;
      if (!std::isfinite(loss)) {
        if (share.index == 0) outcome = {s + 1, Ended::kNonFinite};
        return;
      }
      // … and then its rows of every weight through all samples.
      input.update_weight(network, workspace, samples, batch, now, share);
      for (std::size_t l = 1; l < layers.size(); ++l) {
        update_dense_weight(network, workspace, batch, l, now, inputs_of(l));
        transpose_weight(network, workspace, inputs_of(l), l);
      }
      for (std::size_t l = share.index; l < layers.size(); l += share.count)
        update_bias(network, workspace, batch, l, now);
      if (share.index == 0 && s + 1 < steps && cancelled.load(std::memory_order_relaxed))
        outcome = {s + 1, Ended::kCancelled};
      meet();
      if (outcome.ended == Ended::kCancelled) return;
    }
  });
  return outcome;
}

}  // namespace

std::size_t training_threads(const ParameterLayout& layout, std::size_t batch, std::size_t threads) {
  std::size_t weights = 0;
  for (const auto& layer : layout.layers()) weights += layer.inputs * layer.units;
  const double work = 3.0 * static_cast<double>(weights) * static_cast<double>(batch) -
                      static_cast<double>(batch * layout.layers().front().units * layout.inputs());
  const auto by_work = static_cast<std::size_t>(std::min(work / kWorkPerThread, 1e6));
  const std::size_t by_rows = (batch + kRowUnit - 1) / kRowUnit;
  return std::clamp<std::size_t>(std::min(by_work, by_rows), 1, std::max<std::size_t>(threads, 1));
}

template <typename T>
TrainOutcome train_steps(Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                         const std::uint32_t* indices, std::size_t steps, std::size_t batch,
                         SgdParameters sgd, std::size_t threads, double* losses,
                         const std::atomic<bool>& cancelled) {
  const auto run_with =
      prefers_sparse_input(network.layout, dataset, batch) ? run<T, SparseInput<T>> : run<T, DenseInput<T>>;
  return run_with(network, workspace, dataset, indices, steps, batch, sgd, threads, losses, cancelled);
}

#define BLASNET_INSTANTIATE(T)                                                                           \
  template TrainOutcome train_steps<T>(Network<T>&, Workspace<T>&, const Dataset&, const std::uint32_t*, \
                                       std::size_t, std::size_t, SgdParameters, std::size_t, double*,    \
                                       const std::atomic<bool>&);
BLASNET_INSTANTIATE(float)
BLASNET_INSTANTIATE(double)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::engine
