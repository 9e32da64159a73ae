// Gradient steps.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "engine/dataset.h"
#include "engine/network.h"
#include "engine/sgd.h"
#include "engine/workspace.h"

namespace blasnet::engine {

enum class Ended { kCompleted, kCancelled, kNonFinite };

struct TrainOutcome {
  std::size_t losses;  // how many were written
  Ended ended;
};

// Takes `steps` steps of stochastic gradient descent on softmax cross-entropy, step s on the samples
// indices[s·batch … (s + 1)·batch), and writes the mean loss of each batch, before its update, to losses
// [steps]. Stops before the next step when `cancelled` is set, and at a loss that is not finite, without that
// step's update. A step allocates nothing; a call allocates the labels of a batch, the buffers of a
// sparse first layer, and the workspace when it has not seen the batch size.
template <typename T>
TrainOutcome train_steps(Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                         const std::uint32_t* indices, std::size_t steps, std::size_t batch,
                         SgdParameters sgd, double* losses, const std::atomic<bool>& cancelled);

}  // namespace blasnet::engine
