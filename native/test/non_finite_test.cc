#include "engine/non_finite.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "engine/train.h"
#include "test/fixtures.h"
#include "test/samples.h"
#include "test/target_samples.h"

namespace blasnet::engine {
namespace {

using kernels::Activation;
using test::TargetKind;
using test::TargetSamples;

constexpr std::size_t kInputs = 9;
constexpr std::size_t kOutputs = 3;
constexpr std::size_t kBatch = 12;

template <typename T>
class NonFiniteTest : public testing::Test {};

TYPED_TEST_SUITE(NonFiniteTest, test::ElementTypes, test::ElementTypeNames);

NetworkSpec spec_of(bool batch_norm) {
  NetworkSpec spec{
      kInputs,
      {{7, Activation::kRelu, true}, {6, Activation::kGelu, true}, {kOutputs, Activation::kIdentity, true}}};
  if (batch_norm) spec.layers[1].batch_norm = BatchNormSpec{};
  return spec;
}

template <typename T>
std::ptrdiff_t where(const NetworkSpec& spec, const Dataset& dataset, const std::vector<double>& values,
                     std::size_t threads) {
  Network<T> network = test::network_with<T>(spec, values);
  Workspace<T> workspace(network.layout);
  TrainParameters parameters;
  parameters.learning_rate = 0.1;
  parameters.loss.kind = Loss::kSquaredError;
  parameters.threads = threads;
  const std::vector<std::uint32_t> indices = test::some_indices(kBatch, 40);
  double loss = 0;
  const TrainOutcome outcome = train_steps(network, workspace, dataset, indices.data(), 1, kBatch, parameters,
                                           &loss, test::kNotCancelled);
  EXPECT_EQ(outcome.ended, Ended::kNonFinite);
  EXPECT_EQ(outcome.losses, 1u);
  EXPECT_FALSE(std::isfinite(loss));
  return outcome.where;
}

TYPED_TEST(NonFiniteTest, NamesTheFirstLayer) {
  using T = TypeParam;
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    for (const bool batch_norm : {false, true}) {
      for (const std::size_t threads : {1, 3}) {
        for (const double density : {test::kDense, test::kSparse}) {
          SCOPED_TRACE(testing::Message() << bad << ", " << threads << " threads, density " << density
                                          << (batch_norm ? ", batch norm" : ""));
          TargetSamples samples(40, kInputs, kOutputs, TargetKind::kFloats, true);
          std::fill(samples.dataset().sample_weights.begin(), samples.dataset().sample_weights.end(), 2.0);
          samples.dataset().density = density;
          const NetworkSpec spec = spec_of(batch_norm);
          const ParameterLayout layout(spec);
          for (std::size_t l = 0; l < spec.layers.size(); ++l) {
            std::vector<double> values = test::some_parameters(spec);
            for (std::size_t i = 0; i < values.size(); ++i)
              if (layout.offset_of(i) == layout.layers()[l].bias + 2) values[i] = bad;
            EXPECT_EQ(where<T>(spec, samples.dataset(), values, threads), static_cast<std::ptrdiff_t>(l));
          }
          samples.dataset().targets.mean = bad;
          EXPECT_EQ(where<T>(spec, samples.dataset(), test::some_parameters(spec), threads), 3) << "the loss";
          samples.dataset().mean = bad;
          // Bytes that are skipped are never gathered.
          EXPECT_EQ(where<T>(spec, samples.dataset(), test::some_parameters(spec), threads),
                    density == test::kDense ? kInInputs : 0);
        }
      }
    }
  }
}

TYPED_TEST(NonFiniteTest, LooksAtRowsAndColumnsInUseOnly) {
  using T = TypeParam;
  const NetworkSpec spec = spec_of(false);
  const ParameterLayout layout(spec);
  Workspace<T> workspace(layout);
  workspace.reserve_inputs(4);
  workspace.reserve_forward(4);
  const T bad = std::numeric_limits<T>::quiet_NaN();
  workspace.inputs().row(0)[kInputs] = bad;
  workspace.inputs().row(3)[0] = bad;
  workspace.outputs(0).row(1)[7] = bad;
  workspace.outputs(1).row(3)[2] = bad;
  EXPECT_EQ(first_non_finite(layout, workspace, 3, true), 3);
  EXPECT_EQ(first_non_finite(layout, workspace, 4, true), kInInputs);
  EXPECT_EQ(first_non_finite(layout, workspace, 4, false), 1);
  workspace.outputs(0).row(2)[6] = std::numeric_limits<T>::infinity();
  EXPECT_EQ(first_non_finite(layout, workspace, 3, false), 0);
}

}  // namespace
}  // namespace blasnet::engine
