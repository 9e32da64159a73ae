#include "engine/network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <set>
#include <vector>

#include "test/fixtures.h"
#include "test/samples.h"

namespace blasnet::engine {
namespace {

using kernels::Activation;

const NetworkSpec kSpecs[] = {
    {1, {{1, Activation::kIdentity, false}}},
    {3, {{5, Activation::kTanh, true}, {2, Activation::kIdentity, true}}},
    {4, {{4, Activation::kRelu, false}, {8, Activation::kRelu, true}, {3, Activation::kIdentity, false}}},
    {128, {{128, Activation::kTanh, true}, {3, Activation::kIdentity, true}}},
    test::mixed_spec(),
};

// Distances between parts of a layer stand for its shape; all of a block lies in exactly one of them.
TEST(ParameterLayout, LayersStartOnCacheLinesAndDoNotOverlap) {
  for (const NetworkSpec& spec : kSpecs) {
    const ParameterLayout layout(spec);
    std::size_t end = 0;
    std::size_t inputs = spec.inputs;
    std::size_t count = 0;
    for (std::size_t l = 0; l < spec.layers.size(); ++l) {
      const ParameterLayout::Layer& layer = layout.layers()[l];
      EXPECT_EQ(layer.inputs, inputs);
      EXPECT_EQ(layer.units, spec.layers[l].units);
      EXPECT_EQ(layer.activation.kind, spec.layers[l].activation.kind);
      EXPECT_EQ(layer.has_bias, spec.layers[l].bias);
      EXPECT_EQ(layer.weight % 16, 0u);
      EXPECT_EQ(layer.weight, end);
      EXPECT_EQ(layer.stride, kernels::row_stride(layer.units));
      EXPECT_EQ(layer.bias, layer.weight + inputs * layer.stride);
      EXPECT_EQ(layer.end, layer.bias + (layer.has_bias ? layer.units : 0));
      end = kernels::padded(layer.end);  // a whole vector can be read where a bias ends
      count += inputs * layer.units + (layer.end - layer.bias);
      inputs = layer.units;
    }
    EXPECT_EQ(layout.block_size(), end);
    EXPECT_EQ(layout.count(), count);
    EXPECT_EQ(layout.inputs(), spec.inputs);
    EXPECT_EQ(layout.input_stride(), kernels::row_stride(spec.inputs));
    EXPECT_EQ(layout.outputs(), spec.layers.back().units);
  }
}

TEST(ParameterLayout, BatchNormalisationHasFourVectorsOfItsOwn) {
  for (const bool bias : {true, false}) {
    NetworkSpec spec{3, {{5, Activation::kTanh, bias}, {2, Activation::kIdentity, true}}};
    spec.layers[0].batch_norm = BatchNormSpec{};
    const ParameterLayout layout(spec);
    const ParameterLayout::Layer& layer = layout.layers()[0];
    EXPECT_EQ(layer.scale, layer.bias + (bias ? 16 : 0));
    EXPECT_EQ(layer.shift, layer.scale + 16);
    EXPECT_EQ(layer.learnt_end, layer.shift + 5);
    EXPECT_EQ(layer.running_mean, layer.shift + 16);
    EXPECT_EQ(layer.running_variance, layer.running_mean + 16);
    EXPECT_EQ(layer.end, layer.running_variance + 5);
    EXPECT_EQ(layout.layers()[1].weight, layer.running_variance + 16);
    EXPECT_EQ(layout.count(), 15u + (bias ? 25 : 20) + 12);
    EXPECT_EQ(layout.offset_of(15 + (bias ? 5 : 0)), layer.scale);
    EXPECT_EQ(layout.offset_of(layout.count() - 13), layer.running_variance + 4);
    EXPECT_TRUE(layout.has_batch_norm());
    EXPECT_FALSE(layout.layers()[1].batch_norm.has_value());

    const Network<float> network(spec);
    std::vector<float> values(layout.count());
    layout.to_exchange(network.parameters.data(), values.data());
    std::vector<float> expected(layout.count());
    for (std::size_t c = 0; c < 5; ++c)
      expected[15 + (bias ? 5 : 0) + c] = expected[layout.count() - 17 + c] = 1;
    EXPECT_EQ(values, expected);
  }
}

TEST(ParameterLayout, ProbabilitiesAreThoseThatDropoutHas) {
  NetworkSpec spec{3, {{5, Activation::kTanh, false}}, 1e-7};
  spec.layers[0].dropout = 1e-7;
  EXPECT_EQ(ParameterLayout(spec).input_dropout(), 0.0);
  EXPECT_EQ(ParameterLayout(spec).layers()[0].dropout, 0.0);
  spec.input_dropout = spec.layers[0].dropout = 0.3;
  EXPECT_EQ(ParameterLayout(spec).input_dropout(), 19661 / 65536.0);
  EXPECT_EQ(ParameterLayout(spec).layers()[0].dropout, 19661 / 65536.0);
}

TEST(ParameterLayout, CountsParameters) {
  EXPECT_EQ(ParameterLayout(kSpecs[0]).count(), 1u);
  EXPECT_EQ(ParameterLayout(kSpecs[1]).count(), 3u * 5 + 5 + 5 * 2 + 2);
  EXPECT_EQ(ParameterLayout(kSpecs[2]).count(), 4u * 4 + 4 * 8 + 8 + 8 * 3);
  EXPECT_EQ(ParameterLayout(kSpecs[2]).widest(), 8u);
}

TEST(ParameterLayout, OffsetsAreThoseOfTheExchange) {
  for (const NetworkSpec& spec : kSpecs) {
    const ParameterLayout layout(spec);
    std::vector<double> exchange(layout.count());
    std::iota(exchange.begin(), exchange.end(), 1.0);
    std::vector<double> block(layout.block_size());
    layout.from_exchange(exchange.data(), block.data());
    std::set<std::size_t> offsets;
    for (std::size_t i = 0; i < layout.count(); ++i) {
      ASSERT_LT(layout.offset_of(i), layout.block_size());
      EXPECT_EQ(block[layout.offset_of(i)], exchange[i]);
      offsets.insert(layout.offset_of(i));
    }
    EXPECT_EQ(offsets.size(), layout.count());
    EXPECT_EQ(layout.offset_of(layout.count()), layout.block_size());
  }
}

// Weight [units, inputs] = [[1, 2, 3], [4, 5, 6]] and bias [7, 8] outside; [inputs, units] inside.
TEST(ParameterLayout, WeightsAreTransposedWithin) {
  const ParameterLayout layout({3, {{2, Activation::kTanh, true}}});
  const std::vector<float> exchange = {1, 2, 3, 4, 5, 6, 7, 8};
  std::vector<float> block(layout.block_size());
  layout.from_exchange(exchange.data(), block.data());
  const std::vector<float> rows[] = {{1, 4}, {2, 5}, {3, 6}, {7, 8}};  // three of the weight, then the bias
  std::vector<float> expected(layout.block_size());
  for (std::size_t r = 0; r < 4; ++r)
    std::copy(rows[r].begin(), rows[r].end(), expected.begin() + 16 * static_cast<std::ptrdiff_t>(r));
  EXPECT_EQ(block, expected);
}

template <typename T>
class ParameterExchangeTest : public testing::Test {};

TYPED_TEST_SUITE(ParameterExchangeTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(ParameterExchangeTest, ThereAndBackAgain) {
  using T = TypeParam;
  for (const NetworkSpec& spec : kSpecs) {
    const ParameterLayout layout(spec);
    const std::vector<T> in = test::random_values<T>(layout.count(), 1);
    Network<T> network(spec);
    // A network that has diverged is as good as new with other parameters.
    std::fill_n(network.parameters.data(), layout.block_size(), std::numeric_limits<T>::quiet_NaN());
    layout.from_exchange(in.data(), network.parameters.data());
    EXPECT_EQ(test::exchanged(layout, network.parameters), in);

    std::vector<bool> used(layout.block_size());
    for (std::size_t i = 0; i < layout.count(); ++i) used[layout.offset_of(i)] = true;
    for (std::size_t i = 0; i < used.size(); ++i) {
      if (used[i]) continue;
      EXPECT_EQ(network.parameters.data()[i], T(0)) << "gap at " << i;
    }
  }
}

TYPED_TEST(ParameterExchangeTest, ANewNetworkIsZeroAndAligned) {
  using T = TypeParam;
  const Network<T> network(test::mixed_spec());
  const std::vector<T> zeros(network.layout.block_size());
  EXPECT_EQ(test::copy_of(network.parameters), zeros);
  EXPECT_EQ(test::copy_of(network.optimizer.slots[0]), zeros);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(network.parameters.data()) % 64, 0u);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(network.optimizer.slots[0].data()) % 64, 0u);
}

}  // namespace
}  // namespace blasnet::engine
