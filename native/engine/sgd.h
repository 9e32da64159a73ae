// Settings of stochastic gradient descent: v ← ∇ + momentum·v; w ← w − learning_rate·v.
#pragma once

namespace blasnet::engine {

struct SgdParameters {
  double learning_rate;
  double momentum;
};

}  // namespace blasnet::engine
