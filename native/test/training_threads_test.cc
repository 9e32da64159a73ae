#include <gtest/gtest.h>

#include "engine/train.h"
#include "test/fixtures.h"

namespace blasnet::engine {
namespace {

using kernels::Activation;

constexpr std::size_t kBatches[] = {1, 7, 8, 9, 32, 64, 128, 1000};
constexpr std::size_t kThreads[] = {0, 1, 2, 3, 4, 8, 64};

NetworkSpec spec_with(std::size_t units) {
  return {784, {{units, Activation::kTanh, true}, {10, Activation::kIdentity, true}}};
}

TEST(TrainingThreads, AreAtLeastOneAndAtMostThoseThereAre) {
  for (const NetworkSpec& spec : {test::mixed_spec(), spec_with(64), spec_with(5000)}) {
    const ParameterLayout layout(spec);
    for (const std::size_t batch : kBatches) {
      for (const std::size_t threads : kThreads) {
        const std::size_t used = training_threads(layout, batch, threads);
        EXPECT_GE(used, 1u);
        EXPECT_LE(used, std::max<std::size_t>(threads, 1)) << batch;
      }
    }
  }
}

TEST(TrainingThreads, MoreWorkOrMoreThreadsNeverMeansFewer) {
  for (const NetworkSpec& spec : {test::mixed_spec(), spec_with(64), spec_with(5000)}) {
    const ParameterLayout layout(spec);
    for (const std::size_t threads : kThreads) {
      std::size_t before = 0;
      for (const std::size_t batch : kBatches) {
        const std::size_t used = training_threads(layout, batch, threads);
        EXPECT_GE(used, before) << "batch " << batch << ", " << threads << " threads";
        before = used;
      }
    }
    for (const std::size_t batch : kBatches) {
      std::size_t before = 0;
      for (const std::size_t threads : kThreads) {
        const std::size_t used = training_threads(layout, batch, threads);
        EXPECT_GE(used, before) << "batch " << batch << ", " << threads << " threads";
        before = used;
      }
    }
  }
  for (const std::size_t batch : kBatches) {
    std::size_t before = 0;
    for (const std::size_t units : {1, 16, 64, 256, 1024, 4096}) {
      const std::size_t used = training_threads(ParameterLayout(spec_with(units)), batch, 64);
      EXPECT_GE(used, before) << "batch " << batch << ", " << units << " units";
      before = used;
    }
  }
}

TEST(TrainingThreads, ATinyNetworkTrainsAloneAndALargeOneOnAll) {
  EXPECT_EQ(training_threads(ParameterLayout(test::mixed_spec()), 32, 64), 1u);
  EXPECT_EQ(training_threads(ParameterLayout(spec_with(5000)), 1000, 64), 64u);
}

// A sample is not divided, and a few are not worth dividing.
TEST(TrainingThreads, ThereIsNoMoreThanOneForEachFewSamples) {
  const ParameterLayout layout(spec_with(100000));
  EXPECT_EQ(training_threads(layout, 1, 64), 1u);
  EXPECT_EQ(training_threads(layout, 8, 64), 1u);
  EXPECT_EQ(training_threads(layout, 9, 64), 2u);
  EXPECT_EQ(training_threads(layout, 32, 64), 4u);
}

}  // namespace
}  // namespace blasnet::engine
