#include "engine/gradient.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "test/activations.h"
#include "test/closeness.h"
#include "test/fixtures.h"
#include "test/naive_network.h"
#include "test/plain_calls.h"
#include "test/samples.h"
#include "test/targets.h"

namespace blasnet::engine {
namespace {

using kernels::Activation;
using test::close;
using test::LabelledSamples;
using test::NaiveNetwork;

constexpr std::size_t kInputs = 5;
constexpr std::size_t kClasses = 3;
constexpr std::size_t kHiddenUnits[] = {7, 4, 9};

// `depth` layers of one activation; the last one too, so that every kind of layer also stands at the output.
NetworkSpec uniform_spec(Activation activation, bool bias, std::size_t depth) {
  NetworkSpec spec{kInputs, {}};
  for (std::size_t l = 0; l + 1 < depth; ++l) spec.layers.push_back({kHiddenUnits[l], activation, bias});
  spec.layers.push_back({kClasses, activation, bias});
  return spec;
}

double largest(const std::vector<double>& values) {
  double result = 0;
  for (const double x : values) result = std::max(result, std::abs(x));
  return result;
}

// Calls f(spec, batch) for every activation, bias or none, depth and batch size.
template <class F>
void for_each_network(const F& f) {
  for (const Activation activation : test::kActivations) {
    for (const bool bias : {true, false}) {
      for (std::size_t depth = 1; depth <= 4; ++depth) {
        for (const std::size_t batch : {1, 3, 32}) {
          SCOPED_TRACE(testing::Message() << test::name_of(activation) << (bias ? ", bias" : ", no bias")
                                          << ", depth " << depth << ", batch " << batch);
          f(uniform_spec(activation, bias, depth), batch);
        }
      }
    }
  }
}

std::vector<std::uint32_t> all_parameters(const ParameterLayout& layout) {
  std::vector<std::uint32_t> chosen(layout.count());
  std::iota(chosen.begin(), chosen.end(), 0u);
  return chosen;
}

template <typename T>
class GradientTest : public testing::Test {};

TYPED_TEST_SUITE(GradientTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(GradientTest, MatchesTheNaiveNetwork) {
  using T = TypeParam;
  const LabelledSamples<std::uint8_t> data(40, kInputs, kClasses);
  for_each_network([&](const NetworkSpec& spec, std::size_t batch) {
    const std::vector<double> parameters = test::some_parameters(spec);
    const std::vector<std::uint32_t> indices = test::some_indices(batch, data.dataset.count);
    const NaiveNetwork naive(spec, parameters);
    const std::vector<double> expected = naive.gradient(data.batch(indices));

    const double expected_loss = naive.loss(data.batch(indices));
    const Network<T> network = test::network_with<T>(spec, parameters);
    test::for_each_target([&] {
      Workspace<T> workspace(network.layout);
      std::vector<T> result(network.layout.count());
      const double loss =
          test::gradient(network, workspace, data.dataset, indices.data(), batch, result.data());
      EXPECT_TRUE(close(static_cast<T>(loss), expected_loss, {16, 1}));
      EXPECT_TRUE(close(result, expected, {64, largest(expected)}));
    });
  });
}

TYPED_TEST(GradientTest, LeavesParametersAndVelocityAlone) {
  using T = TypeParam;
  const LabelledSamples<double> data(40, 9, 4);
  const NetworkSpec spec = test::mixed_spec();
  Network<T> network = test::network_with<T>(spec, test::some_parameters(spec));
  std::fill_n(network.optimizer.slots[0].data(), network.optimizer.slots[0].size(), T(0.5));
  const std::vector<T> parameters = test::copy_of(network.parameters);
  const std::vector<T> velocity = test::copy_of(network.optimizer.slots[0]);
  Workspace<T> workspace(network.layout);
  const std::vector<std::uint32_t> indices = test::some_indices(7, 40);
  std::vector<T> first(network.layout.count());
  std::vector<T> second(network.layout.count());
  const double loss = test::gradient<T>(network, workspace, data.dataset, indices.data(), 7, first.data());
  EXPECT_EQ(test::gradient<T>(network, workspace, data.dataset, indices.data(), 7, second.data()), loss);
  EXPECT_EQ(first, second);
  EXPECT_EQ(test::copy_of(network.parameters), parameters);
  EXPECT_EQ(test::copy_of(network.optimizer.slots[0]), velocity);
}

// Backpropagation against central differences of the engine's own loss, for every kind of layer.
TEST(FiniteDifferences, MatchBackpropagation) {
  const LabelledSamples<std::uint8_t> data(40, kInputs, kClasses);
  for_each_network([&](const NetworkSpec& spec, std::size_t batch) {
    const std::vector<std::uint32_t> indices = test::some_indices(batch, data.dataset.count);
    Network<double> network = test::network_with<double>(spec, test::some_parameters(spec));
    Workspace<double> workspace(network.layout);
    std::vector<double> analytic(network.layout.count());
    test::gradient(network, workspace, data.dataset, indices.data(), batch, analytic.data());

    const std::vector<double> before = test::copy_of(network.parameters);
    const std::vector<std::uint32_t> chosen = all_parameters(network.layout);
    std::vector<double> numeric(chosen.size());
    EXPECT_TRUE(test::numerical_gradient(network, workspace, data.dataset, indices.data(), batch, 1e-5,
                                         chosen.data(), chosen.size(), numeric.data(), test::kNotCancelled));
    EXPECT_EQ(test::copy_of(network.parameters), before);

    // ε² times a third derivative, and the rounding of the loss divided by ε: 1e-9 of the largest slope or of
    // one.
    const double tolerance = 1e-9 / std::numeric_limits<double>::epsilon();
    EXPECT_TRUE(close(numeric, analytic, {tolerance, std::max(1.0, largest(analytic))}));
    EXPECT_GT(largest(analytic), 1e-3);
  });
}

// The engine's central differences against those of a network that shares none of its code.
TEST(FiniteDifferences, MatchTheNaiveNetwork) {
  const LabelledSamples<float> data(30, 9, 4);
  const NetworkSpec spec = test::mixed_spec();
  const std::vector<double> parameters = test::some_parameters(spec);
  constexpr double kEpsilon = 1e-3;
  for (const std::size_t batch : {1, 5}) {
    const std::vector<std::uint32_t> indices = test::some_indices(batch, data.dataset.count);
    NaiveNetwork naive(spec, parameters);
    Network<double> network = test::network_with<double>(spec, parameters);
    Workspace<double> workspace(network.layout);
    const std::vector<std::uint32_t> chosen = all_parameters(network.layout);
    std::vector<double> expected;
    for (const std::uint32_t i : chosen)
      expected.push_back(naive.central_difference(data.batch(indices), i, kEpsilon));
    std::vector<double> numeric(chosen.size());
    EXPECT_TRUE(test::numerical_gradient(network, workspace, data.dataset, indices.data(), batch, kEpsilon,
                                         chosen.data(), chosen.size(), numeric.data(), test::kNotCancelled));
    // Both lose digits to the same ε, so the rounding of the losses over ε is all that may differ.
    EXPECT_TRUE(close(numeric, expected, {16 / kEpsilon, 1.0}));
  }
}

// Only the layers from the parameter's own upwards run again; going down and up must not leave stale outputs.
TEST(FiniteDifferences, DoNotDependOnTheOrderOfTheParameters) {
  const LabelledSamples<std::uint8_t> data(30, 9, 4);
  const NetworkSpec spec = test::mixed_spec();
  Network<double> network = test::network_with<double>(spec, test::some_parameters(spec));
  Workspace<double> workspace(network.layout);
  const std::vector<std::uint32_t> indices = test::some_indices(5, 30);
  const auto differences = [&](const std::vector<std::uint32_t>& chosen) {
    std::vector<double> out(chosen.size());
    EXPECT_TRUE(test::numerical_gradient(network, workspace, data.dataset, indices.data(), 5, 1e-4,
                                         chosen.data(), chosen.size(), out.data(), test::kNotCancelled));
    return out;
  };
  const std::vector<double> all = differences(all_parameters(network.layout));
  const auto count = static_cast<std::uint32_t>(all.size());
  const std::vector<std::uint32_t> shuffled = {0, count - 1, 3, count - 2, 70, 70, 100, 5, count - 1, 0};
  const std::vector<double> some = differences(shuffled);
  for (std::size_t i = 0; i < shuffled.size(); ++i) EXPECT_EQ(some[i], all[shuffled[i]]) << shuffled[i];
}

// Small parameters and a large ε: going there and back would lose their last digits.
TEST(FiniteDifferences, PutTheParametersBackToTheBit) {
  const LabelledSamples<std::uint8_t> data(30, 9, 4);
  const NetworkSpec spec = test::mixed_spec();
  Network<double> network(spec);
  const std::vector<double> values = test::random_values<double>(network.layout.count(), 4, 1e-3);
  network.layout.from_exchange(values.data(), network.parameters.data());
  Workspace<double> workspace(network.layout);
  const std::vector<std::uint32_t> indices = {1, 2};
  const std::vector<std::uint32_t> chosen = all_parameters(network.layout);
  std::vector<double> out(chosen.size());
  EXPECT_TRUE(test::numerical_gradient(network, workspace, data.dataset, indices.data(), 2, 1.0,
                                       chosen.data(), chosen.size(), out.data(), test::kNotCancelled));
  EXPECT_EQ(test::exchanged(network.layout, network.parameters), values);
}

TEST(FiniteDifferences, WhatACancelledCheckDidNotReachIsNan) {
  const LabelledSamples<std::uint8_t> data(30, 9, 4);
  const NetworkSpec spec = test::mixed_spec();
  Network<double> network = test::network_with<double>(spec, test::some_parameters(spec));
  const std::vector<double> before = test::copy_of(network.parameters);
  Workspace<double> workspace(network.layout);
  const std::vector<std::uint32_t> indices = {1, 2};
  const std::vector<std::uint32_t> chosen = {0, 1, 2};
  const std::atomic<bool> cancelled{true};
  std::vector<double> out = {1, 2, 3, 4};
  EXPECT_FALSE(test::numerical_gradient(network, workspace, data.dataset, indices.data(), 2, 1e-4,
                                        chosen.data(), 3, out.data(), cancelled));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(std::isnan(out[i])) << i;
  EXPECT_EQ(out[3], 4.0);
  EXPECT_EQ(test::copy_of(network.parameters), before);
}

}  // namespace
}  // namespace blasnet::engine
