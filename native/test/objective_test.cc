#include "engine/objective.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "test/closeness.h"
#include "test/loss_specs.h"
#include "test/reference_loss.h"
#include "test/samples.h"
#include "test/target_samples.h"
#include "test/targets.h"

namespace blasnet::engine {
namespace {

using test::close;
using test::Rows;
using test::TargetKind;
using test::TargetSamples;

constexpr std::size_t kCount = 23;
constexpr std::size_t kFeatures = 3;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

NetworkSpec spec_of(std::size_t outputs) {
  return {kFeatures, {{outputs, kernels::Activation::kIdentity, false}}};
}

// A workspace whose logits are these, for batches of `rows` rows.
template <typename T>
struct Given {
  Given(std::size_t outputs, std::size_t rows)
      : layout(spec_of(outputs)), workspace(layout), z(rows, std::vector<double>(outputs)) {
    workspace.reserve_backward(rows);
    const std::vector<float> values = test::random_values<float>(rows * outputs, 5, 3.0);
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < outputs; ++c) set(r, c, values[r * outputs + c]);
  }
  void set(std::size_t r, std::size_t c, double value) {
    z[r][c] = value;
    workspace.logits().row(r)[c] = static_cast<T>(value);
  }
  std::vector<T> delta(std::size_t r) {
    const T* row = workspace.delta(0).row(r);
    return {row, row + layout.outputs()};
  }

  ParameterLayout layout;
  Workspace<T> workspace;
  Rows z;
};

template <typename T>
class ObjectiveTest : public testing::Test {};

TYPED_TEST_SUITE(ObjectiveTest, test::ElementTypes, test::ElementTypeNames);

// Calls f(loss, samples, outputs, batch) for every loss on every kind of target, with and without weights.
template <class F>
void for_each_objective(const F& f) {
  for (const std::size_t outputs : {1, 2, 5, 17}) {
    for (const test::NamedLoss& loss : test::every_loss(outputs)) {
      for (const TargetKind kind : test::kTargetKinds) {
        for (const bool weighted : {false, true}) {
          SCOPED_TRACE(testing::Message() << loss.name << ", " << outputs << " outputs, "
                                          << test::name_of(kind) << (weighted ? ", weighted" : ""));
          const bool softmax = loss.spec.kind == Loss::kSoftmaxCrossEntropy;
          const TargetSamples samples(kCount, kFeatures, outputs, kind, weighted,
                                      outputs == 1 && !softmax ? 2 : 0);
          f(loss.spec, samples, outputs, test::some_indices(11, kCount));
        }
      }
    }
  }
}

TYPED_TEST(ObjectiveTest, MatchesTheDefinition) {
  using T = TypeParam;
  for_each_objective([](const LossSpec& loss, const TargetSamples& samples, std::size_t outputs,
                        const std::vector<std::uint32_t>& batch) {
    Given<T> given(outputs, batch.size());
    const auto targets = test::targets_of(samples.dataset(), batch, outputs);
    const double expected = test::batch_loss(loss, given.z, targets);
    const Rows slope = test::batch_slope(loss, given.z, targets);
    test::for_each_target([&] {
      Objective<T> objective(loss, given.layout, samples.dataset(), given.workspace, batch.size());
      // The gaps of the gradient are cleared, too.
      std::fill_n(given.workspace.delta(0).data, batch.size() * given.workspace.delta(0).stride, T(7));
      for (const Range rows : {Range{0, 4}, Range{4, 4}, Range{4, 11}})
        objective.loss_and_delta(given.workspace, batch.data(), batch.size(), rows);
      EXPECT_TRUE(close(static_cast<T>(objective.mean(batch.data(), batch.size())), expected, {32, 3}));
      for (std::size_t r = 0; r < batch.size(); ++r) {
        EXPECT_TRUE(close(given.delta(r), slope[r], {32, 1})) << r;
        const T* row = given.workspace.delta(0).row(r);
        for (std::size_t c = outputs; c < kernels::padded(outputs); ++c) EXPECT_EQ(row[c], T(0));
      }

      Objective<T> alone(loss, given.layout, samples.dataset(), given.workspace, batch.size());
      for (const Range rows : {Range{0, 6}, Range{6, 11}}) alone.losses(given.workspace, batch.data(), rows);
      EXPECT_TRUE(close(static_cast<T>(alone.mean(batch.data(), batch.size())), expected, {32, 3}));
    });
  });
}

TYPED_TEST(ObjectiveTest, SumsAddUpToTheMean) {
  using T = TypeParam;
  for_each_objective([](const LossSpec& loss, const TargetSamples& samples, std::size_t outputs,
                        const std::vector<std::uint32_t>& batch) {
    Given<T> given(outputs, batch.size());
    const auto targets = test::targets_of(samples.dataset(), batch, outputs);
    Objective<T> objective(loss, given.layout, samples.dataset(), given.workspace, batch.size());
    const auto sums = objective.sums(given.workspace, batch.data(), batch.size());
    const auto total = static_cast<double>(test::total_weight(loss, targets));
    EXPECT_TRUE(close(sums.weight, total, {16}));
    EXPECT_TRUE(
        close(static_cast<T>(sums.loss), test::batch_loss(loss, given.z, targets) * total, {32, 3 * total}));
    std::size_t correct = 0;
    for (std::size_t r = 0; r < batch.size(); ++r) {
      const auto& z = given.z[r];
      const auto largest = std::max_element(z.begin(), z.end()) - z.begin();
      const double threshold = loss.kind == Loss::kBinaryCrossEntropy ? 0 : 0.5;
      const bool one = outputs == 1 && loss.kind != Loss::kSoftmaxCrossEntropy;
      if (targets[r].label >= 0 && (one ? (z[0] > threshold) : largest) == targets[r].label) ++correct;
    }
    EXPECT_EQ(sums.correct, correct);
  });
}

TYPED_TEST(ObjectiveTest, WithoutAnyWeightThereIsNoLossAndNoGradient) {
  using T = TypeParam;
  for (const test::NamedLoss& loss : test::every_loss(5)) {
    SCOPED_TRACE(loss.name);
    TargetSamples samples(kCount, kFeatures, 5, TargetKind::kLabels, true);
    std::fill(samples.dataset().sample_weights.begin(), samples.dataset().sample_weights.end(), 0.0);
    const std::vector<std::uint32_t> batch = test::some_indices(11, kCount);
    Given<T> given(5, batch.size());
    Objective<T> objective(loss.spec, given.layout, samples.dataset(), given.workspace, batch.size());
    objective.loss_and_delta(given.workspace, batch.data(), batch.size(), {0, batch.size()});
    EXPECT_EQ(objective.mean(batch.data(), batch.size()), 0.0);
    for (std::size_t r = 0; r < batch.size(); ++r) EXPECT_EQ(given.delta(r), std::vector<T>(5));
    const auto sums = objective.sums(given.workspace, batch.data(), batch.size());
    EXPECT_EQ(sums.loss, 0.0);
    EXPECT_EQ(sums.weight, 0.0);

    // Else it would be trained on, unnoticed.
    given.set(3, 2, kNan);
    objective.loss_and_delta(given.workspace, batch.data(), batch.size(), {0, batch.size()});
    EXPECT_TRUE(std::isnan(objective.mean(batch.data(), batch.size())));
  }
}

// One output says yes above 0, where it is a logit, and above 1/2, where it is compared with 0 and 1 itself.
TYPED_TEST(ObjectiveTest, OneOutputSaysYesAboveAThreshold) {
  using T = TypeParam;
  TargetSamples samples(4, kFeatures, 1, TargetKind::kLabels, false, 2);
  samples.dataset().labels = {0, 1, 0, 1};
  const std::vector<std::uint32_t> batch = {0, 1, 2, 3};
  const auto correct = [&](Loss kind, double z) {
    Given<T> given(1, 4);
    for (std::size_t r = 0; r < 4; ++r) given.set(r, 0, r < 2 ? z : -5);
    LossSpec loss;
    loss.kind = kind;
    Objective<T> objective(loss, given.layout, samples.dataset(), given.workspace, 4);
    // Of the last two rows one is right.
    const std::size_t all = objective.sums(given.workspace, batch.data(), 4).correct;
    samples.dataset().labels[0] = 1;
    const std::size_t yes = objective.sums(given.workspace, batch.data(), 4).correct;
    samples.dataset().labels[0] = 0;
    EXPECT_EQ(all, 2u);
    return yes == 3;
  };
  for (const Loss kind : {Loss::kSquaredError, Loss::kHuber}) {
    EXPECT_FALSE(correct(kind, 0.5));
    EXPECT_TRUE(correct(kind, 0.5625));
    EXPECT_FALSE(correct(kind, 0.25));
  }
  EXPECT_FALSE(correct(Loss::kBinaryCrossEntropy, 0));
  EXPECT_TRUE(correct(Loss::kBinaryCrossEntropy, 0.0625));
  EXPECT_FALSE(correct(Loss::kBinaryCrossEntropy, -0.0625));
}

TYPED_TEST(ObjectiveTest, NanStaysInItsRowAndInTheMean) {
  using T = TypeParam;
  for_each_objective([](const LossSpec& loss, const TargetSamples& samples, std::size_t outputs,
                        const std::vector<std::uint32_t>& batch) {
    Given<T> given(outputs, batch.size());
    Objective<T> objective(loss, given.layout, samples.dataset(), given.workspace, batch.size());
    objective.loss_and_delta(given.workspace, batch.data(), batch.size(), {0, batch.size()});
    Rows before;
    for (std::size_t r = 0; r < batch.size(); ++r) {
      const std::vector<T> row = given.delta(r);
      before.emplace_back(row.begin(), row.end());
    }
    given.set(7, outputs - 1, kNan);
    objective.loss_and_delta(given.workspace, batch.data(), batch.size(), {0, batch.size()});
    EXPECT_TRUE(std::isnan(objective.mean(batch.data(), batch.size())));
    for (std::size_t r = 0; r < batch.size(); ++r) {
      const std::vector<T> row = given.delta(r);
      if (r == 7)
        EXPECT_TRUE(std::isnan(row.back()));
      else
        EXPECT_EQ(std::vector<double>(row.begin(), row.end()), before[r]) << r;
    }
    const auto sums = objective.sums(given.workspace, batch.data(), batch.size());
    EXPECT_TRUE(std::isnan(sums.loss));
    EXPECT_LT(sums.correct, batch.size());
  });
}

}  // namespace
}  // namespace blasnet::engine
