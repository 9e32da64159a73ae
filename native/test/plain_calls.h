// The engine's functions with plain SGD and plain softmax cross-entropy, for tests of what does not depend on
// them.
#pragma once

#include "engine/evaluate.h"
#include "engine/gradient.h"
#include "engine/layer_statistics.h"
#include "engine/train.h"
#include "test/fixtures.h"

namespace blasnet::test {

struct Sgd {
  double learning_rate;
  double momentum;
};

inline engine::TrainParameters parameters_of(const Sgd& sgd, std::size_t threads = 1) {
  engine::TrainParameters parameters;
  parameters.optimizer.rule = engine::Sgd{sgd.momentum};
  parameters.learning_rate = sgd.learning_rate;
  parameters.threads = threads;
  return parameters;
}

template <typename T>
engine::TrainOutcome take_steps(engine::Network<T>& network, engine::Workspace<T>& workspace,
                                const engine::Dataset& dataset, const std::uint32_t* indices,
                                std::size_t steps, std::size_t batch, const Sgd& sgd, std::size_t threads,
                                double* losses, const std::atomic<bool>& cancelled) {
  return engine::train_steps(network, workspace, dataset, indices, steps, batch, parameters_of(sgd, threads),
                             losses, cancelled);
}

inline const engine::LossSpec kPlainLoss{};

template <typename T>
engine::Evaluation evaluate(const engine::Network<T>& network, engine::Workspace<T>& workspace,
                            const engine::Dataset& dataset, std::size_t threads,
                            const std::atomic<bool>& cancelled) {
  return engine::evaluate(network, workspace, dataset, kPlainLoss, threads, cancelled);
}

template <typename T>
double gradient_of_batch(const engine::Network<T>& network, engine::Workspace<T>& workspace,
                         const engine::Dataset& dataset, const std::uint32_t* indices, std::size_t rows,
                         T* block) {
  return engine::gradient_of_batch(network, workspace, {dataset, indices, rows, kPlainLoss, {}}, block);
}

template <typename T>
double gradient(const engine::Network<T>& network, engine::Workspace<T>& workspace,
                const engine::Dataset& dataset, const std::uint32_t* indices, std::size_t rows, T* out) {
  return engine::gradient(network, workspace, {dataset, indices, rows, kPlainLoss, {}}, out);
}

template <typename T>
bool numerical_gradient(engine::Network<T>& network, engine::Workspace<T>& workspace,
                        const engine::Dataset& dataset, const std::uint32_t* indices, std::size_t rows,
                        double epsilon, const std::uint32_t* chosen, std::size_t n, double* out,
                        const std::atomic<bool>& cancelled) {
  return engine::numerical_gradient(network, workspace, {dataset, indices, rows, kPlainLoss, {}}, epsilon,
                                    chosen, n, out, cancelled);
}

template <typename T>
engine::LayerStatistics layer_statistics(const engine::Network<T>& network, engine::Workspace<T>& workspace,
                                         const engine::Dataset& dataset, const std::uint32_t* indices,
                                         std::size_t rows) {
  return engine::layer_statistics(network, workspace, {dataset, indices, rows, kPlainLoss, {}});
}

}  // namespace blasnet::test
