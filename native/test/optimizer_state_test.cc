#include <gtest/gtest.h>

#include <vector>

#include "engine/optimizer.h"
#include "engine/train.h"
#include "test/closeness.h"
#include "test/fixtures.h"
#include "test/optimizer_specs.h"
#include "test/samples.h"
#include "test/target_samples.h"
#include "test/training_state.h"

namespace blasnet::engine {
namespace {

using test::TargetKind;
using test::TargetSamples;

constexpr std::size_t kSize = 32;
constexpr std::size_t kBatch = 8;

AlignedBuffer<double> filled(double value) {
  AlignedBuffer<double> buffer(kSize);
  std::fill_n(buffer.data(), kSize, value);
  return buffer;
}

template <class Rule>
OptimizerSpec spec_of(Rule rule) {
  OptimizerSpec spec;
  spec.rule = rule;
  return spec;
}

std::vector<double> all(double value) { return std::vector<double>(kSize, value); }

TEST(OptimizerSpec, PlainSgdIsSgdWithMomentumAlone) {
  EXPECT_TRUE(spec_of(Sgd{}).is_plain_sgd());
  EXPECT_TRUE(spec_of(Sgd{0.9}).is_plain_sgd());
  EXPECT_FALSE(spec_of(Sgd{0.9, true}).is_plain_sgd());
  for (const auto& rule : {spec_of(Rmsprop{}), spec_of(Adam{}), spec_of(Adagrad{})})
    EXPECT_FALSE(rule.is_plain_sgd());
  // Only the one without an option, and the first.
  const auto variants = test::with_every_option({"SGD", spec_of(Sgd{0.9})});
  for (const auto& [name, spec] : variants)
    EXPECT_EQ(spec.is_plain_sgd(), &spec == &variants.front().spec) << name;
}

TEST(OptimizerState, HasTheSlotsThatARuleNeeds) {
  const AlignedBuffer<double> parameters = filled(3);
  const auto slots_of = [&](const OptimizerSpec& spec) {
    OptimizerState<double> state(kSize);
    state.prepare(spec, parameters);
    std::vector<bool> has;
    for (const auto& slot : state.slots) {
      has.push_back(slot.size() == kSize);
      EXPECT_TRUE(slot.size() == 0 || slot.size() == kSize);
    }
    return has;
  };
  using Slots = std::vector<bool>;
  EXPECT_EQ(slots_of(spec_of(Sgd{})), (Slots{true, false, false}));
  EXPECT_EQ(slots_of(spec_of(Rmsprop{})), (Slots{true, false, false}));
  EXPECT_EQ(slots_of(spec_of(Rmsprop{0.9, 1e-8, 0.5})), (Slots{true, false, true}));
  EXPECT_EQ(slots_of(spec_of(Rmsprop{0.9, 1e-8, 0, true})), (Slots{true, true, false}));
  EXPECT_EQ(slots_of(spec_of(Adam{})), (Slots{true, true, false}));
  EXPECT_EQ(slots_of(spec_of(Adam{0.9, 0.999, 1e-8, true})), (Slots{true, true, true}));
  EXPECT_EQ(slots_of(spec_of(Adagrad{})), (Slots{true, false, false}));
}

TEST(OptimizerState, AdagradBeginsWithItsAccumulatorOnce) {
  const AlignedBuffer<double> parameters = filled(3);
  OptimizerState<double> state(kSize);
  state.prepare(spec_of(Adagrad{1e-10, 0.25}), parameters);
  EXPECT_EQ(test::copy_of(state.slots[0]), all(0.25));
  EXPECT_FALSE(state.has_velocity());
  std::fill_n(state.slots[0].data(), kSize, 5.0);
  state.prepare(spec_of(Adagrad{1e-10, 0.25}), parameters);
  EXPECT_EQ(test::copy_of(state.slots[0]), all(5));
  state.reset();
  state.prepare(spec_of(Adagrad{1e-10, 0.5}), parameters);
  EXPECT_EQ(test::copy_of(state.slots[0]), all(0.5));
}

TEST(OptimizerState, AnotherRuleForgets) {
  const AlignedBuffer<double> parameters = filled(3);
  const auto changed = [&](const OptimizerSpec& from, const OptimizerSpec& to) {
    OptimizerState<double> state(kSize);
    state.prepare(from, parameters);
    state.steps = 7;
    for (auto& slot : state.slots) std::fill_n(slot.data(), slot.size(), 2.0);
    state.prepare(to, parameters);
    const bool zero = test::copy_of(state.slots[0]) == all(0);
    EXPECT_TRUE(zero || test::copy_of(state.slots[0]) == all(2));
    EXPECT_EQ(state.steps, zero ? 0u : 7u);
    return zero;
  };
  EXPECT_TRUE(changed(spec_of(Sgd{}), spec_of(Adam{})));
  EXPECT_TRUE(changed(spec_of(Sgd{}), spec_of(Adagrad{})));  // the same slots
  EXPECT_TRUE(changed(spec_of(Rmsprop{}), spec_of(Adagrad{})));
  EXPECT_TRUE(changed(spec_of(Adam{}), spec_of(Adam{0.9, 0.999, 1e-8, true})));
  EXPECT_TRUE(changed(spec_of(Rmsprop{}), spec_of(Rmsprop{0.9, 1e-8, 0.5})));
  EXPECT_FALSE(changed(spec_of(Sgd{0.5}), spec_of(Sgd{0.9, true})));
  EXPECT_FALSE(changed(spec_of(Adam{}), spec_of(Adam{0.8, 0.99, 1e-3})));
  OptimizerSpec decays = spec_of(Adam{});
  decays.l2 = decays.decay = 0.1;
  EXPECT_FALSE(changed(spec_of(Adam{}), decays));
}

TEST(OptimizerState, TheAverageBeginsWithTheParametersAndGoesWithTheOption) {
  const AlignedBuffer<double> parameters = filled(3);
  const AlignedBuffer<double> others = filled(4);
  OptimizerSpec averaged = spec_of(Sgd{});
  averaged.average_decay = 0.9;
  OptimizerState<double> state(kSize);
  state.prepare(averaged, parameters);
  EXPECT_EQ(test::copy_of(state.average), all(3));
  state.prepare(averaged, others);
  EXPECT_EQ(test::copy_of(state.average), all(3));
  state.prepare(spec_of(Sgd{}), others);
  EXPECT_EQ(state.average.size(), 0u);
  state.prepare(averaged, others);
  EXPECT_EQ(test::copy_of(state.average), all(4));
  state.reset();
  EXPECT_EQ(state.average.size(), 0u);
  EXPECT_EQ(state.steps, 0u);
}

// After a reset a run is as with a new network.
TEST(OptimizerState, AResetForgetsAllThatTrainingDependsOn) {
  const NetworkSpec spec = test::mixed_spec();
  const TargetSamples samples(40, 9, 4, TargetKind::kLabels, false);
  const std::vector<std::uint32_t> indices = test::some_indices(5 * kBatch, 40);
  const std::vector<double> values = test::some_parameters(spec);
  for (const test::NamedOptimizer& rule : test::every_rule()) {
    const test::NamedOptimizer optimizer = test::with_every_option(rule).back();
    SCOPED_TRACE(optimizer.name);
    Network<float> network = test::network_with<float>(spec, values);
    Workspace<float> workspace(network.layout);
    const auto train = [&] {
      TrainParameters parameters;
      parameters.optimizer = optimizer.spec;
      parameters.learning_rate = 0.05;
      std::vector<double> losses(5);
      train_steps(network, workspace, samples.dataset(), indices.data(), 5, kBatch, parameters, losses.data(),
                  test::kNotCancelled);
      return test::state_of(network);
    };
    const std::vector<float> start(values.begin(), values.end());
    const auto first = train();
    EXPECT_EQ(first.steps, 5u);
    network.layout.from_exchange(start.data(), network.parameters.data());
    EXPECT_FALSE(train() == first);
    network.layout.from_exchange(start.data(), network.parameters.data());
    network.optimizer.reset();
    EXPECT_TRUE(train() == first);
  }
}

TEST(OptimizerSpec, CountsWhatIsKeptBesideTheParameters) {
  EXPECT_EQ(OptimizerSpec{}.blocks(), 1u);
  OptimizerSpec spec;
  spec.rule = Adam{};
  EXPECT_EQ(spec.blocks(), 2u);
  spec.rule = Adam{.amsgrad = true};
  spec.average_decay = 0.9;
  spec.clip_norm = 1;
  EXPECT_EQ(spec.blocks(), 5u);
  spec.rule = Rmsprop{.momentum = 0.5, .centered = true};
  EXPECT_EQ(spec.blocks(), 5u);
}

}  // namespace
}  // namespace blasnet::engine
