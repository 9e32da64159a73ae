#include "engine/train.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "engine/barrier.h"
#include "engine/dense_input.h"
#include "engine/non_finite.h"
#include "engine/objective.h"
#include "engine/passes.h"
#include "engine/prefetch.h"
#include "engine/run_on_threads.h"
#include "engine/sparse_input.h"
#include "engine/step_update.h"
#include "engine/team.h"

namespace blasnet::engine {
namespace {

// Multiply-adds of a step from which another thread is worth the two meetings.
constexpr std::size_t kWorkPerThread = 1'500'000;

// A stretch of steps under way. Input: DenseInput or SparseInput, the two ways through the first layer.
template <typename T, class Input>
class Training {
 public:
  // batches: of augmented samples, null where they are taken as they are.
  Training(Network<T>& network, Workspace<T>& workspace, const Dataset& dataset, AugmentedBatches* batches,
           std::size_t batch, const TrainParameters& parameters)
      : network_(network),
        workspace_(workspace),
        inputs_(batches == nullptr ? dataset : batches->images()),
        batches_(batches),
        batch_(batch),
        parameters_(parameters),
        input_(network, workspace, inputs_, batch, parameters.threads),
        objective_(parameters.loss, network.layout, dataset, workspace, batch),
        update_(network, workspace, input_, parameters.optimizer, parameters.threads) {
    workspace.reserve_backward(batch);
  }

  TrainOutcome run(const std::uint32_t* indices, std::size_t steps, double* losses,
                   const std::atomic<bool>& cancelled) {
    outcome_ = {steps, Ended::kCompleted};
    if (cancelled.load(std::memory_order_relaxed)) return {0, Ended::kCancelled};
    run_on_threads(parameters_.threads, [&](Share share) {
      const Team team{share, &barrier_};
      transpose_weights(network_, workspace_, share);
      team.meet();
      for (std::size_t s = 0; s < steps; ++s)
        if (!take_step(indices, s, steps, team, losses, cancelled)) return;
    });
    const std::size_t taken = outcome_.losses - (outcome_.ended == Ended::kNonFinite ? 1 : 0);
    network_.optimizer.steps += taken;
    return outcome_;
  }

 private:
  // One thread's part of step s. False when it was the last.
  bool take_step(const std::uint32_t* indices, std::size_t s, std::size_t steps, Team team, double* losses,
                 const std::atomic<bool>& cancelled) {
    const std::uint32_t* samples = indices + s * batch_;
    const Range rows = team.share.of(batch_, kRowUnit);
    const DropoutSeed dropout{parameters_.dropout.seed, parameters_.dropout.step + s};
    // Each thread takes its samples from one end of the network to the other and back …
    TrainingPass<T> pass(network_, workspace_, batch_, rows, team);
    // Where the inputs of the samples stand.
    const std::uint32_t* places = batches_ == nullptr ? samples : batches_->places(s);
    if (batches_ != nullptr) batches_->finish(s, team.share.index);
    input_.load(workspace_, places, rows);
    pass.drop_inputs(dropout);
    input_.product(network_, workspace_, places, rows, team.share);
    if (s + 1 < steps && batches_ == nullptr) prefetch_samples(inputs_, samples + batch_, rows);
    pass.finish_layer(0, dropout);
    pass.forward(1, dropout);
    objective_.loss_and_delta(workspace_, samples, batch_, rows);
    pass.backward();
    team.meet();
    const double loss = objective_.mean(samples, batch_);
    if (team.share.index == 0) losses[s] = loss;
    if (!std::isfinite(loss)) {
      if (team.share.index == 0) report_non_finite(s);
      return false;
    }
    // … and then its rows of every weight through all samples.
    update(places, s, team);
    if (team.share.index == 0 && s + 1 < steps && cancelled.load(std::memory_order_relaxed))
      outcome_ = {s + 1, Ended::kCancelled};
    team.meet();
    if (batches_ != nullptr && team.share.index == 0) batches_->release(s);
    return outcome_.ended != Ended::kCancelled;
  }

  void update(const std::uint32_t* places, std::size_t s, Team team) {
    const double rate =
        parameters_.learning_rates == nullptr ? parameters_.learning_rate : parameters_.learning_rates[s];
    update_.run(places, batch_, rate, network_.optimizer.steps + s + 1, team);
  }

  void report_non_finite(std::size_t s) {
    constexpr bool kGathers = std::is_same_v<Input, DenseInput<T>>;
    outcome_ = {s + 1, Ended::kNonFinite, first_non_finite(network_.layout, workspace_, batch_, kGathers)};
  }

  Network<T>& network_;
  Workspace<T>& workspace_;
  const Dataset& inputs_;
  AugmentedBatches* batches_;
  std::size_t batch_;
  const TrainParameters& parameters_;
  Input input_;
  Objective<T> objective_;
  StepUpdate<T, Input> update_;
  Barrier barrier_;
  TrainOutcome outcome_{};  // written by share 0, read by all past the next meeting
};

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
                         const TrainParameters& parameters, double* losses,
                         const std::atomic<bool>& cancelled) {
  std::optional<AugmentedBatches> batches;
  if (parameters.augmentation)
    batches.emplace(*parameters.augmentation, dataset, indices, steps, batch, parameters.dropout.seed,
                    parameters.dropout.step * batch, parameters.threads);
  const auto run = [&]<class Input>() {
    Training<T, Input> training(network, workspace, dataset, batches ? &*batches : nullptr, batch,
                                parameters);
    return training.run(indices, steps, losses, cancelled);
  };
  return prefers_sparse_input(network.layout, batches ? batches->images() : dataset, batch)
             ? run.template operator()<SparseInput<T>>()
             : run.template operator()<DenseInput<T>>();
}

#define BLASNET_INSTANTIATE(T)                                                                           \
  template TrainOutcome train_steps<T>(Network<T>&, Workspace<T>&, const Dataset&, const std::uint32_t*, \
                                       std::size_t, std::size_t, const TrainParameters&, double*,        \
                                       const std::atomic<bool>&);
BLASNET_INSTANTIATE(float)
BLASNET_INSTANTIATE(double)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::engine
