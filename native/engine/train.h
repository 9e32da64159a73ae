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

// Threads that a step on batches of this size gains from: at most `threads`, at least 1.
std::size_t training_threads(const ParameterLayout& layout, std::size_t batch, std::size_t threads);

// Takes `steps` steps of stochastic gradient descent on softmax cross-entropy, step s on the samples
// indices[s·batch … (s + 1)·batch), and writes the mean loss of each batch, before its update, to losses
// [steps]. Stops before the next step when `cancelled` is set, and at a loss that is not finite, without that
// step's update. `threads` threads, at least 1, share each step; the result is the same for any number of
// them. A step allocates nothing; a call allocates the labels and losses of a batch, the buffers of a sparse
// first layer, and the workspace when it has not seen the batch size.
template <typename T>
TrainOutcome train_steps(Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                         const std::uint32_t* indices, std::size_t steps, std::size_t batch,
                         SgdParameters sgd, std::size_t threads, double* losses,
                         const std::atomic<bool>& cancelled);

}  // namespace blasnet::engine
