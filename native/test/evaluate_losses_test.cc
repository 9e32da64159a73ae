// Evaluations with every loss, kind of target and weight, over many chunks.
#include <gtest/gtest.h>

#include <cstring>
#include <numeric>
#include <vector>

#include "engine/evaluate.h"
#include "test/closeness.h"
#include "test/fixtures.h"
#include "test/loss_specs.h"
#include "test/reference_network.h"
#include "test/samples.h"
#include "test/target_samples.h"

namespace blasnet::engine {
namespace {

using kernels::Activation;
using test::close;
using test::Rows;
using test::TargetKind;
using test::TargetSamples;

constexpr std::size_t kInputs = 9;
constexpr std::size_t kCount = 256 * 13 + 7;  // chunks of 256, and a rest

template <typename T>
class EvaluateLossesTest : public testing::Test {};

TYPED_TEST_SUITE(EvaluateLossesTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(EvaluateLossesTest, AreTheMeanOverAllSamplesForAnyNumberOfThreads) {
  using T = TypeParam;
  std::vector<std::uint32_t> all(kCount);
  std::iota(all.begin(), all.end(), 0U);
  for (const std::size_t outputs : {1, 5}) {
    NetworkSpec spec{kInputs, {{7, Activation::kTanh, true}, {outputs, Activation::kIdentity, true}}, 0.5};
    spec.layers[0].dropout = 0.5;
    spec.layers[1].l2 = 3;  // no part of an evaluation
    const std::vector<double> values = test::some_parameters(spec);
    const Network<T> network = test::network_with<T>(spec, values);
    Workspace<T> workspace(network.layout);
    for (const TargetKind kind : test::kTargetKinds) {
      for (const bool weighted : {false, true}) {
        for (const test::NamedLoss& loss : test::every_loss(outputs)) {
          const bool softmax = loss.spec.kind == Loss::kSoftmaxCrossEntropy;
          SCOPED_TRACE(testing::Message() << loss.name << ", " << outputs << " outputs, "
                                          << test::name_of(kind) << (weighted ? ", weighted" : ""));
          const TargetSamples samples(kCount, kInputs, outputs, kind, weighted,
                                      outputs == 1 && !softmax ? 2 : 0);
          const Rows z = test::ReferenceNetwork(spec, values).infer(samples.inputs(all));
          const double expected =
              test::batch_loss(loss.spec, z, test::targets_of(samples.dataset(), all, outputs));
          const Evaluation alone =
              evaluate(network, workspace, samples.dataset(), loss.spec, 1, test::kNotCancelled);
          EXPECT_TRUE(close(static_cast<T>(alone.loss), expected, {64, 1}));
          EXPECT_EQ(alone.count, kCount);
          EXPECT_EQ(alone.correct == 0, kind != TargetKind::kLabels);
          for (const std::size_t threads : {2, 3, 5}) {
            const Evaluation shared =
                evaluate(network, workspace, samples.dataset(), loss.spec, threads, test::kNotCancelled);
            EXPECT_EQ(std::memcmp(&shared.loss, &alone.loss, sizeof(double)), 0);
            EXPECT_EQ(shared.correct, alone.correct);
            EXPECT_EQ(shared.count, alone.count);
          }
        }
      }
    }
  }
}

TYPED_TEST(EvaluateLossesTest, WithoutAnyWeightTheLossIsZero) {
  using T = TypeParam;
  const NetworkSpec spec{kInputs, {{5, Activation::kIdentity, true}}};
  TargetSamples samples(600, kInputs, 5, TargetKind::kLabels, true);
  std::fill(samples.dataset().sample_weights.begin(), samples.dataset().sample_weights.end(), 0.0);
  const Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
  Workspace<T> workspace(network.layout);
  const LossSpec loss;
  const Evaluation evaluation = evaluate(network, workspace, samples.dataset(), loss, 2, test::kNotCancelled);
  EXPECT_EQ(evaluation.loss, 0.0);
  EXPECT_EQ(evaluation.count, 600u);
  EXPECT_GT(evaluation.correct, 0u);
}

}  // namespace
}  // namespace blasnet::engine
