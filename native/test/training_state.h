// Everything that training changes, for comparisons.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/network.h"
#include "test/fixtures.h"

namespace blasnet::test {

// Blocks as they lie in memory, gaps included; slots that are not in use are empty.
template <typename T>
struct TrainingState {
  std::vector<T> parameters;
  std::array<std::vector<T>, 3> slots;
  std::vector<T> average;
  std::uint64_t steps = 0;

  bool operator==(const TrainingState&) const = default;
};

template <typename T>
TrainingState<T> state_of(const engine::Network<T>& network) {
  TrainingState<T> state{
      copy_of(network.parameters), {}, copy_of(network.optimizer.average), network.optimizer.steps};
  for (std::size_t i = 0; i < 3; ++i) state.slots[i] = copy_of(network.optimizer.slots[i]);
  return state;
}

// 1 where a block holds a number, 0 in its gaps.
template <typename T>
std::vector<T> used_places(const engine::ParameterLayout& layout) {
  const std::vector<T> ones(layout.count(), T(1));
  std::vector<T> block(layout.block_size());
  layout.from_exchange(ones.data(), block.data());
  return block;
}

// Whether every gap of every block is zero, but for those of slot 0, which hold what AdaGrad's accumulator
// began with.
template <typename T>
bool gaps_are_zero(const engine::Network<T>& network, double accumulator = 0) {
  const std::vector<T> used = used_places<T>(network.layout);
  const TrainingState<T> state = state_of(network);
  const auto holds = [&](const std::vector<T>& block, double value) {
    for (std::size_t i = 0; i < block.size(); ++i)
      if (used[i] == T(0) && block[i] != static_cast<T>(value)) return false;
    return true;
  };
  return holds(state.parameters, 0) && holds(state.slots[0], accumulator) && holds(state.slots[1], 0) &&
         holds(state.slots[2], 0) && holds(state.average, 0);
}

}  // namespace blasnet::test
