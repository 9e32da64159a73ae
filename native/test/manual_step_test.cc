#include "engine/manual_step.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "engine/gradient.h"
#include "engine/train.h"
#include "test/closeness.h"
#include "test/fixtures.h"
#include "test/samples.h"

namespace blasnet::engine {
namespace {

constexpr std::size_t kCount = 50;
constexpr std::size_t kBatch = 24;
constexpr std::size_t kSteps = 6;
constexpr double kRate = 0.01;
constexpr DropoutSeed kDropout{5, 3};

// Layers of every kind: dropout, batch normalisation, penalties, activations in place and from their inputs.
NetworkSpec rich_spec() {
  NetworkSpec spec = test::mixed_spec();
  spec.layers[0].batch_norm = BatchNormSpec{};
  spec.layers[0].dropout = 0.25;
  spec.layers[1].activation = {kernels::Activation::kGelu};
  spec.layers[2].l1 = 0.01;
  spec.layers[2].l2 = 0.02;
  return spec;
}

struct Case {
  std::string name;
  NetworkSpec spec;
  OptimizerSpec optimizer;
  LossSpec loss;
};

OptimizerSpec with(
    auto rule, const std::function<void(OptimizerSpec&)>& change = [](auto&) {}) {
  OptimizerSpec spec;
  spec.rule = rule;
  change(spec);
  return spec;
}

std::vector<Case> cases() {
  const NetworkSpec plain = test::mixed_spec();
  LossSpec weighted;
  weighted.label_smoothing = 0.1;
  weighted.class_weights = {1, 2, 0.5, 1};
  LossSpec squared;
  squared.kind = Loss::kSquaredError;
  LossSpec binary;
  binary.kind = Loss::kBinaryCrossEntropy;
  LossSpec huber;
  huber.kind = Loss::kHuber;
  return {
      {"plain SGD", plain, with(Sgd{0.9}), {}},
      {"plain SGD, rich layers without penalties",
       [] {
         NetworkSpec spec = rich_spec();
         spec.layers[2].l1 = spec.layers[2].l2 = 0;
         return spec;
       }(),
       with(Sgd{0.9}), weighted},
      {"plain SGD, penalties", rich_spec(), with(Sgd{0.9}), squared},
      {"Nesterov", rich_spec(), with(Sgd{0.9, true}, [](auto& s) { s.l2 = 0.01; }), binary},
      {"RMSprop", rich_spec(), with(Rmsprop{0.9, 1e-8, 0.5, true}, [](auto& s) { s.clip_value = 0.02; }), {}},
      {"Adam", rich_spec(), with(Adam{0.9, 0.99, 1e-8, true}, [](auto& s) { s.clip_norm = 0.1; }), huber},
      {"AdaGrad", plain,
       with(Adagrad{1e-10, 0.1},
            [](auto& s) {
              s.max_norm = 1;
              s.average_decay = 0.9;
              s.decay = 0.1;
            }),
       weighted},
  };
}

template <typename T>
struct State {
  explicit State(const NetworkSpec& spec)
      : network(test::network_with<T>(spec, test::some_parameters(spec))), workspace(network.layout) {}
  Network<T> network;
  Workspace<T> workspace;
};

ManualStepParameters parameters_of(const Case& c, std::size_t threads) {
  return {c.optimizer, c.loss, kBatch, threads};
}

template <typename T>
class ManualStepTest : public testing::Test {};
TYPED_TEST_SUITE(ManualStepTest, test::ElementTypes, test::ElementTypeNames);

// Small steps use one thread whatever they are allowed: a network wide enough for several.
NetworkSpec wide_spec() {
  NetworkSpec spec = rich_spec();
  spec.inputs = 90;
  spec.layers[0].units = 300;
  spec.layers[1].units = 301;
  return spec;
}

template <typename T>
void expect_same_as_train_steps(const Case& c, double density, std::size_t threads) {
  test::LabelledSamples<std::uint8_t> data(kCount, c.spec.inputs, 4);
  data.dataset.density = density;
  const std::vector<std::uint32_t> indices = test::some_indices(kSteps * kBatch, kCount);

  State<T> expected(c.spec);
  std::vector<double> expected_losses(kSteps);
  TrainParameters parameters;
  parameters.optimizer = c.optimizer;
  parameters.loss = c.loss;
  parameters.learning_rate = kRate;
  parameters.dropout = kDropout;
  train_steps(expected.network, expected.workspace, data.dataset, indices.data(), kSteps, kBatch, parameters,
              expected_losses.data(), test::kNotCancelled);

  State<T> state(c.spec);
  const auto before = test::copy_of(state.network.parameters);
  const auto step = make_manual_step(state.network, state.workspace, data.dataset, parameters_of(c, threads));
  std::vector<double> losses;
  for (std::size_t s = 0; s < kSteps; ++s) {
    step->forward(indices.data() + s * kBatch, kBatch, {kDropout.seed, kDropout.step + s});
    losses.push_back(step->loss_and_delta());
    step->backward();
    step->step(kRate);
  }
  EXPECT_EQ(losses, expected_losses);
  EXPECT_NE(test::copy_of(state.network.parameters), before) << "nothing was learned";
  EXPECT_EQ(test::copy_of(state.network.parameters), test::copy_of(expected.network.parameters));
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_EQ(test::copy_of(state.network.optimizer.slots[i]),
              test::copy_of(expected.network.optimizer.slots[i]));
  EXPECT_EQ(test::copy_of(state.network.optimizer.average),
            test::copy_of(expected.network.optimizer.average));
  EXPECT_EQ(state.network.optimizer.steps, expected.network.optimizer.steps);
}

TYPED_TEST(ManualStepTest, IsTheStepOfTrainStepsBitForBit) {
  for (const Case& c : cases())
    for (const double density : {test::kDense, test::kSparse}) {
      SCOPED_TRACE(c.name + (density == test::kDense ? ", dense" : ", sparse"));
      expect_same_as_train_steps<TypeParam>(c, density, 1);
    }
}

TYPED_TEST(ManualStepTest, IsTheSameOnSeveralThreads) {
  for (const OptimizerSpec& optimizer : {with(Sgd{0.9}), with(Adam{}, [](auto& s) { s.clip_norm = 0.1; })})
    for (const double density : {test::kDense, test::kSparse}) {
      Case c{"wide", wide_spec(), optimizer, {}};
      c.spec.layers[2].l1 = c.spec.layers[2].l2 = 0;
      State<TypeParam> state(c.spec);
      test::LabelledSamples<std::uint8_t> data(kCount, c.spec.inputs, 4);
      EXPECT_EQ(
          make_manual_step(state.network, state.workspace, data.dataset, parameters_of(c, 3))->threads(), 3u);
      expect_same_as_train_steps<TypeParam>(c, density, 3);
    }
}

TYPED_TEST(ManualStepTest, GradientIsThatOfTheObjectiveAndChangesNothing) {
  using T = TypeParam;
  for (const Case& c : cases())
    for (const double density : {test::kDense, test::kSparse}) {
      SCOPED_TRACE(c.name);
      test::LabelledSamples<std::uint8_t> data(kCount, c.spec.inputs, 4);
      data.dataset.density = density;
      const std::vector<std::uint32_t> indices = test::some_indices(kBatch, kCount);
      State<T> other(c.spec);
      AlignedBuffer<T> expected(other.network.layout.block_size());
      gradient_of_batch(other.network, other.workspace,
                        {data.dataset, indices.data(), kBatch, c.loss, kDropout}, expected.data());

      State<T> state(c.spec);
      const auto before = test::copy_of(state.network.parameters);
      const auto step = make_manual_step(state.network, state.workspace, data.dataset, parameters_of(c, 1));
      AlignedBuffer<T> gradient(state.network.layout.block_size());
      step->forward(indices.data(), kBatch, kDropout);
      step->loss_and_delta();
      step->backward();
      step->gradient(gradient.data());
      const std::vector<double> wanted(expected.data(), expected.data() + expected.size());
      EXPECT_TRUE(test::close(test::copy_of(gradient), wanted, {100, 1.0}));
      EXPECT_EQ(test::copy_of(state.network.parameters), before);
      // Whoever looks at the gradient takes the same step.
      State<T> blind(c.spec);
      const auto other_step =
          make_manual_step(blind.network, blind.workspace, data.dataset, parameters_of(c, 1));
      other_step->forward(indices.data(), kBatch, kDropout);
      other_step->loss_and_delta();
      other_step->backward();
      other_step->step(kRate);
      step->step(kRate);
      EXPECT_EQ(test::copy_of(state.network.parameters), test::copy_of(blind.network.parameters));
    }
}

// ∂C/∂outputs of the squared error by hand: 2·(z − t)/(outputs·rows).
TYPED_TEST(ManualStepTest, AnOutputGradientOfOnesOwnTakesThePlaceOfTheLoss) {
  using T = TypeParam;
  Case c{"own", rich_spec(), with(Adam{}), {}};
  c.loss.kind = Loss::kSquaredError;
  test::LabelledSamples<std::uint8_t> data(kCount, 9, 4);
  const std::vector<std::uint32_t> indices = test::some_indices(kBatch, kCount);
  const auto gradient_by = [&](bool own) {
    State<T> state(c.spec);
    const auto step = make_manual_step(state.network, state.workspace, data.dataset, parameters_of(c, 1));
    step->forward(indices.data(), kBatch, kDropout);
    if (own) {
      std::vector<T> g;
      for (std::size_t r = 0; r < kBatch; ++r)
        for (std::size_t u = 0; u < 4; ++u) {
          const double t = data.dataset.labels[indices[r]] == static_cast<std::int32_t>(u) ? 1 : 0;
          g.push_back(static_cast<T>(2 * (static_cast<double>(state.workspace.logits().row(r)[u]) - t) /
                                     (4.0 * kBatch)));
        }
      step->set_output_gradient(g.data());
      const double loss = step->loss();  // leaves the gradient alone
      EXPECT_GT(loss, 0);
    } else {
      step->loss_and_delta();
    }
    step->backward();
    AlignedBuffer<T> gradient(state.network.layout.block_size());
    step->gradient(gradient.data());
    return test::copy_of(gradient);
  };
  const std::vector<T> expected = gradient_by(false);
  EXPECT_TRUE(
      test::close(gradient_by(true), std::vector<double>(expected.begin(), expected.end()), {100, 1.0}));
}

TYPED_TEST(ManualStepTest, BatchesMayHaveAnySizeUpToTheLargest) {
  using T = TypeParam;
  const Case c{"sizes", test::mixed_spec(), with(Sgd{0.9}), {}};
  const std::vector<std::uint32_t> indices = test::some_indices(kBatch, kCount);
  for (const double density : {test::kDense, test::kSparse}) {
    test::LabelledSamples<std::uint8_t> data(kCount, 9, 4);
    data.dataset.density = density;
    State<T> expected(c.spec);
    State<T> state(c.spec);
    const auto step = make_manual_step(state.network, state.workspace, data.dataset, parameters_of(c, 1));
    for (const std::size_t rows : {24, 1, 7, 23}) {
      TrainParameters parameters;
      parameters.optimizer = c.optimizer;
      parameters.learning_rate = kRate;
      double loss = 0;
      train_steps(expected.network, expected.workspace, data.dataset, indices.data(), 1, rows, parameters,
                  &loss, test::kNotCancelled);
      step->forward(indices.data(), rows, {});
      EXPECT_EQ(step->rows(), rows);
      EXPECT_EQ(step->loss_and_delta(), loss);
      step->backward();
      step->step(kRate);
      EXPECT_EQ(test::copy_of(state.network.parameters), test::copy_of(expected.network.parameters)) << rows;
    }
  }
}

// Somebody else trains the network and makes its workspace larger between two steps.
TYPED_TEST(ManualStepTest, GoesOnFromWhatOthersMadeOfTheNetwork) {
  using T = TypeParam;
  const Case c{"others", rich_spec(), with(Adam{}), {}};
  for (const double density : {test::kDense, test::kSparse}) {
    test::LabelledSamples<std::uint8_t> data(kCount, 9, 4);
    data.dataset.density = density;
    const std::vector<std::uint32_t> indices = test::some_indices(2 * kBatch, kCount);
    TrainParameters other;
    other.optimizer = c.optimizer;
    other.learning_rate = kRate;
    const auto trained = [&](bool by_hand) {
      State<T> state(c.spec);
      const auto step = make_manual_step(state.network, state.workspace, data.dataset, parameters_of(c, 1));
      double loss = 0;
      train_steps(state.network, state.workspace, data.dataset, indices.data(), 1, 2 * kBatch, other, &loss,
                  test::kNotCancelled);
      if (by_hand) {
        step->refresh();
        step->forward(indices.data(), kBatch, {});
        step->loss_and_delta();
        step->backward();
        step->step(kRate);
      } else {
        train_steps(state.network, state.workspace, data.dataset, indices.data(), 1, kBatch, other, &loss,
                    test::kNotCancelled);
      }
      return test::copy_of(state.network.parameters);
    };
    EXPECT_EQ(trained(true), trained(false));
  }
}

TYPED_TEST(ManualStepTest, SaysWhereANumberIsNotFinite) {
  using T = TypeParam;
  const Case c{"bad", test::mixed_spec(), with(Sgd{}), {}};
  test::LabelledSamples<double> data(kCount, 9, 4);
  State<T> state(c.spec);
  const auto step = make_manual_step(state.network, state.workspace, data.dataset, parameters_of(c, 1));
  const std::vector<std::uint32_t> samples = {1, 13, 3};
  step->forward(samples.data(), 3, {});
  EXPECT_TRUE(std::isfinite(step->loss_and_delta()));
  EXPECT_EQ(step->first_non_finite(), 5);
  data.values[13 * 9 + 4] = std::numeric_limits<double>::quiet_NaN();
  step->forward(samples.data(), 3, {});
  EXPECT_TRUE(std::isnan(step->loss_and_delta()));
  EXPECT_EQ(step->first_non_finite(), kInInputs);
}

}  // namespace
}  // namespace blasnet::engine
