// Gradient steps.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "engine/augmented_batches.h"
#include "engine/dataset.h"
#include "engine/loss.h"
#include "engine/network.h"
#include "engine/optimizer.h"
#include "engine/training_pass.h"
#include "engine/workspace.h"

namespace blasnet::engine {

enum class Ended { kCompleted, kCancelled, kNonFinite };

struct TrainOutcome {
  std::size_t losses;  // how many were written
  Ended ended;
  // Where the first number that is not finite turned up: kInInputs, a layer, or past the last layer the loss
  // itself.
  std::ptrdiff_t where = 0;
};
inline constexpr std::ptrdiff_t kInInputs = -1;

// What a stretch of training steps goes by.
struct TrainParameters {
  OptimizerSpec optimizer;
  LossSpec loss;
  double learning_rate = 0;
  const double* learning_rates = nullptr;              // [steps], the rate of each step instead
  DropoutSeed dropout;                                 // of the first step; the others count on
  std::optional<AugmentationParameters> augmentation;  // of inputs that are images, in bytes
  std::size_t threads = 1;                             // at least 1
};

// Threads that a step on batches of this size gains from: at most `threads`, at least 1.
std::size_t training_threads(const ParameterLayout& layout, std::size_t batch, std::size_t threads);

// Takes `steps` steps, step s on the samples indices[s·batch … (s + 1)·batch), and writes the loss of each
// batch, before its update and without penalties, to losses [steps]. Stops before the next step when
// `cancelled` is set, and at a loss that is not finite, without that step's update. The threads share each
// step; the result is the same for any number of them, and of those that augment. A step allocates nothing; a
// call allocates what the loss, the optimizer and a sparse first layer need, and the workspace when it has
// not seen the batch size.
template <typename T>
TrainOutcome train_steps(Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                         const std::uint32_t* indices, std::size_t steps, std::size_t batch,
                         const TrainParameters& parameters, double* losses,
                         const std::atomic<bool>& cancelled);

}  // namespace blasnet::engine
