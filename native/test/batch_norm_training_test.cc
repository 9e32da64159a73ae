// Batch normalisation and dropout over many steps: running statistics, evaluations, threads, masks.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/evaluate.h"
#include "engine/random.h"
#include "engine/train.h"
#include "kernels/naive/dropout.h"
#include "test/closeness.h"
#include "test/fixtures.h"
#include "test/masks.h"
#include "test/reference_network.h"
#include "test/samples.h"
#include "test/target_samples.h"
#include "test/targets.h"
#include "test/training_state.h"

namespace blasnet::engine {
namespace {

using kernels::Activation;
using test::close;
using test::ReferenceNetwork;
using test::Rows;
using test::TargetKind;
using test::TargetSamples;

constexpr std::size_t kInputs = 37;
constexpr std::size_t kClasses = 3;
constexpr std::size_t kCount = 70;

NetworkSpec normalised_spec(double dropout) {
  NetworkSpec spec{kInputs,
                   {{19, Activation::kTanh, true},
                    {33, Activation::kGelu, false},
                    {kClasses, Activation::kIdentity, true}}};
  spec.layers[0].batch_norm = BatchNormSpec{0.3, 1e-3};
  spec.layers[1].batch_norm = BatchNormSpec{0.1, 1e-5};
  spec.layers[0].dropout = dropout;
  return spec;
}

// No step moves anything but running statistics where the rate is 0.
TrainParameters standing_still() {
  TrainParameters parameters;
  parameters.learning_rate = 0;
  return parameters;
}

template <typename T>
std::vector<double> doubles_of(const Network<T>& network) {
  const std::vector<T> values = test::exchanged(network.layout, network.parameters);
  return {values.begin(), values.end()};
}

template <typename T>
class BatchNormTrainingTest : public testing::Test {};

TYPED_TEST_SUITE(BatchNormTrainingTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(BatchNormTrainingTest, RunningStatisticsFollowTheBatches) {
  using T = TypeParam;
  TargetSamples samples(kCount, kInputs, kClasses, TargetKind::kLabels, false, 0, 0.8);
  const NetworkSpec spec = normalised_spec(0.25);
  for (const double density : {test::kDense, test::kSparse}) {
    samples.dataset().density = density;
    for (const bool plain : {true, false}) {
      for (const std::size_t batch : {1, 2, 9}) {
        SCOPED_TRACE(testing::Message() << "density " << density << ", batch " << batch);
        Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
        Workspace<T> workspace(network.layout);
        ReferenceNetwork reference(spec, test::some_parameters(spec));
        TrainParameters parameters = standing_still();
        if (!plain) parameters.optimizer.clip_norm = 1;
        for (std::size_t s = 0; s < 5; ++s) {
          const std::vector<std::uint32_t> indices =
              test::some_indices(batch, kCount, static_cast<unsigned>(s));
          parameters.dropout.step = s;
          double loss = 0;
          train_steps(network, workspace, samples.dataset(), indices.data(), 1, batch, parameters, &loss,
                      test::kNotCancelled);
          const auto masks = test::masks_of(network.layout, workspace, batch);
          reference.parameters = reference.with_moved_statistics(samples.inputs(indices), masks);
        }
        EXPECT_TRUE(
            close(test::exchanged(network.layout, network.parameters), reference.parameters, {64, 4}));
        EXPECT_NE(reference.parameters, test::some_parameters(spec));
      }
    }
  }
}

// A variance of nothing: the normalised outputs are 0, and so is the gradient of all below.
TYPED_TEST(BatchNormTrainingTest, ABatchOfOneMovesNothingBelowTheShifts) {
  using T = TypeParam;
  const TargetSamples samples(kCount, kInputs, kClasses, TargetKind::kLabels, false);
  const NetworkSpec spec = normalised_spec(0);
  Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
  Workspace<T> workspace(network.layout);
  TrainParameters parameters;
  parameters.learning_rate = 0.5;
  const std::vector<std::uint32_t> indices = {4, 9, 23};
  std::vector<double> losses(3);
  const auto before = test::copy_of(network.parameters);
  const auto outcome = train_steps(network, workspace, samples.dataset(), indices.data(), 3, 1, parameters,
                                   losses.data(), test::kNotCancelled);
  EXPECT_EQ(outcome.ended, Ended::kCompleted);
  const auto after = test::copy_of(network.parameters);
  for (const std::size_t l : {0, 1}) {
    const auto& layer = network.layout.layers()[l];
    for (std::size_t i = layer.weight; i < layer.shift; ++i) EXPECT_EQ(after[i], before[i]) << l << " " << i;
  }
  EXPECT_NE(after[network.layout.layers()[1].shift], before[network.layout.layers()[1].shift]);
}

TYPED_TEST(BatchNormTrainingTest, EvaluationsUseRunningStatisticsAndDropNothing) {
  using T = TypeParam;
  TargetSamples samples(kCount, kInputs, kClasses, TargetKind::kLabels, false, 0, 0.8);
  NetworkSpec spec = normalised_spec(0.5);
  std::vector<double> values = test::some_parameters(spec);
  const ParameterLayout layout(spec);
  // Variances are positive.
  for (std::size_t i = 0; i < values.size(); ++i)
    for (const auto& layer : layout.layers())
      if (layer.batch_norm && layout.offset_of(i) >= layer.running_variance &&
          layout.offset_of(i) < layer.end)
        values[i] = 0.25 + std::abs(values[i]);
  std::vector<std::uint32_t> all(kCount);
  for (std::size_t i = 0; i < kCount; ++i) all[i] = static_cast<std::uint32_t>(i);
  const ReferenceNetwork reference(spec, values);
  const Rows expected = reference.infer(samples.inputs(all));
  const LossSpec loss;
  const double expected_loss =
      test::batch_loss(loss, expected, test::targets_of(samples.dataset(), all, kClasses));
  const Network<T> network = test::network_with<T>(spec, values);
  for (const double density : {test::kDense, test::kSparse}) {
    samples.dataset().density = density;
    test::for_each_target([&] {
      Workspace<T> workspace(network.layout);
      std::vector<T> out(kCount * kClasses);
      EXPECT_TRUE(logits(network, workspace, samples.dataset(), 0, kCount, out.data(), test::kNotCancelled));
      for (std::size_t r = 0; r < kCount; ++r)
        for (std::size_t c = 0; c < kClasses; ++c)
          EXPECT_TRUE(close(out[r * kClasses + c], expected[r][c], {512, 4}));
      const Evaluation evaluation =
          evaluate(network, workspace, samples.dataset(), loss, 3, test::kNotCancelled);
      EXPECT_TRUE(close(static_cast<T>(evaluation.loss), expected_loss, {512, 4}));
    });
  }
}

TYPED_TEST(BatchNormTrainingTest, ALossThatIsNotFiniteMovesNoStatistics) {
  using T = TypeParam;
  TargetSamples samples(kCount, kInputs, kClasses, TargetKind::kDoubles, true);
  const NetworkSpec spec = normalised_spec(0.25);
  std::fill(samples.dataset().sample_weights.begin(), samples.dataset().sample_weights.end(), 1.0);
  samples.dataset().targets.mean = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::uint32_t> indices = test::some_indices(2 * 20, kCount);
  for (const bool plain : {true, false}) {
    for (const std::size_t threads : {1, 3}) {
      Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
      Workspace<T> workspace(network.layout);
      TrainParameters parameters;
      parameters.learning_rate = 0.1;
      parameters.threads = threads;
      if (!plain) parameters.optimizer.rule = Adam{};
      const auto before = test::copy_of(network.parameters);
      std::vector<double> losses(2);
      const TrainOutcome outcome = train_steps(network, workspace, samples.dataset(), indices.data(), 2, 20,
                                               parameters, losses.data(), test::kNotCancelled);
      EXPECT_EQ(outcome.ended, Ended::kNonFinite);
      EXPECT_EQ(outcome.losses, 1u);
      EXPECT_EQ(outcome.where, 3);  // past the layers: the loss
      EXPECT_EQ(network.optimizer.steps, 0u);
      EXPECT_EQ(test::copy_of(network.parameters), before);
    }
  }
}

// Threads meet four times a layer; more threads than columns or samples take part in no more than the
// meetings.
TYPED_TEST(BatchNormTrainingTest, AnyNumberOfThreadsGivesTheSameBits) {
  using T = TypeParam;
  constexpr std::size_t kSteps = 3;
  TargetSamples samples(kCount, kInputs, kClasses, TargetKind::kLabels, true, 0, 0.8);
  NetworkSpec spec = normalised_spec(0.25);
  for (const double input_dropout : {0.0, 0.2}) {
    spec.input_dropout = input_dropout;
    for (const double density : {test::kDense, test::kSparse}) {
      samples.dataset().density = density;
      for (const std::size_t batch : {1, 41, 64}) {
        SCOPED_TRACE(testing::Message() << "density " << density << ", batch " << batch);
        const std::vector<std::uint32_t> indices = test::some_indices(kSteps * batch, kCount);
        const auto train = [&](std::size_t threads) {
          Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
          Workspace<T> workspace(network.layout);
          TrainParameters parameters;
          parameters.optimizer.rule = Sgd{0.9};
          parameters.learning_rate = 0.05;
          parameters.threads = threads;
          std::vector<double> losses(kSteps);
          train_steps(network, workspace, samples.dataset(), indices.data(), kSteps, batch, parameters,
                      losses.data(), test::kNotCancelled);
          return std::pair{test::state_of(network), losses};
        };
        const auto alone = train(1);
        for (const std::size_t threads : {2, 3, 5}) EXPECT_TRUE(train(threads) == alone) << threads;
      }
    }
  }
}

// Which outputs are dropped is a function of seed, step, layer, row and unit: the same for any threads, and
// on every machine.
TYPED_TEST(BatchNormTrainingTest, MasksAreAFunctionOfSeedAndStep) {
  using T = TypeParam;
  constexpr std::size_t kBatch = 21;
  const TargetSamples samples(kCount, kInputs, kClasses, TargetKind::kLabels, false);
  NetworkSpec spec = normalised_spec(0.25);
  spec.layers[1].dropout = 0.6;
  spec.input_dropout = 0.1;
  const std::vector<std::uint32_t> indices = test::some_indices(3 * kBatch, kCount);
  const double probabilities[] = {0.1, 0.25, 0.6};
  for (const std::size_t threads : {1, 2, 5}) {
    for (const DropoutSeed seed :
         {DropoutSeed{1, 0}, {(std::uint64_t{7} << 32) + 9, (std::uint64_t{3} << 32) + 5}}) {
      Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
      Workspace<T> workspace(network.layout);
      TrainParameters parameters;
      parameters.learning_rate = 0.1;
      parameters.dropout = seed;
      parameters.threads = threads;
      std::vector<double> losses(3);
      train_steps(network, workspace, samples.dataset(), indices.data(), 3, kBatch, parameters, losses.data(),
                  test::kNotCancelled);
      const std::uint64_t last = seed.step + 2;
      const auto masks = test::masks_of(network.layout, workspace, kBatch);
      for (std::uint32_t l = 0; l < 3; ++l) {
        const auto words = philox4x32(
            {static_cast<std::uint32_t>(last), static_cast<std::uint32_t>(last >> 32), l, 0xd20b0075},
            {static_cast<std::uint32_t>(seed.seed), static_cast<std::uint32_t>(seed.seed >> 32)});
        const std::uint64_t key = std::uint64_t{words[0]} << 32 | words[1];
        ASSERT_EQ(masks[l].size(), kBatch);
        for (std::size_t r = 0; r < kBatch; ++r)
          for (std::size_t c = 0; c < masks[l][r].size(); ++c)
            EXPECT_EQ(masks[l][r][c] != 0, kernels::naive::kept(key, r, c, probabilities[l])) << l << r << c;
      }
      EXPECT_TRUE(masks[3].empty());
    }
  }
}

}  // namespace
}  // namespace blasnet::engine
