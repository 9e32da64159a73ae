#include "engine/passes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/gradient.h"
#include "engine/objective.h"
#include "test/closeness.h"
#include "test/fixtures.h"
#include "test/plain_calls.h"
#include "test/samples.h"
#include "test/strided.h"

namespace blasnet::engine {
namespace {

using test::close;
using test::LabelledSamples;

template <typename T>
class PassesTest : public testing::Test {
 protected:
  static constexpr std::size_t kRows = 11;
  static constexpr Range kAll{0, kRows};
  static constexpr T kNan = std::numeric_limits<T>::quiet_NaN();

  PassesTest()
      : data_(30, 9, 4),
        network_(test::network_with<T>(test::mixed_spec(), test::some_parameters(test::mixed_spec()))),
        workspace_(network_.layout),
        indices_(test::some_indices(kRows, 30)),
        objective_(test::kPlainLoss, network_.layout, data_.dataset, workspace_, kRows) {
    workspace_.reserve_inputs(kRows);
    workspace_.reserve_backward(kRows);
    load_batch(data_.dataset, indices_.data(), kAll, workspace_);
  }

  std::size_t layers() const { return network_.layout.layers().size(); }
  std::size_t units(std::size_t l) const { return network_.layout.layers()[l].units; }

  // Without gaps.
  static std::vector<T> elements(std::size_t rows, std::size_t cols, const Matrix<T>& m) {
    return test::gathered<T>(rows, cols, m.stride, m.data);
  }
  std::vector<T> outputs(std::size_t l) { return elements(kRows, units(l), workspace_.outputs(l)); }
  std::vector<T> delta(std::size_t l) { return elements(kRows, units(l), workspace_.delta(l)); }
  std::vector<T> logits() { return outputs(layers() - 1); }

  // f(part) for parts of 0 … n − 1 that are no multiples of anything.
  template <class F>
  static void in_parts(std::size_t n, const F& f) {
    for (std::size_t first = 0; first < n; first += 3) f(Range{first, std::min(first + 3, n)});
  }

  LabelledSamples<std::uint8_t> data_;
  Network<T> network_;
  Workspace<T> workspace_;
  std::vector<std::uint32_t> indices_;
  Objective<T> objective_;
};

TYPED_TEST_SUITE(PassesTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(PassesTest, LoadsNormalisedSamples) {
  std::vector<double> expected;
  for (const test::Sample& sample : this->data_.batch(this->indices_))
    expected.insert(expected.end(), sample.x.begin(), sample.x.end());
  EXPECT_TRUE(close(this->elements(this->kRows, 9, this->workspace_.inputs()), expected, {4, 3.0}));
}

TYPED_TEST(PassesTest, ForwardFromALayerReadsWhatLiesBelow) {
  using T = TypeParam;
  forward(this->network_, this->workspace_, this->kAll);
  const std::vector<T> whole = this->logits();
  const Matrix<T> logits = this->workspace_.logits();
  for (std::size_t first = 0; first < this->layers(); ++first) {
    std::fill_n(logits.data, this->kRows * logits.stride, T(0));
    forward(this->network_, this->workspace_, this->kAll, first);
    EXPECT_EQ(this->logits(), whole) << "from layer " << first;
  }
}

// Threads take rows of a batch, or inputs of a weight: which ones must not show.
TYPED_TEST(PassesTest, PartsOfABatchAreTheWholeToTheBit) {
  using T = TypeParam;
  const auto pass = [&](const auto& in_parts) {
    for (std::size_t l = 0; l < this->layers(); ++l) {
      const Matrix<T> delta = this->workspace_.delta(l);
      for (std::size_t r = 0; r < this->kRows; ++r) std::fill_n(delta.row(r), this->units(l), this->kNan);
      if (l == 0) continue;
      const Matrix<T> transposed = this->workspace_.transposed(l);
      for (std::size_t r = 0; r < this->units(l); ++r)
        std::fill_n(transposed.row(r), this->units(l - 1), this->kNan);
      in_parts(this->units(l - 1),
               [&](Range inputs) { transpose_weight(this->network_, this->workspace_, inputs, l); });
    }
    in_parts(this->kRows, [&](Range rows) {
      load_batch(this->data_.dataset, this->indices_.data(), rows, this->workspace_);
      forward(this->network_, this->workspace_, rows);
      this->objective_.loss_and_delta(this->workspace_, this->indices_.data(), this->kRows, rows);
      for (std::size_t l = this->layers() - 1; l > 0; --l) {
        through_activation(this->network_, this->workspace_, rows, l);
        input_gradient(this->network_, this->workspace_, rows, l);
      }
      through_activation(this->network_, this->workspace_, rows, 0);
    });
    std::vector<std::vector<T>> results;
    for (std::size_t l = 0; l < this->layers(); ++l) {
      results.push_back(this->outputs(l));
      results.push_back(this->delta(l));
      if (l == 0) continue;
      results.push_back(this->elements(this->units(l), this->units(l - 1), this->workspace_.transposed(l)));
    }
    return results;
  };
  const auto whole = pass([](std::size_t n, const auto& f) { f(Range{0, n}); });
  const double loss = this->objective_.mean(this->indices_.data(), this->kRows);
  for (const std::vector<T>& values : whole)
    for (const T x : values) ASSERT_TRUE(std::isfinite(x));
  EXPECT_EQ(pass([&](std::size_t n, const auto& f) { this->in_parts(n, f); }), whole);
  EXPECT_EQ(this->objective_.mean(this->indices_.data(), this->kRows), loss);
}

TYPED_TEST(PassesTest, RowsThatAreNotAskedForStay) {
  using T = TypeParam;
  forward(this->network_, this->workspace_, this->kAll);
  const std::vector<T> before = this->logits();
  for (std::size_t l = 0; l < this->layers(); ++l) {
    const Matrix<T> outputs = this->workspace_.outputs(l);
    std::fill_n(outputs.data, this->kRows * outputs.stride, T(-5));
  }
  forward(this->network_, this->workspace_, {4, 6});
  const std::vector<T> after = this->logits();
  for (std::size_t i = 0; i < after.size(); ++i) {
    const std::size_t row = i / this->units(this->layers() - 1);
    EXPECT_EQ(after[i], row == 4 || row == 5 ? before[i] : T(-5)) << i;
  }
}

// The gradients of the weights of all layers go to one block, whatever it held.
TYPED_TEST(PassesTest, WeightAndBiasGradientsReplaceWhatWasThere) {
  using T = TypeParam;
  const std::size_t size = this->network_.layout.block_size();
  const auto gradient_into = [&](T before) {
    AlignedBuffer<T> block(size);
    std::fill_n(block.data(), size, before);
    test::gradient_of_batch(this->network_, this->workspace_, this->data_.dataset, this->indices_.data(),
                            this->kRows, block.data());
    return test::exchanged(this->network_.layout, block);
  };
  const std::vector<T> gradient = gradient_into(T(0));
  EXPECT_EQ(gradient_into(this->kNan), gradient);
  const test::NaiveNetwork naive(test::mixed_spec(), test::some_parameters(test::mixed_spec()));
  EXPECT_TRUE(close(gradient, naive.gradient(this->data_.batch(this->indices_)), {64, 1.0}));
}

TYPED_TEST(PassesTest, BiasGradientAddsWhatIsLeftOfTheBlock) {
  using T = TypeParam;
  const std::size_t size = this->network_.layout.block_size();
  AlignedBuffer<T> block(size);
  test::gradient_of_batch(this->network_, this->workspace_, this->data_.dataset, this->indices_.data(),
                          this->kRows, block.data());
  for (std::size_t l = 0; l < this->layers(); ++l) {
    const auto& layer = this->network_.layout.layers()[l];
    AlignedBuffer<T> ones(size);
    std::fill_n(ones.data(), size, T(1));
    bias_gradient(this->network_, this->workspace_, this->kRows, l, ones.data() + layer.bias, T(0.5));
    std::vector<double> expected(size, 1.0);  // and nothing but the bias
    for (std::size_t i = layer.bias; i < layer.end; ++i)
      expected[i] = static_cast<double>(block.data()[i]) + 0.5;
    EXPECT_TRUE(close(test::copy_of(ones), expected, {16, 1.0})) << "layer " << l;
  }
}

TYPED_TEST(PassesTest, TheGradientLeavesOutputsAndDeltasOfTheBatch) {
  using T = TypeParam;
  AlignedBuffer<T> block(this->network_.layout.block_size());
  test::gradient_of_batch(this->network_, this->workspace_, this->data_.dataset, this->indices_.data(),
                          this->kRows, block.data());
  const std::vector<T> logits = this->logits();
  forward(this->network_, this->workspace_, this->kAll);
  EXPECT_EQ(this->logits(), logits);
  for (std::size_t l = 0; l < this->layers(); ++l) {
    if (!this->network_.layout.layers()[l].has_bias) continue;
    std::vector<double> sums(this->units(l));  // ∂C/∂z summed over the batch is the gradient of the bias
    const std::vector<T> delta = this->delta(l);
    for (std::size_t i = 0; i < delta.size(); ++i) sums[i % sums.size()] += static_cast<double>(delta[i]);
    const T* bias = block.data() + this->network_.layout.layers()[l].bias;
    EXPECT_TRUE(close(std::vector<T>(bias, bias + sums.size()), sums, {16, 1.0})) << "layer " << l;
  }
}

TYPED_TEST(PassesTest, LossIsTheMeanOverTheBatch) {
  forward(this->network_, this->workspace_, this->kAll);
  this->objective_.loss_and_delta(this->workspace_, this->indices_.data(), this->kRows, this->kAll);
  const test::NaiveNetwork naive(test::mixed_spec(), test::some_parameters(test::mixed_spec()));
  const std::vector<test::Sample> samples = this->data_.batch(this->indices_);
  const double mean = this->objective_.mean(this->indices_.data(), this->kRows);
  EXPECT_TRUE(close(static_cast<TypeParam>(mean), naive.loss(samples), {16, 1.0}));
}

}  // namespace
}  // namespace blasnet::engine
