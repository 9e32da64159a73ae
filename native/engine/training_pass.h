// Forward and backward pass as they are while training: with dropout, and with the statistics of the batch
// where a layer normalises.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/network.h"
#include "engine/objective.h"
#include "engine/range.h"
#include "engine/team.h"
#include "engine/workspace.h"

namespace blasnet::engine {

// Samples that a thread takes together: the rows of the largest tile of a product.
inline constexpr std::size_t kRowUnit = 8;

// What decides which outputs dropout drops in one step.
struct DropoutSeed {
  std::uint64_t seed = 0;
  std::uint64_t step = 0;
};

// One thread's part of the passes over a batch of `batch` samples: the rows that it has taken, and, where a
// batch normalisation needs whole columns, those. All threads of the team make the same calls.
template <typename T>
class TrainingPass {
 public:
  TrainingPass(const Network<T>& network, Workspace<T>& workspace, std::size_t batch, Range rows, Team team)
      : network_(network), workspace_(workspace), batch_(batch), rows_(rows), team_(team) {}

  // On workspace.inputs(): drops inputs, where the network does. Before the product of layer 0.
  void drop_inputs(DropoutSeed dropout);
  // outputs(l) from products(l): what is left of layer l after its product.
  void finish_layer(std::size_t l, DropoutSeed dropout);
  // Layers first_layer … last.
  void forward(std::size_t first_layer, DropoutSeed dropout);
  // From delta(last) = ∂C/∂outputs to delta(l) = ∂C/∂(x·W) of every layer.
  void backward();

 private:
  std::uint64_t key(std::size_t layer, DropoutSeed dropout) const;
  void normalise(std::size_t l);
  void through_normalisation(std::size_t l);

  const Network<T>& network_;
  Workspace<T>& workspace_;
  std::size_t batch_;
  Range rows_;
  Team team_;
};

// running ← (1 − momentum)·running + momentum·(statistics of the batch) of layer l, the variance as n/(n − 1)
// times that of the batch, an estimate without bias.
template <typename T>
void update_running_statistics(Network<T>& network, Workspace<T>& workspace, std::size_t batch,
                               std::size_t l);

}  // namespace blasnet::engine
