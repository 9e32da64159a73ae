// A training step piece by piece, for a loop that somebody else runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "engine/dataset.h"
#include "engine/loss.h"
#include "engine/network.h"
#include "engine/optimizer.h"
#include "engine/training_pass.h"
#include "engine/workspace.h"

namespace blasnet::engine {

struct ManualStepParameters {
  OptimizerSpec optimizer;
  LossSpec loss;
  std::size_t batch = 1;    // most samples of a batch
  std::size_t threads = 1;  // at most; a step uses as many as training_threads() says
};

// forward(); loss_and_delta() or set_output_gradient(); backward(); step(): the same arithmetic, in the same
// order, as train_steps(). The caller sees to the order. Pieces allocate nothing, and are all called on the
// thread that made the object. Network, workspace and data set must outlive it.
template <typename T>
class ManualStep {
 public:
  virtual ~ManualStep() = default;

  // Before the first step, and whenever anybody else may have used the network or its workspace.
  virtual void refresh() = 0;
  // Takes `rows` samples through the network, as while training. Copies the indices.
  virtual void forward(const std::uint32_t* samples, std::size_t rows, DropoutSeed dropout) = 0;
  // Loss of the batch, without penalties.
  virtual double loss() = 0;
  // The same, and leaves ∂loss/∂outputs for backward().
  virtual double loss_and_delta() = 0;
  // ∂C/∂outputs [rows, outputs] of a loss of the caller's own, for backward().
  virtual void set_output_gradient(const T* gradient) = 0;
  virtual void backward() = 0;
  // block, laid out as the parameters are and zero to begin with, ← the gradient, penalties included.
  virtual void gradient(T* block) = 0;
  virtual void step(double learning_rate) = 0;

  // Of the last forward().
  virtual std::size_t rows() const = 0;
  // Where the first number that is not finite turned up in it; see first_non_finite().
  virtual std::ptrdiff_t first_non_finite() = 0;
  virtual std::size_t threads() const = 0;
};

template <typename T>
std::unique_ptr<ManualStep<T>> make_manual_step(Network<T>& network, Workspace<T>& workspace,
                                                const Dataset& dataset,
                                                const ManualStepParameters& parameters);

}  // namespace blasnet::engine
