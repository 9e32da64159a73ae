// Which rule moves the parameters, and what it remembers from step to step.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <variant>

#include "engine/aligned_buffer.h"

namespace blasnet::engine {

// The rules; formulas and sources stand in kernels/optimizers.h.
struct Sgd {
  double momentum = 0;
  bool nesterov = false;
};
struct Rmsprop {
  double rho = 0.99;
  double epsilon = 1e-8;
  double momentum = 0;
  bool centered = false;
};
struct Adam {
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  bool amsgrad = false;
};
struct Adagrad {
  double epsilon = 1e-10;
  double initial_accumulator = 0;
};

struct OptimizerSpec {
  static constexpr double kNoLimit = std::numeric_limits<double>::infinity();

  std::variant<Sgd, Rmsprop, Adam, Adagrad> rule = Sgd{};
  double l2 = 0;                 // decay of the weights, not of vectors, as a part of their gradient
  double decay = 0;              // the same apart from the gradient: w ← w − α·decay·w
  double clip_value = kNoLimit;  // of each component of the gradient
  double clip_norm = kNoLimit;   // of the gradient of all parameters, after clip_value
  double max_norm = kNoLimit;    // of the weights into one unit, after the update
  std::optional<double> average_decay = std::nullopt;  // keep a moving average of all parameters

  // Whether a step is no more than v ← ∇ + γ·v; w ← w − α·v, which has kernels of its own.
  bool is_plain_sgd() const;
  // Blocks of the size of the parameters that are kept beside them: slots, the average, and the gradient
  // where all of it has to be known at once.
  std::size_t blocks() const;
};

// Blocks laid out as the parameters are.
template <typename T>
struct OptimizerState {
  explicit OptimizerState(std::size_t block_size) { slots[0] = AlignedBuffer<T>(block_size); }

  // Makes room for what `spec` remembers. Where the rule or its options ask for other slots than before,
  // forgets everything.
  void prepare(const OptimizerSpec& spec, const AlignedBuffer<T>& parameters);
  // As if no step had been taken.
  void reset();
  // Whether slots[0] is the velocity of SGD.
  bool has_velocity() const { return rule_ == 0; }

  // SGD: velocity. RMSprop: mean square, mean (centered), velocity (momentum). Adam: first moment, second
  // moment, its maximum (AMSGrad). AdaGrad: sum of squares.
  std::array<AlignedBuffer<T>, 3> slots;
  AlignedBuffer<T> average;  // of the parameters; empty where nobody asks for it
  std::uint64_t steps = 0;   // taken since the reset

 private:
  bool fresh_ = true;
  std::size_t rule_ = 0;
  std::array<bool, 3> used_ = {true, false, false};
};

}  // namespace blasnet::engine
