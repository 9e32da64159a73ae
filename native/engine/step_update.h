// What ends a step: from delta(l) of every layer to new parameters, by whichever way the optimizer goes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

#include "engine/network.h"
#include "engine/optimizer.h"
#include "engine/passes.h"
#include "engine/plain_sgd.h"
#include "engine/team.h"
#include "engine/training_pass.h"
#include "engine/update.h"
#include "engine/workspace.h"

namespace blasnet::engine {

// Rows of a weight that a thread takes together.
inline constexpr std::size_t kInputUnit = 4;

// Every weight to where a backward pass reads it, shared by a team.
template <typename T>
void transpose_weights(const Network<T>& network, Workspace<T>& workspace, Share share) {
  const auto& layers = network.layout.layers();
  for (std::size_t l = 1; l < layers.size(); ++l)
    transpose_weight(network, workspace, share.of(layers[l].inputs, kInputUnit), l);
}

// Input: DenseInput or SparseInput, the two ways through the first layer.
template <typename T, class Input>
class StepUpdate {
 public:
  // Makes room for what the optimizer remembers.
  StepUpdate(Network<T>& network, Workspace<T>& workspace, Input& input, const OptimizerSpec& spec,
             std::size_t threads)
      : network_(network), workspace_(workspace), input_(input), spec_(spec) {
    network.optimizer.prepare(spec, network.parameters);
    const auto& all = layers();
    const bool penalised = std::any_of(all.begin(), all.end(), [](const auto& l) { return l.has_penalty(); });
    if (penalised || !spec.is_plain_sgd()) blocks_.emplace(network, workspace, input, spec, threads);
  }

  // step: counted from 1 since the optimizer's reset. All threads of the team call it; it ends before the
  // others have.
  void run(const std::uint32_t* samples, std::size_t batch, double learning_rate, std::uint64_t step,
           Team team) {
    if (blocks_) return blocks_->run(samples, batch, learning_rate, step, team);
    const SgdParameters sgd{learning_rate, std::get<Sgd>(spec_.rule).momentum};
    input_.update_weight(network_, workspace_, samples, batch, sgd, team.share);
    for (std::size_t l = 1; l < layers().size(); ++l) {
      const Range inputs = team.share.of(layers()[l].inputs, kInputUnit);
      update_dense_weight(network_, workspace_, batch, l, sgd, inputs);
      transpose_weight(network_, workspace_, inputs, l);
    }
    for (std::size_t l = team.share.index; l < layers().size(); l += team.share.count) {
      update_vectors(network_, workspace_, batch, l, sgd);
      update_running_statistics(network_, workspace_, batch, l);
    }
  }

 private:
  const std::vector<ParameterLayout::Layer>& layers() const { return network_.layout.layers(); }

  Network<T>& network_;
  Workspace<T>& workspace_;
  Input& input_;
  const OptimizerSpec& spec_;
  std::optional<Update<T, Input>> blocks_;  // none for plain SGD, which has kernels of its own
};

}  // namespace blasnet::engine
