#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <thread>
#include <vector>

#include "engine/train.h"
#include "test/fixtures.h"
#include "test/plain_calls.h"
#include "test/samples.h"
#include "test/targets.h"

namespace blasnet::engine {
namespace {

using kernels::Activation;
using test::LabelledSamples;

constexpr std::size_t kCount = 90;
constexpr std::int32_t kClasses = 4;
constexpr double kUnwritten = -1;
constexpr std::size_t kSeveral[] = {2, 3, 5};

struct Shape {
  const char* name;
  NetworkSpec spec;
};

// More threads than layers, and fewer; inputs and units that leave rests in every way they are shared out.
const Shape kShapes[] = {
    {"one layer", {3, {{kClasses, Activation::kTanh, true}}}},
    {"deep",
     {37,
      {{7, Activation::kImprovedSigmoid, true},
       {5, Activation::kRelu, false},
       {33, Activation::kTanh, true},
       {18, Activation::kSigmoid, true},
       {9, Activation::kTanh, false},
       {kClasses, Activation::kIdentity, true}}}},
    {"wide",
     {150,
      {{130, Activation::kTanh, true},
       {128, Activation::kRelu, true},
       {kClasses, Activation::kIdentity, true}}}},
};

// Everything that a training changes.
template <typename T>
struct Trained {
  TrainOutcome outcome;
  std::vector<double> losses;
  std::vector<T> parameters, velocity;

  void expect_same_as(const Trained& other) const {
    EXPECT_EQ(outcome.ended, other.outcome.ended);
    EXPECT_EQ(outcome.losses, other.outcome.losses);
    EXPECT_EQ(losses, other.losses);
    EXPECT_EQ(parameters, other.parameters);
    EXPECT_EQ(velocity, other.velocity);
  }
};

// A loss that is not finite is written as one more, so that losses can be compared.
template <typename T>
Trained<T> train(const NetworkSpec& spec, const Dataset& dataset, const std::vector<std::uint32_t>& indices,
                 std::size_t steps, std::size_t batch, std::size_t threads,
                 const std::atomic<bool>& cancelled = test::kNotCancelled) {
  Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
  Workspace<T> workspace(network.layout);
  Trained<T> trained{{}, std::vector<double>(steps, kUnwritten), {}, {}};
  trained.outcome = test::take_steps(network, workspace, dataset, indices.data(), steps, batch, {0.01, 0.9},
                                     threads, trained.losses.data(), cancelled);
  for (double& loss : trained.losses)
    if (!std::isfinite(loss)) loss = std::numeric_limits<double>::max();
  trained.parameters = test::copy_of(network.parameters);
  trained.velocity = test::copy_of(network.optimizer.slots[0]);
  return trained;
}

template <typename T>
class TrainThreadsTest : public testing::Test {};

TYPED_TEST_SUITE(TrainThreadsTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(TrainThreadsTest, AnyNumberOfThreadsGivesTheSameBits) {
  using T = TypeParam;
  constexpr std::size_t kSteps = 4;
  for (const Shape& shape : kShapes) {
    LabelledSamples<std::uint8_t> data(kCount, shape.spec.inputs, kClasses);
    for (const double density : {test::kDense, test::kSparse}) {
      data.dataset.density = density;
      for (const std::size_t batch : {1, 7, 32, 70}) {
        SCOPED_TRACE(testing::Message() << shape.name << ", density " << density << ", batch " << batch);
        const std::vector<std::uint32_t> indices = test::some_indices(kSteps * batch, kCount);
        test::for_each_target([&] {
          const Trained<T> alone = train<T>(shape.spec, data.dataset, indices, kSteps, batch, 1);
          ASSERT_EQ(alone.outcome.losses, kSteps);
          for (const std::size_t threads : kSeveral) {
            SCOPED_TRACE(testing::Message() << threads << " threads");
            train<T>(shape.spec, data.dataset, indices, kSteps, batch, threads).expect_same_as(alone);
          }
        });
      }
    }
  }
}

// Inputs of every kind are read by rows, too.
TYPED_TEST(TrainThreadsTest, AnyNumberOfThreadsReadsNumbers) {
  using T = TypeParam;
  const NetworkSpec spec = test::mixed_spec();
  const LabelledSamples<float> data(kCount, 9, kClasses);
  const std::vector<std::uint32_t> indices = test::some_indices(10 * 32, kCount);
  const Trained<T> alone = train<T>(spec, data.dataset, indices, 10, 32, 1);
  for (const std::size_t threads : kSeveral)
    train<T>(spec, data.dataset, indices, 10, 32, threads).expect_same_as(alone);
}

// A network goes on with another number of threads, in the same workspace.
TYPED_TEST(TrainThreadsTest, TheNumberMayChangeFromCallToCall) {
  using T = TypeParam;
  const Shape& shape = kShapes[1];
  LabelledSamples<std::uint8_t> data(kCount, shape.spec.inputs, kClasses);
  const std::vector<std::uint32_t> indices = test::some_indices(8 * 32, kCount);
  for (const double density : {test::kDense, test::kSparse}) {
    data.dataset.density = density;
    const Trained<T> alone = train<T>(shape.spec, data.dataset, indices, 8, 32, 1);
    Network<T> network = test::network_with<T>(shape.spec, test::some_parameters(shape.spec));
    Workspace<T> workspace(network.layout);
    std::vector<double> losses(8, kUnwritten);
    std::size_t done = 0;
    for (const std::size_t threads : {3, 1, 5, 2}) {
      const TrainOutcome outcome =
          test::take_steps(network, workspace, data.dataset, indices.data() + done * 32, 2, 32, {0.01, 0.9},
                           threads, losses.data() + done, test::kNotCancelled);
      done += outcome.losses;
    }
    EXPECT_EQ(losses, alone.losses);
    EXPECT_EQ(test::copy_of(network.parameters), alone.parameters);
    EXPECT_EQ(test::copy_of(network.optimizer.slots[0]), alone.velocity);
  }
}

TYPED_TEST(TrainThreadsTest, ALossThatIsNotFiniteEndsAllThreadsAlike) {
  using T = TypeParam;
  constexpr std::size_t kSteps = 6;
  constexpr std::size_t kBatch = 32;
  constexpr std::uint32_t kPoisoned = 13;
  const NetworkSpec spec = test::mixed_spec();
  LabelledSamples<double> data(kCount, 9, kClasses);
  data.values[kPoisoned * 9 + 4] = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t at = 0; at < kSteps; ++at) {
    std::vector<std::uint32_t> indices = test::some_indices(kSteps * kBatch, kCount);
    for (std::uint32_t& i : indices) i = i == kPoisoned ? 0 : i;
    // In the share of the first thread, and of the last.
    for (const std::size_t row : {std::size_t{0}, kBatch - 1}) {
      SCOPED_TRACE(testing::Message() << "step " << at << ", row " << row);
      std::vector<std::uint32_t> poisoned = indices;
      poisoned[at * kBatch + row] = kPoisoned;
      const Trained<T> alone = train<T>(spec, data.dataset, poisoned, kSteps, kBatch, 1);
      EXPECT_EQ(alone.outcome.ended, Ended::kNonFinite);
      EXPECT_EQ(alone.outcome.losses, at + 1);
      for (const std::size_t threads : kSeveral) {
        SCOPED_TRACE(testing::Message() << threads << " threads");
        for (int repetition = 0; repetition < 5; ++repetition)
          train<T>(spec, data.dataset, poisoned, kSteps, kBatch, threads).expect_same_as(alone);
      }
    }
  }
}

TYPED_TEST(TrainThreadsTest, CancelledBeforeTheFirstStepStartsNothing) {
  using T = TypeParam;
  const NetworkSpec spec = test::mixed_spec();
  const LabelledSamples<std::uint8_t> data(kCount, 9, kClasses);
  const std::vector<std::uint32_t> indices = test::some_indices(3 * 32, kCount);
  const std::atomic<bool> cancelled{true};
  for (const std::size_t threads : kSeveral) {
    const Trained<T> trained = train<T>(spec, data.dataset, indices, 3, 32, threads, cancelled);
    EXPECT_EQ(trained.outcome.ended, Ended::kCancelled);
    EXPECT_EQ(trained.outcome.losses, 0u);
    EXPECT_EQ(trained.losses, std::vector<double>(3, kUnwritten));
  }
}

// Cancelled after however many steps, again and again: the network is as after exactly those.
TYPED_TEST(TrainThreadsTest, CancelledBetweenStepsIsAsIfFewerHadBeenAskedFor) {
  using T = TypeParam;
  constexpr std::size_t kSteps = 3000;  // as many as a run of this test hardly reaches
  constexpr std::size_t kBatch = 24;
  const NetworkSpec spec = test::mixed_spec();
  LabelledSamples<std::uint8_t> data(kCount, 9, kClasses);
  const std::vector<std::uint32_t> indices = test::some_indices(kSteps * kBatch, kCount);
  std::size_t cancelled_between = 0;
  for (const double density : {test::kDense, test::kSparse}) {
    data.dataset.density = density;
    for (const std::size_t threads : kSeveral) {
      for (int repetition = 0; repetition < 15; ++repetition) {
        SCOPED_TRACE(testing::Message()
                     << "density " << density << ", " << threads << " threads, repetition " << repetition);
        std::atomic<bool> cancelled{false};
        std::thread canceller([&] {
          std::this_thread::sleep_for(std::chrono::microseconds(100 * repetition));
          cancelled = true;
        });
        const Trained<T> trained = train<T>(spec, data.dataset, indices, kSteps, kBatch, threads, cancelled);
        canceller.join();
        const std::size_t taken = trained.outcome.losses;
        if (trained.outcome.ended == Ended::kCancelled && taken > 0) ++cancelled_between;
        if (trained.outcome.ended == Ended::kCancelled)
          ASSERT_LT(taken, kSteps);
        else
          ASSERT_EQ(taken, kSteps);
        Trained<T> alone = train<T>(spec, data.dataset, indices, taken, kBatch, 1);
        alone.outcome.ended = trained.outcome.ended;
        alone.losses.resize(kSteps, kUnwritten);
        trained.expect_same_as(alone);
      }
    }
  }
  EXPECT_GT(cancelled_between, 0u);
}

// Calls so short that threads meet each other while others are still being started or have come back.
TYPED_TEST(TrainThreadsTest, ShortCallsNeverHang) {
  using T = TypeParam;
  const NetworkSpec spec = test::mixed_spec();
  const LabelledSamples<std::uint8_t> data(kCount, 9, kClasses);
  const std::vector<std::uint32_t> indices = test::some_indices(2 * 40, kCount);
  const Trained<T> none = train<T>(spec, data.dataset, indices, 0, 40, 1);
  const Trained<T> one = train<T>(spec, data.dataset, indices, 1, 40, 1);
  const Trained<T> two = train<T>(spec, data.dataset, indices, 2, 40, 1);
  for (int repetition = 0; repetition < 100; ++repetition) {
    for (const std::size_t threads : kSeveral) {
      SCOPED_TRACE(testing::Message() << "repetition " << repetition << ", " << threads << " threads");
      train<T>(spec, data.dataset, indices, 0, 40, threads).expect_same_as(none);
      train<T>(spec, data.dataset, indices, 1, 40, threads).expect_same_as(one);
      train<T>(spec, data.dataset, indices, 2, 40, threads).expect_same_as(two);
    }
  }
}

}  // namespace
}  // namespace blasnet::engine
