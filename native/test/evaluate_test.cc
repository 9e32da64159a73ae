#include "engine/evaluate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <vector>

#include "test/closeness.h"
#include "test/fixtures.h"
#include "test/guarded.h"
#include "test/naive_network.h"
#include "test/plain_calls.h"
#include "test/samples.h"

namespace blasnet::engine {
namespace {

using test::close;
using test::LabelledSamples;
using test::NaiveNetwork;

// One forward pass takes 256 samples of a small network and 16 of a wide one.
constexpr std::size_t kWideInputs = 9001;

NetworkSpec wide_spec() { return {kWideInputs, {{3, kernels::Activation::kTanh, true}}}; }

std::size_t correct_by_hand(const NaiveNetwork& network, const std::vector<test::Sample>& samples) {
  std::size_t correct = 0;
  for (const test::Sample& sample : samples) {
    const std::vector<double> z = network.logits(sample.x);
    const auto best = std::max_element(z.begin(), z.end()) - z.begin();
    correct += static_cast<std::size_t>(best) == sample.label ? 1 : 0;
  }
  return correct;
}

template <typename T>
class EvaluateTest : public testing::Test {
 protected:
  static void compare(const NetworkSpec& spec, std::size_t count, const std::vector<double>& parameters) {
    SCOPED_TRACE(testing::Message() << "inputs " << spec.inputs << ", count " << count);
    LabelledSamples<std::uint8_t> data(count, spec.inputs,
                                       static_cast<std::int32_t>(spec.layers.back().units));
    const NaiveNetwork naive(spec, parameters);
    const Network<T> network = test::network_with<T>(spec, parameters);
    for (const double density : {test::kDense, test::kSparse}) {
      SCOPED_TRACE(testing::Message() << "density " << density);
      data.dataset.density = density;
      Workspace<T> workspace(network.layout);
      const Evaluation evaluation = test::evaluate(network, workspace, data.dataset, 1, test::kNotCancelled);
      EXPECT_EQ(evaluation.count, count);
      EXPECT_EQ(evaluation.correct, correct_by_hand(naive, data.samples));
      EXPECT_TRUE(close(static_cast<T>(evaluation.loss), naive.loss(data.samples), {16, 1.0}));
    }
  }
};

TYPED_TEST_SUITE(EvaluateTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(EvaluateTest, MatchesTheNaiveNetworkForCountsThatAreNoMultipleOfAPass) {
  const NetworkSpec spec = test::mixed_spec();
  for (const std::size_t count : {1, 2, 255, 256, 257, 600})
    this->compare(spec, count, test::some_parameters(spec));
}

TYPED_TEST(EvaluateTest, MatchesTheNaiveNetworkForWideInputs) {
  const NetworkSpec spec = wide_spec();
  std::vector<double> parameters = test::some_parameters(spec);
  for (double& w : parameters)
    w = static_cast<double>(static_cast<float>(w / 64));  // keeps tanh off its limits
  for (const std::size_t count : {15, 16, 17, 40}) this->compare(spec, count, parameters);
}

TYPED_TEST(EvaluateTest, AnyNumberOfThreadsGivesTheSameBits) {
  using T = TypeParam;
  const NetworkSpec spec = test::mixed_spec();
  LabelledSamples<std::uint8_t> data(6000, 9, 4);
  const Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
  for (const double density : {test::kDense, test::kSparse}) {
    data.dataset.density = density;
    Workspace<T> workspace(network.layout);
    const Evaluation alone = test::evaluate(network, workspace, data.dataset, 1, test::kNotCancelled);
    for (const std::size_t threads : {2, 3, 5, 64}) {
      const Evaluation together =
          test::evaluate(network, workspace, data.dataset, threads, test::kNotCancelled);
      EXPECT_EQ(together.loss, alone.loss) << threads << " threads";
      EXPECT_EQ(together.correct, alone.correct);
      EXPECT_EQ(together.count, 6000u);
    }
  }
}

TYPED_TEST(EvaluateTest, NoSamplesLoseNothing) {
  using T = TypeParam;
  const LabelledSamples<std::uint8_t> data(0, 9, 4);
  const Network<T> network(test::mixed_spec());
  Workspace<T> workspace(network.layout);
  const Evaluation evaluation = test::evaluate(network, workspace, data.dataset, 1, test::kNotCancelled);
  EXPECT_EQ(evaluation.count, 0u);
  EXPECT_EQ(evaluation.correct, 0u);
  EXPECT_EQ(evaluation.loss, 0.0);
}

TYPED_TEST(EvaluateTest, CancelledBeforeTheFirstPassCountsNothing) {
  using T = TypeParam;
  const NetworkSpec spec = test::mixed_spec();
  const LabelledSamples<std::uint8_t> data(300, 9, 4);
  const Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
  Workspace<T> workspace(network.layout);
  const std::atomic<bool> cancelled{true};
  const Evaluation evaluation = test::evaluate(network, workspace, data.dataset, 1, cancelled);
  EXPECT_EQ(evaluation.count, 0u);
  EXPECT_EQ(evaluation.correct, 0u);

  test::Output<T> out(300 * 4, T(8), 0);
  EXPECT_FALSE(logits(network, workspace, data.dataset, 0, 300, out.data(), cancelled));
  EXPECT_EQ(out.copy(), std::vector<T>(300 * 4, T(8)));
}

// The parameters of training stay; a workspace that trained serves evaluation, and the other way round.
TYPED_TEST(EvaluateTest, SharesItsWorkspaceWithOtherSizes) {
  using T = TypeParam;
  const NetworkSpec spec = test::mixed_spec();
  const LabelledSamples<std::uint8_t> small(3, 9, 4);
  const LabelledSamples<std::uint8_t> large(300, 9, 4);
  const Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
  Workspace<T> workspace(network.layout);
  workspace.reserve_backward(5);
  const double first = test::evaluate(network, workspace, small.dataset, 1, test::kNotCancelled).loss;
  EXPECT_EQ(test::evaluate(network, workspace, large.dataset, 1, test::kNotCancelled).count, 300u);
  EXPECT_EQ(test::evaluate(network, workspace, small.dataset, 1, test::kNotCancelled).loss, first);
}

TYPED_TEST(EvaluateTest, LogitsOfAnyRangeMatchTheNaiveNetwork) {
  using T = TypeParam;
  struct Range {
    std::size_t first, count;
  };
  const NetworkSpec spec = test::mixed_spec();
  const std::vector<double> parameters = test::some_parameters(spec);
  const LabelledSamples<float> data(600, 9, 4);
  const NaiveNetwork naive(spec, parameters);
  const Network<T> network = test::network_with<T>(spec, parameters);
  Workspace<T> workspace(network.layout);
  for (const Range& range :
       {Range{0, 600}, Range{0, 1}, Range{599, 1}, Range{3, 256}, Range{100, 300}, Range{600, 0}}) {
    SCOPED_TRACE(testing::Message() << "first " << range.first << ", count " << range.count);
    std::vector<double> expected;
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
      const std::vector<double> z = naive.logits(data.samples[i].x);
      expected.insert(expected.end(), z.begin(), z.end());
    }
    test::Output<T> out(expected.size(), T(8), 1);
    EXPECT_TRUE(
        logits(network, workspace, data.dataset, range.first, range.count, out.data(), test::kNotCancelled));
    EXPECT_TRUE(close(out.values(), expected, {16, 1.0}));
    EXPECT_TRUE(out.guards_untouched());
  }
}

}  // namespace
}  // namespace blasnet::engine
