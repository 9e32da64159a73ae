#include "engine/passes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "engine/loss.h"
#include "test/closeness.h"
#include "test/fixtures.h"
#include "test/samples.h"

namespace blasnet::engine {
namespace {

using test::close;
using test::LabelledSamples;

template <typename T>
class PassesTest : public testing::Test {
 protected:
  static constexpr std::size_t kRows = 5;

  PassesTest()
      : data_(30, 9, 4),
        network_(test::network_with<T>(test::mixed_spec(), test::some_parameters(test::mixed_spec()))),
        workspace_(network_.layout),
        indices_(test::some_indices(kRows, 30)) {
    workspace_.reserve_inputs(kRows);
    workspace_.reserve_backward(kRows);
    for (const std::uint32_t i : indices_) labels_.push_back(data_.dataset.labels[i]);
    load_batch(data_.dataset, indices_.data(), kRows, workspace_);
  }

  std::vector<T> logits() {
    return {workspace_.logits(), workspace_.logits() + kRows * network_.layout.outputs()};
  }

  // ∂C/∂parameters + decay·block, from the batch that is loaded.
  std::vector<T> backward_into(AlignedBuffer<T>& block, T decay) {
    forward(network_, workspace_, kRows);
    loss_and_delta(network_.layout, workspace_, kRows, labels_.data());
    backward(network_, workspace_, kRows, block.data(), decay, 0, [](std::size_t) {});
    return test::exchanged(network_.layout, block);
  }

  LabelledSamples<std::uint8_t> data_;
  Network<T> network_;
  Workspace<T> workspace_;
  std::vector<std::uint32_t> indices_;
  std::vector<std::int32_t> labels_;
};

TYPED_TEST_SUITE(PassesTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(PassesTest, LoadsNormalisedSamples) {
  std::vector<double> expected;
  for (const test::Sample& sample : this->data_.batch(this->indices_))
    expected.insert(expected.end(), sample.x.begin(), sample.x.end());
  const TypeParam* inputs = this->workspace_.inputs();
  EXPECT_TRUE(close(std::vector<TypeParam>(inputs, inputs + expected.size()), expected, {4, 3.0}));
}

TYPED_TEST(PassesTest, ForwardFromALayerReadsWhatLiesBelow) {
  forward(this->network_, this->workspace_, this->kRows);
  const std::vector<TypeParam> whole = this->logits();
  for (std::size_t first = 0; first < this->network_.layout.layers().size(); ++first) {
    std::fill_n(this->workspace_.logits(), whole.size(), TypeParam(0));
    forward(this->network_, this->workspace_, this->kRows, first);
    EXPECT_EQ(this->logits(), whole) << "from layer " << first;
  }
}

TYPED_TEST(PassesTest, BackwardAddsWhatIsLeftOfTheBlock) {
  using T = TypeParam;
  const std::size_t size = this->network_.layout.block_size();
  AlignedBuffer<T> poisoned(size);
  std::fill_n(poisoned.data(), size, std::numeric_limits<T>::quiet_NaN());
  const std::vector<T> gradient = this->backward_into(poisoned, T(0));  // decay 0 discards, NaN or not

  AlignedBuffer<T> ones(size);
  std::fill_n(ones.data(), size, T(1));
  std::vector<double> expected;
  for (const T g : gradient) expected.push_back(static_cast<double>(g) + 0.5);
  EXPECT_TRUE(close(this->backward_into(ones, T(0.5)), expected, {16, 1.0}));
}

// visit() may change a layer: the layers below must have taken their share of the gradient before.
TYPED_TEST(PassesTest, BackwardVisitsEachLayerOnceItIsNotReadAnyMore) {
  using T = TypeParam;
  AlignedBuffer<T> undisturbed(this->network_.layout.block_size());
  const std::vector<T> expected = this->backward_into(undisturbed, T(0));

  forward(this->network_, this->workspace_, this->kRows);
  loss_and_delta(this->network_.layout, this->workspace_, this->kRows, this->labels_.data());
  AlignedBuffer<T> block(this->network_.layout.block_size());
  std::vector<std::size_t> visited;
  backward(this->network_, this->workspace_, this->kRows, block.data(), T(0), 0, [&](std::size_t l) {
    const auto& layer = this->network_.layout.layers()[l];
    visited.push_back(layer.weight);
    std::fill(this->network_.parameters.data() + layer.weight, this->network_.parameters.data() + layer.end,
              std::numeric_limits<T>::quiet_NaN());
  });
  EXPECT_EQ(test::exchanged(this->network_.layout, block), expected);
  std::vector<std::size_t> downwards;
  for (const auto& layer : this->network_.layout.layers()) downwards.insert(downwards.begin(), layer.weight);
  EXPECT_EQ(visited, downwards);
}

TYPED_TEST(PassesTest, LossIsTheMeanOverTheBatch) {
  forward(this->network_, this->workspace_, this->kRows);
  const double loss =
      loss_and_delta(this->network_.layout, this->workspace_, this->kRows, this->labels_.data());
  const test::NaiveNetwork naive(test::mixed_spec(), test::some_parameters(test::mixed_spec()));
  EXPECT_TRUE(close(static_cast<TypeParam>(loss), naive.loss(this->data_.batch(this->indices_)), {16, 1.0}));
}

}  // namespace
}  // namespace blasnet::engine
