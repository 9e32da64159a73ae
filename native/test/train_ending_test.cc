#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <limits>
#include <thread>
#include <vector>

#include "engine/train.h"
#include "test/fixtures.h"
#include "test/plain_calls.h"
#include "test/samples.h"

namespace blasnet::engine {
namespace {

using test::LabelledSamples;

constexpr std::size_t kCount = 50;
constexpr double kUnwritten = -1;

template <typename T>
class TrainEndingTest : public testing::Test {};

TYPED_TEST_SUITE(TrainEndingTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(TrainEndingTest, CancelledBeforeTheFirstStepChangesNothing) {
  using T = TypeParam;
  const NetworkSpec spec = test::mixed_spec();
  const LabelledSamples<std::uint8_t> data(kCount, 9, 4);
  Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
  const std::vector<T> before = test::copy_of(network.parameters);
  Workspace<T> workspace(network.layout);
  const std::vector<std::uint32_t> indices = test::some_indices(3 * 7, kCount);
  std::vector<double> losses(3, kUnwritten);
  const std::atomic<bool> cancelled{true};
  const TrainOutcome outcome = test::take_steps(network, workspace, data.dataset, indices.data(), 3, 7,
                                                {0.05, 0.9}, 1, losses.data(), cancelled);
  EXPECT_EQ(outcome.ended, Ended::kCancelled);
  EXPECT_EQ(outcome.losses, 0u);
  EXPECT_EQ(losses, std::vector<double>(3, kUnwritten));
  EXPECT_EQ(test::copy_of(network.parameters), before);
  EXPECT_EQ(test::copy_of(network.optimizer.slots[0]), std::vector<T>(before.size(), T(0)));
}

// Stopped from another thread, after however many steps that turn out to be: the network is as after exactly
// those.
TYPED_TEST(TrainEndingTest, CancelledBetweenStepsIsAsIfFewerHadBeenAskedFor) {
  using T = TypeParam;
  constexpr std::size_t kSteps = 400000;  // seconds of work, of which milliseconds are done
  const NetworkSpec spec = test::mixed_spec();
  const LabelledSamples<std::uint8_t> data(kCount, 9, 4);
  const std::vector<std::uint32_t> indices = test::some_indices(kSteps, kCount);
  const test::Sgd sgd{0.01, 0.9};
  std::size_t taken = 0;
  for (int milliseconds = 1; taken == 0 && milliseconds < 1000; milliseconds *= 2) {
    Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
    Workspace<T> workspace(network.layout);
    std::vector<double> losses(kSteps, kUnwritten);
    std::atomic<bool> cancelled{false};
    std::thread canceller([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
      cancelled = true;
    });
    const TrainOutcome outcome = test::take_steps(network, workspace, data.dataset, indices.data(), kSteps, 1,
                                                  sgd, 1, losses.data(), cancelled);
    canceller.join();
    ASSERT_EQ(outcome.ended, Ended::kCancelled);
    ASSERT_LT(outcome.losses, kSteps);
    taken = outcome.losses;
    if (taken == 0) continue;  // stopped before the first step: try again with more time

    Network<T> again = test::network_with<T>(spec, test::some_parameters(spec));
    std::vector<double> expected(kSteps, kUnwritten);
    test::take_steps(again, workspace, data.dataset, indices.data(), taken, 1, sgd, 1, expected.data(),
                     test::kNotCancelled);
    EXPECT_EQ(losses, expected);
    EXPECT_EQ(test::copy_of(network.parameters), test::copy_of(again.parameters));
    EXPECT_EQ(test::copy_of(network.optimizer.slots[0]), test::copy_of(again.optimizer.slots[0]));
  }
  EXPECT_GT(taken, 0u);
}

TYPED_TEST(TrainEndingTest, ALossThatIsNotFiniteEndsTrainingBeforeTheUpdate) {
  using T = TypeParam;
  struct Case {
    NetworkSpec spec;
    double poison;
  };
  const NetworkSpec linear = {9,
                              {{4, kernels::Activation::kIdentity, true}}};  // nothing saturates on the way
  for (const Case& c : {Case{test::mixed_spec(), std::numeric_limits<double>::quiet_NaN()},
                        Case{linear, std::numeric_limits<double>::infinity()}}) {
    LabelledSamples<double> data(kCount, 9, 4);
    data.values[13 * 9 + 4] = c.poison;
    const std::vector<std::uint32_t> indices = {1, 2, /**/ 3, 4, /**/ 5, 13, /**/ 6, 7, /**/ 8, 9};
    const test::Sgd sgd{0.05, 0.9};

    Network<T> healthy = test::network_with<T>(c.spec, test::some_parameters(c.spec));
    Workspace<T> workspace(healthy.layout);
    std::vector<double> expected(2);
    test::take_steps(healthy, workspace, data.dataset, indices.data(), 2, 2, sgd, 1, expected.data(),
                     test::kNotCancelled);

    Network<T> network = test::network_with<T>(c.spec, test::some_parameters(c.spec));
    std::vector<double> losses(5, kUnwritten);
    const TrainOutcome outcome = test::take_steps(network, workspace, data.dataset, indices.data(), 5, 2, sgd,
                                                  1, losses.data(), test::kNotCancelled);
    EXPECT_EQ(outcome.ended, Ended::kNonFinite);
    EXPECT_EQ(outcome.losses, 3u);
    EXPECT_EQ(losses[0], expected[0]);
    EXPECT_EQ(losses[1], expected[1]);
    EXPECT_FALSE(std::isfinite(losses[2]));
    EXPECT_EQ(losses[3], kUnwritten);
    EXPECT_EQ(losses[4], kUnwritten);
    EXPECT_EQ(test::copy_of(network.parameters), test::copy_of(healthy.parameters));
    EXPECT_EQ(test::copy_of(network.optimizer.slots[0]), test::copy_of(healthy.optimizer.slots[0]));
  }
}

// A learning rate that throws the weights out of range in the first step: the second loss says so, on dense
// and on sparse inputs, and the network is as the first step left it.
TYPED_TEST(TrainEndingTest, DivergenceEndsTrainingBeforeTheUpdate) {
  using T = TypeParam;
  const NetworkSpec spec = {9, {{4, kernels::Activation::kIdentity, true}}};
  const test::Sgd sgd{static_cast<double>(std::numeric_limits<T>::max()) / 2, 0.9};
  LabelledSamples<std::uint8_t> data(kCount, 9, 4);
  const std::vector<std::uint32_t> indices = test::some_indices(3 * 7, kCount);
  for (const double density : {test::kDense, test::kSparse}) {
    SCOPED_TRACE(testing::Message() << "density " << density);
    data.dataset.density = density;
    std::vector<double> losses(3, kUnwritten);
    Network<T> one_step = test::network_with<T>(spec, test::some_parameters(spec));
    Workspace<T> workspace(one_step.layout);
    test::take_steps(one_step, workspace, data.dataset, indices.data(), 1, 7, sgd, 1, losses.data(),
                     test::kNotCancelled);

    Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
    losses.assign(3, kUnwritten);
    const TrainOutcome outcome = test::take_steps(network, workspace, data.dataset, indices.data(), 3, 7, sgd,
                                                  1, losses.data(), test::kNotCancelled);
    EXPECT_EQ(outcome.ended, Ended::kNonFinite);
    EXPECT_EQ(outcome.losses, 2u);
    EXPECT_TRUE(std::isfinite(losses[0]));
    EXPECT_FALSE(std::isfinite(losses[1]));
    EXPECT_EQ(losses[2], kUnwritten);
    EXPECT_EQ(test::copy_of(network.parameters), test::copy_of(one_step.parameters));
    EXPECT_EQ(test::copy_of(network.optimizer.slots[0]), test::copy_of(one_step.optimizer.slots[0]));
  }
}

TYPED_TEST(TrainEndingTest, NoStepsDoNothing) {
  using T = TypeParam;
  const NetworkSpec spec = test::mixed_spec();
  const LabelledSamples<std::uint8_t> data(kCount, 9, 4);
  Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
  const std::vector<T> before = test::copy_of(network.parameters);
  Workspace<T> workspace(network.layout);
  const TrainOutcome outcome = test::take_steps<T>(network, workspace, data.dataset, nullptr, 0, 7,
                                                   {0.05, 0.9}, 1, nullptr, test::kNotCancelled);
  EXPECT_EQ(outcome.ended, Ended::kCompleted);
  EXPECT_EQ(outcome.losses, 0u);
  EXPECT_EQ(test::copy_of(network.parameters), before);
}

}  // namespace
}  // namespace blasnet::engine
