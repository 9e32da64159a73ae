#include "engine/train.h"
#include "test/plain_calls.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "test/closeness.h"
#include "test/fixtures.h"
#include "test/naive_network.h"
#include "test/samples.h"
#include "test/targets.h"

namespace blasnet::engine {
namespace {

using test::close;
using test::LabelledSamples;
using test::NaiveNetwork;

constexpr std::size_t kCount = 50;
constexpr double kUnwritten = -1;

// What a naive trainer makes of the same batches.
struct NaiveRun {
  std::vector<double> losses, parameters, velocity;
};

template <typename In>
NaiveRun train_naively(const NetworkSpec& spec, const std::vector<double>& parameters,
                       const LabelledSamples<In>& data, const std::vector<std::uint32_t>& indices,
                       std::size_t batch, test::Sgd sgd) {
  NaiveNetwork network(spec, parameters);
  NaiveRun run{{}, {}, std::vector<double>(parameters.size())};
  for (std::size_t start = 0; start < indices.size(); start += batch) {
    const auto first = indices.begin() + static_cast<std::ptrdiff_t>(start);
    const std::vector<test::Sample> samples = data.batch({first, first + static_cast<std::ptrdiff_t>(batch)});
    run.losses.push_back(network.loss(samples));
    const std::vector<double> gradient = network.gradient(samples);
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      run.velocity[i] = gradient[i] + sgd.momentum * run.velocity[i];
      network.parameters[i] -= sgd.learning_rate * run.velocity[i];
    }
  }
  run.parameters = network.parameters;
  return run;
}

template <typename T>
void expect_gaps_are_zero(const Network<T>& network) {
  std::vector<bool> used(network.layout.block_size());
  for (std::size_t i = 0; i < network.layout.count(); ++i) used[network.layout.offset_of(i)] = true;
  EXPECT_LT(network.layout.count(), used.size()) << "no gaps to look at";
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i]) continue;
    EXPECT_EQ(network.parameters.data()[i], T(0)) << i;
    EXPECT_EQ(network.optimizer.slots[0].data()[i], T(0)) << i;
  }
}

template <typename T>
void expect_gaps_are_zero(const ParameterLayout& layout, Workspace<T>& workspace, std::size_t batch) {
  const auto check = [](const Matrix<T>& m, std::size_t rows, std::size_t cols) {
    EXPECT_LT(cols, m.stride) << "no gaps to look at";
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = cols; c < m.stride; ++c) EXPECT_EQ(m.row(r)[c], T(0)) << r << ", " << c;
  };
  for (std::size_t l = 0; l < layout.layers().size(); ++l) {
    const auto& layer = layout.layers()[l];
    check(workspace.delta(l), batch, layer.units);
    if (l > 0) check(workspace.transposed(l), layer.units, layer.inputs);
  }
}

template <typename T>
class TrainTest : public testing::Test {
 protected:
  static void compare_with_naive(std::size_t batch, double momentum, double density) {
    SCOPED_TRACE(testing::Message() << "batch " << batch << ", momentum " << momentum << ", density "
                                    << density);
    constexpr std::size_t kSteps = 20;
    const NetworkSpec spec = test::mixed_spec();
    const test::Sgd sgd{0.05, momentum};
    LabelledSamples<std::uint8_t> data(kCount, 9, 4);
    data.dataset.density = density;
    const std::vector<double> parameters = test::some_parameters(spec);
    const std::vector<std::uint32_t> indices = test::some_indices(kSteps * batch, kCount);
    const NaiveRun expected = train_naively(spec, parameters, data, indices, batch, sgd);

    EXPECT_FALSE(close(expected.parameters, parameters, {1e12, 1.0})) << "nothing was learned";
    test::for_each_target([&] {
      Network<T> network = test::network_with<T>(spec, parameters);
      Workspace<T> workspace(network.layout);
      std::vector<double> losses(kSteps, kUnwritten);
      const TrainOutcome outcome = test::take_steps(network, workspace, data.dataset, indices.data(), kSteps,
                                                    batch, sgd, 1, losses.data(), test::kNotCancelled);
      EXPECT_EQ(outcome.ended, Ended::kCompleted);
      EXPECT_EQ(outcome.losses, kSteps);
      // Twenty steps let rounding grow, but not by more than two digits.
      const std::vector<T> rounded(losses.begin(), losses.end());
      EXPECT_TRUE(close(rounded, expected.losses, {100, 1.0}));
      EXPECT_TRUE(
          close(test::exchanged(network.layout, network.parameters), expected.parameters, {100, 1.0}));
      EXPECT_TRUE(
          close(test::exchanged(network.layout, network.optimizer.slots[0]), expected.velocity, {100, 1.0}));
    });
  }
};

TYPED_TEST_SUITE(TrainTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(TrainTest, MatchesTheNaiveTrainer) {
  for (const std::size_t batch : {1, 7, 32})
    for (const double momentum : {0.0, 0.9}) this->compare_with_naive(batch, momentum, test::kDense);
}

TYPED_TEST(TrainTest, MatchesTheNaiveTrainerThroughTheSparseFirstLayer) {
  for (const std::size_t batch : {1, 7, 32, 70})
    for (const double momentum : {0.0, 0.9}) this->compare_with_naive(batch, momentum, test::kSparse);
}

TYPED_TEST(TrainTest, ReadsEveryKindOfInput) {
  using T = TypeParam;
  const NetworkSpec spec = test::mixed_spec();
  const std::vector<std::uint32_t> indices = test::some_indices(5 * 7, kCount);
  const auto parameters_after = [&](const auto& data) {
    Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
    Workspace<T> workspace(network.layout);
    std::vector<double> losses(5);
    test::take_steps(network, workspace, data.dataset, indices.data(), 5, 7, {0.05, 0.9}, 1, losses.data(),
                     test::kNotCancelled);
    return test::exchanged(network.layout, network.parameters);
  };
  const std::vector<T> bytes = parameters_after(LabelledSamples<std::uint8_t>(kCount, 9, 4));
  EXPECT_EQ(parameters_after(LabelledSamples<float>(kCount, 9, 4)), bytes);
  EXPECT_EQ(parameters_after(LabelledSamples<double>(kCount, 9, 4)), bytes);
}

// Momentum reaches over from call to call, and a batch of another size fits the same workspace.
TYPED_TEST(TrainTest, SeveralCallsAreOneTraining) {
  using T = TypeParam;
  const NetworkSpec spec = test::mixed_spec();
  LabelledSamples<std::uint8_t> data(kCount, 9, 4);
  const std::vector<std::uint32_t> indices = test::some_indices(10 * 7, kCount);
  const test::Sgd sgd{0.05, 0.9};
  for (const double density : {test::kDense, test::kSparse}) {
    SCOPED_TRACE(testing::Message() << "density " << density);
    data.dataset.density = density;
    std::vector<double> whole(10);
    std::vector<double> parts(10);

    Network<T> at_once = test::network_with<T>(spec, test::some_parameters(spec));
    Workspace<T> workspace(at_once.layout);
    test::take_steps(at_once, workspace, data.dataset, indices.data(), 10, 7, sgd, 1, whole.data(),
                     test::kNotCancelled);

    Network<T> in_parts = test::network_with<T>(spec, test::some_parameters(spec));
    Workspace<T> larger(in_parts.layout);
    larger.reserve_backward(32);
    test::take_steps(in_parts, larger, data.dataset, indices.data(), 4, 7, sgd, 1, parts.data(),
                     test::kNotCancelled);
    test::take_steps(in_parts, larger, data.dataset, indices.data() + 28, 6, 7, sgd, 1, parts.data() + 4,
                     test::kNotCancelled);

    EXPECT_EQ(parts, whole);
    EXPECT_EQ(test::copy_of(in_parts.parameters), test::copy_of(at_once.parameters));
    EXPECT_EQ(test::copy_of(in_parts.optimizer.slots[0]), test::copy_of(at_once.optimizer.slots[0]));
  }
}

TYPED_TEST(TrainTest, GapsOfTheLayoutStayZero) {
  using T = TypeParam;
  const NetworkSpec spec = test::mixed_spec();
  LabelledSamples<std::uint8_t> data(kCount, 9, 4);
  const std::vector<std::uint32_t> indices = test::some_indices(20 * 7, kCount);
  for (const double density : {test::kDense, test::kSparse}) {
    for (const std::size_t threads : {1, 3}) {
      SCOPED_TRACE(testing::Message() << "density " << density << ", " << threads << " threads");
      data.dataset.density = density;
      test::for_each_target([&] {
        Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
        Workspace<T> workspace(network.layout);
        std::vector<double> losses(20);
        test::take_steps(network, workspace, data.dataset, indices.data(), 20, 7, {0.05, 0.9}, threads,
                         losses.data(), test::kNotCancelled);
        expect_gaps_are_zero(network);
        expect_gaps_are_zero(network.layout, workspace, 7);
      });
    }
  }
}

// An output layer with an activation of its own multiplies into the gaps of its delta. A NaN that came by
// must not be left there.
TYPED_TEST(TrainTest, GapsOfTheLayoutStayZeroAfterALossThatIsNotFinite) {
  using T = TypeParam;
  NetworkSpec spec = test::mixed_spec();
  spec.layers.back().activation = kernels::Activation::kTanh;
  LabelledSamples<double> data(kCount, 9, 4);
  data.values[13 * 9 + 4] = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::uint32_t> poisoned = {1, 2, 13, 3};
  const std::vector<std::uint32_t> healthy = {4, 5, 6, 7};
  Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
  Workspace<T> workspace(network.layout);
  std::vector<double> losses(1);
  EXPECT_EQ(test::take_steps(network, workspace, data.dataset, poisoned.data(), 1, 4, {0.05, 0.9}, 1,
                             losses.data(), test::kNotCancelled)
                .ended,
            Ended::kNonFinite);
  EXPECT_EQ(test::take_steps(network, workspace, data.dataset, healthy.data(), 1, 4, {0.05, 0.9}, 1,
                             losses.data(), test::kNotCancelled)
                .ended,
            Ended::kCompleted);
  expect_gaps_are_zero(network);
  expect_gaps_are_zero(network.layout, workspace, 4);
}

// One layer, no bias, one sample x = (1, 2) of class 0 from W = 0: p = (½, ½), dW = (−½, ½)ᵀ·x.
TYPED_TEST(TrainTest, TwoStepsByHand) {
  using T = TypeParam;
  const NetworkSpec spec = {2, {{2, kernels::Activation::kIdentity, false}}};
  const std::vector<double> x = {1, 2};
  Dataset dataset;
  dataset.inputs = x.data();
  dataset.count = 1;
  dataset.features = 2;
  dataset.labels = {0};
  dataset.classes = 2;
  Network<T> network(spec);
  Workspace<T> workspace(network.layout);
  const std::vector<std::uint32_t> indices = {0, 0};
  std::vector<double> losses(2);
  test::take_steps(network, workspace, dataset, indices.data(), 1, 1, {0.5, 0.5}, 1, losses.data(),
                   test::kNotCancelled);
  EXPECT_TRUE(close(test::exchanged(network.layout, network.parameters),
                    std::vector<double>{0.25, 0.5, -0.25, -0.5}, {4}));
  test::take_steps(network, workspace, dataset, indices.data() + 1, 1, 1, {0.5, 0.5}, 1, losses.data() + 1,
                   test::kNotCancelled);
  // Now z = (1.25, −1.25); q = 1/(1 + e^2.5) is what is missing from 1; v = −q·x + ½·(−½)·x for class 0.
  const double q = 1 / (1 + std::exp(2.5));
  const double v = -(q + 0.25);
  EXPECT_TRUE(close(static_cast<T>(losses[0]), std::log(2.0), {4}));
  EXPECT_TRUE(close(static_cast<T>(losses[1]), std::log(1 + std::exp(-2.5)), {4, 1.0}));
  EXPECT_TRUE(close(test::exchanged(network.layout, network.optimizer.slots[0]),
                    std::vector<double>{v, 2 * v, -v, -2 * v}, {8}));
  EXPECT_TRUE(close(test::exchanged(network.layout, network.parameters),
                    std::vector<double>{0.25 - v / 2, 0.5 - v, -0.25 + v / 2, -0.5 + v}, {8}));
}

template <typename T>
std::vector<double> losses_of_long_training() {
  constexpr std::size_t kSteps = 200;
  const NetworkSpec spec = test::mixed_spec();
  const LabelledSamples<std::uint8_t> data(kCount, 9, 4);
  const std::vector<std::uint32_t> indices = test::some_indices(kSteps * 7, kCount);
  Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
  Workspace<T> workspace(network.layout);
  std::vector<double> losses(kSteps);
  test::take_steps(network, workspace, data.dataset, indices.data(), kSteps, 7, {0.05, 0.9}, 1, losses.data(),
                   test::kNotCancelled);
  return losses;
}

// The two precisions tell the same story.
TEST(Train, Float32AgreesWithFloat64) {
  const std::vector<double> float64 = losses_of_long_training<double>();
  const std::vector<double> float32 = losses_of_long_training<float>();
  for (std::size_t s = 0; s < float64.size(); ++s) EXPECT_NEAR(float32[s], float64[s], 2e-4) << "step " << s;
}

}  // namespace
}  // namespace blasnet::engine
