// Steps of every optimizer with every option, against the gradient of the batch and a naive step.
#include "engine/update.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/gradient.h"
#include "engine/train.h"
#include "test/closeness.h"
#include "test/fixtures.h"
#include "test/naive_step.h"
#include "test/optimizer_specs.h"
#include "test/samples.h"
#include "test/target_samples.h"
#include "test/targets.h"
#include "test/training_state.h"

namespace blasnet::engine {
namespace {

using kernels::Activation;
using test::close;
using test::NaiveState;
using test::NamedOptimizer;
using test::TargetKind;
using test::TargetSamples;

constexpr std::size_t kCount = 60;
constexpr std::size_t kClasses = 3;
constexpr std::size_t kBatch = 9;
constexpr double kLearningRate = 0.05;
constexpr DropoutSeed kDropout{5, 40};

LayerSpec layer_of(std::size_t units, Activation activation, bool bias, bool batch_norm, double dropout) {
  LayerSpec layer{units, activation, bias};
  if (batch_norm) layer.batch_norm = BatchNormSpec{0.2, 0.01};
  layer.dropout = dropout;
  return layer;
}

// Odd widths, all that layers can have.
NetworkSpec small_spec(std::size_t inputs = 37) {
  NetworkSpec spec{
      inputs,
      {layer_of(19, Activation::kTanh, true, true, 0.2), layer_of(7, Activation::kSilu, true, false, 0),
       layer_of(5, Activation::kSigmoid, false, true, 0),
       layer_of(kClasses, Activation::kIdentity, false, false, 0)}};
  spec.layers[1].l1 = 0.01;
  spec.layers[2].l2 = 0.03;
  return spec;
}

// Layers of several blocks, and rows that stand further apart than they are long.
NetworkSpec wide_spec() {
  NetworkSpec spec{
      300,
      {layer_of(520, Activation::kTanh, true, true, 0.2), layer_of(128, Activation::kSilu, true, true, 0),
       layer_of(120, Activation::kTanh, true, false, 0),
       layer_of(kClasses, Activation::kIdentity, true, false, 0)}};
  spec.layers[1].l2 = 0.01;
  return spec;
}

TrainParameters parameters_of(const OptimizerSpec& optimizer, std::size_t threads = 1) {
  TrainParameters parameters;
  parameters.optimizer = optimizer;
  parameters.learning_rate = kLearningRate;
  parameters.dropout = kDropout;
  parameters.threads = threads;
  return parameters;
}

double accumulator_of(const OptimizerSpec& spec) {
  const auto* adagrad = std::get_if<Adagrad>(&spec.rule);
  return adagrad == nullptr ? 0 : adagrad->initial_accumulator;
}

template <typename T>
std::vector<double> doubles_of(const ParameterLayout& layout, const AlignedBuffer<T>& block) {
  if (block.size() == 0) return {};
  const std::vector<T> values = test::exchanged(layout, block);
  return {values.begin(), values.end()};
}

// The state before a step, with what the step will find made ready.
template <typename T>
NaiveState state_before(const Network<T>& network, const OptimizerSpec& spec) {
  NaiveState state{doubles_of(network.layout, network.parameters), {}, {}};
  const std::size_t n = network.layout.count();
  const auto* rmsprop = std::get_if<Rmsprop>(&spec.rule);
  const auto* adam = std::get_if<Adam>(&spec.rule);
  const bool used[3] = {true, adam != nullptr || (rmsprop != nullptr && rmsprop->centered),
                        (adam != nullptr && adam->amsgrad) || (rmsprop != nullptr && rmsprop->momentum != 0)};
  for (std::size_t i = 0; i < 3; ++i) {
    if (!used[i]) continue;
    state.slots[i] = doubles_of(network.layout, network.optimizer.slots[i]);
    if (network.optimizer.steps == 0) state.slots[i].assign(n, accumulator_of(spec));
  }
  if (spec.average_decay)
    state.average = network.optimizer.steps == 0 ? state.parameters
                                                 : doubles_of(network.layout, network.optimizer.average);
  return state;
}

// Where running statistics stand in exchange order.
std::vector<std::size_t> running_statistics(const ParameterLayout& layout) {
  std::vector<std::size_t> places;
  std::size_t next = 0;
  for (const auto& layer : layout.layers()) {
    next += (layer.inputs + layer.vectors().size()) * layer.units;
    if (!layer.batch_norm) continue;
    for (std::size_t i = next - 2 * layer.units; i < next; ++i) places.push_back(i);
  }
  return places;
}

// running ← (1 − momentum)·running + momentum·(of the batch), as the gradient's pass has left them.
template <typename T>
void move_statistics(const Network<T>& network, Workspace<T>& workspace, std::size_t batch,
                     NaiveState& state) {
  const ParameterLayout& layout = network.layout;
  const double n = static_cast<double>(batch);
  for (const std::size_t i : running_statistics(layout)) {
    const std::size_t offset = layout.offset_of(i);
    for (std::size_t l = 0; l < layout.layers().size(); ++l) {
      const auto& layer = layout.layers()[l];
      if (!layer.batch_norm || offset < layer.running_mean || offset >= layer.end) continue;
      const double share = layer.batch_norm->momentum;
      const auto statistics = workspace.statistics(l);
      const double value =
          offset < layer.running_variance
              ? static_cast<double>(statistics.mean[offset - layer.running_mean])
              : static_cast<double>(statistics.variance[offset - layer.running_variance]) * n / (n - 1);
      state.parameters[i] = (1 - share) * state.parameters[i] + share * value;
    }
  }
}

template <typename T>
class UpdateTest : public testing::Test {
 protected:
  // Takes steps one by one, each compared with a naive one from the same state.
  static void check(const NetworkSpec& spec, const TargetSamples& samples, const NamedOptimizer& optimizer,
                    std::size_t steps) {
    SCOPED_TRACE(optimizer.name);
    Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
    Workspace<T> workspace(network.layout);
    Workspace<T> other(network.layout);
    TrainParameters parameters = parameters_of(optimizer.spec);
    const std::vector<std::size_t> statistics = running_statistics(network.layout);
    for (std::size_t s = 0; s < steps; ++s) {
      SCOPED_TRACE(testing::Message() << "step " << s);
      parameters.dropout.step = kDropout.step + s;
      const std::vector<std::uint32_t> batch = test::some_indices(kBatch, kCount, static_cast<unsigned>(s));
      NaiveState expected = state_before(network, optimizer.spec);
      std::vector<T> g(network.layout.count());
      const double loss =
          gradient(network, other,
                   {samples.dataset(), batch.data(), kBatch, parameters.loss, parameters.dropout}, g.data());
      const double penalty = test::penalty_of(spec, expected.parameters);
      test::naive_step(spec, optimizer.spec, kLearningRate, s + 1, {g.begin(), g.end()}, expected);
      move_statistics(network, other, kBatch, expected);
      if (optimizer.spec.average_decay) test::naive_average(*optimizer.spec.average_decay, s + 1, expected);

      double actual_loss = 0;
      train_steps(network, workspace, samples.dataset(), batch.data(), 1, kBatch, parameters, &actual_loss,
                  test::kNotCancelled);
      // Losses are told without penalties, which a gradient comes with.
      EXPECT_TRUE(close(static_cast<T>(actual_loss), loss - penalty, {64, 1 + 10 * penalty}));
      EXPECT_EQ(network.optimizer.steps, s + 1);
      const test::Allowance allowance{200, 1};
      EXPECT_TRUE(close(test::exchanged(network.layout, network.parameters), expected.parameters, allowance));
      for (std::size_t i = 0; i < 3; ++i) {
        ASSERT_EQ(network.optimizer.slots[i].size() == 0, expected.slots[i].empty());
        if (expected.slots[i].empty()) continue;
        // Running statistics have no place in an optimizer's memory.
        const std::vector<T> slot = test::exchanged(network.layout, network.optimizer.slots[i]);
        for (const std::size_t j : statistics) expected.slots[i][j] = static_cast<double>(slot[j]);
        EXPECT_TRUE(close(slot, expected.slots[i], allowance)) << "slot " << i;
      }
      ASSERT_EQ(network.optimizer.average.size() == 0, expected.average.empty());
      if (!expected.average.empty()) {
        EXPECT_TRUE(
            close(test::exchanged(network.layout, network.optimizer.average), expected.average, allowance));
      }
    }
  }
};

TYPED_TEST_SUITE(UpdateTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(UpdateTest, IsTheNaiveStep) {
  const TargetSamples samples(kCount, 37, kClasses, TargetKind::kLabels, false, 0, 0.8);
  TargetSamples sparse(kCount, 37, kClasses, TargetKind::kLabels, false, 0, 0.8);
  sparse.dataset().density = test::kSparse;
  for (const NamedOptimizer& rule : test::every_rule()) {
    for (const NamedOptimizer& optimizer : test::with_every_option(rule)) {
      test::for_each_target([&] { this->check(small_spec(), samples, optimizer, 4); });
      SCOPED_TRACE("sparse");
      this->check(small_spec(), sparse, optimizer, 4);
    }
  }
}

TYPED_TEST(UpdateTest, IsTheNaiveStepInEveryBlockOfAWideLayer) {
  const TargetSamples samples(kCount, 300, kClasses, TargetKind::kLabels, true, 0, 0.8);
  TargetSamples sparse(kCount, 300, kClasses, TargetKind::kLabels, true, 0, 0.8);
  sparse.dataset().density = test::kSparse;
  for (const NamedOptimizer& rule : test::every_rule()) {
    const NamedOptimizer all = test::with_every_option(rule).back();
    this->check(wide_spec(), samples, rule, 2);
    this->check(wide_spec(), samples, all, 2);
    this->check(wide_spec(), sparse, all, 2);
  }
}

// Every way a step is shared out gives the same bits: small and wide networks, dense and sparse.
TYPED_TEST(UpdateTest, AnyNumberOfThreadsGivesTheSameBits) {
  using T = TypeParam;
  for (const NetworkSpec& spec : {small_spec(), wide_spec()}) {
    const bool wide = spec.inputs == 300;
    TargetSamples samples(kCount, spec.inputs, kClasses, TargetKind::kLabels, true, 0, 0.8);
    const std::size_t batch = wide ? 24 : 41;
    const std::size_t steps = wide ? 2 : 4;
    const std::vector<std::uint32_t> indices = test::some_indices(steps * batch, kCount);
    for (const double density : {test::kDense, test::kSparse}) {
      samples.dataset().density = density;
      for (const NamedOptimizer& rule : test::every_rule()) {
        for (const NamedOptimizer& optimizer : test::with_every_option(rule)) {
          // Who has which block is no matter of the rule.
          const bool all = optimizer.name.ends_with("all");
          const bool norms = optimizer.name.ends_with("max norm");
          if (!all && (wide || (!norms && rule.name != "Adam"))) continue;
          SCOPED_TRACE(testing::Message()
                       << optimizer.name << ", " << spec.inputs << " inputs, density " << density);
          const auto train = [&](std::size_t threads) {
            Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
            Workspace<T> workspace(network.layout);
            std::vector<double> losses(steps);
            const TrainOutcome outcome =
                train_steps(network, workspace, samples.dataset(), indices.data(), steps, batch,
                            parameters_of(optimizer.spec, threads), losses.data(), test::kNotCancelled);
            EXPECT_EQ(outcome.losses, steps);
            EXPECT_TRUE(test::gaps_are_zero(network, accumulator_of(optimizer.spec)));
            return std::pair{test::state_of(network), losses};
          };
          const auto alone = train(1);
          const bool meets = optimizer.spec.max_norm != OptimizerSpec::kNoLimit;
          for (const std::size_t threads :
               meets ? std::vector<std::size_t>{2, 3, 5} : std::vector<std::size_t>{3})
            EXPECT_TRUE(train(threads) == alone) << threads << " threads";
        }
      }
    }
  }
}

// AdaGrad divides by the root of what it has summed up, Adam by its second moment: nothing of that may turn a
// gap into NaN.
TYPED_TEST(UpdateTest, GapsStayZero) {
  using T = TypeParam;
  for (const std::size_t units : {15, 120, 128}) {
    const NetworkSpec spec{130,
                           {layer_of(units, Activation::kSoftplus, true, true, 0.3),
                            layer_of(units, Activation::kSigmoid, false, true, 0),
                            layer_of(kClasses, Activation::kIdentity, true, false, 0)},
                           0.1};
    TargetSamples samples(kCount, 130, kClasses, TargetKind::kLabels, false);
    const std::vector<std::uint32_t> indices = test::some_indices(40 * kBatch, kCount);
    for (const NamedOptimizer& rule : test::every_rule()) {
      for (const NamedOptimizer& optimizer :
           {test::with_every_option(rule).front(), test::with_every_option(rule).back()}) {
        SCOPED_TRACE(testing::Message() << optimizer.name << ", " << units << " units");
        Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
        Workspace<T> workspace(network.layout);
        std::vector<double> losses(40);
        const TrainOutcome outcome =
            train_steps(network, workspace, samples.dataset(), indices.data(), 40, kBatch,
                        parameters_of(optimizer.spec), losses.data(), test::kNotCancelled);
        EXPECT_EQ(outcome.ended, Ended::kCompleted);
        EXPECT_TRUE(test::gaps_are_zero(network, accumulator_of(optimizer.spec)));
      }
    }
  }
}

// A run is the same however it is cut into calls: the optimizer remembers, dropout counts on.
TYPED_TEST(UpdateTest, ARunCutIntoCallsIsTheSame) {
  using T = TypeParam;
  const NetworkSpec spec = small_spec();
  TargetSamples samples(kCount, 37, kClasses, TargetKind::kLabels, false, 0, 0.8);
  const std::vector<std::uint32_t> indices = test::some_indices(9 * kBatch, kCount);
  for (const double density : {test::kDense, test::kSparse}) {
    samples.dataset().density = density;
    for (const NamedOptimizer& rule : test::every_rule()) {
      const OptimizerSpec optimizer = test::with_every_option(rule).back().spec;
      SCOPED_TRACE(rule.name);
      const auto train = [&](const std::vector<std::size_t>& calls) {
        Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
        Workspace<T> workspace(network.layout);
        std::vector<double> losses(9);
        std::size_t done = 0;
        for (const std::size_t steps : calls) {
          TrainParameters parameters = parameters_of(optimizer, 1 + done % 3);
          parameters.dropout.step += done;
          train_steps(network, workspace, samples.dataset(), indices.data() + done * kBatch, steps, kBatch,
                      parameters, losses.data() + done, test::kNotCancelled);
          done += steps;
        }
        return std::pair{test::state_of(network), losses};
      };
      const auto whole = train({9});
      EXPECT_TRUE(train({1, 1, 1, 1, 1, 1, 1, 1, 1}) == whole);
      EXPECT_TRUE(train({4, 5}) == whole);
    }
  }
}

TEST(ClippingScale, IsThatOfPyTorch) {
  EXPECT_EQ(clipping_scale(1, 4), 1 / (2 + 1e-6));
  EXPECT_EQ(clipping_scale(2, 4), 2 / (2 + 1e-6));  // just below 1
  EXPECT_EQ(clipping_scale(2.1, 4), 1.0);
  EXPECT_EQ(clipping_scale(1, 0), 1.0);
  EXPECT_EQ(clipping_scale(1e-7, 0), 1e-7 / 1e-6);
  EXPECT_TRUE(std::isnan(clipping_scale(1, std::numeric_limits<double>::quiet_NaN())));
  EXPECT_EQ(clipping_scale(1, std::numeric_limits<double>::infinity()), 0.0);
}

// Every block belongs to exactly one thread, and what is summed up block by block does not depend on who has
// it.
TEST(BlockPlan, SharesOutEveryBlockOnce) {
  for (const NetworkSpec& spec : {small_spec(), wide_spec()}) {
    for (const std::size_t element : {4, 8}) {
      const ParameterLayout layout(spec);
      const BlockPlan plan(layout, element);
      for (const std::size_t threads : {1, 2, 3, 5, 40}) {
        std::vector<int> owners(plan.count());
        for (std::size_t t = 0; t < threads; ++t)
          for (std::size_t l = 0; l < layout.layers().size(); ++l)
            plan.for_own(l, {t, threads}, [&](const Block& block) {
              ++owners[block.index];
              EXPECT_EQ(block.layer, l);
              if (!block.is_vectors()) {
                EXPECT_EQ(block.inputs.first % kFeatureBlock, 0u);
                EXPECT_LE(block.inputs.size() * layout.layers()[l].stride, plan.largest());
              }
            });
        EXPECT_EQ(owners, std::vector<int>(plan.count(), 1)) << threads << " threads";
      }
    }
  }
  const ParameterLayout wide(wide_spec());
  EXPECT_GT(BlockPlan(wide, 8).count(), 2 * wide.layers().size());
  EXPECT_LE(BlockPlan(wide, 8).largest() * 8, std::size_t{1} << 18);
}

}  // namespace
}  // namespace blasnet::engine
