#include "engine/layer_statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <vector>

#include "kernels/naive/naive.h"
#include "test/closeness.h"
#include "test/fixtures.h"
#include "test/naive_network.h"
#include "test/plain_calls.h"
#include "test/samples.h"

namespace blasnet::engine {
namespace {

using test::close;
using test::NaiveNetwork;

// A bias in every layer: for a single sample its gradient is ∂C/∂z.
NetworkSpec spec_with_biases() {
  NetworkSpec spec = test::mixed_spec();
  for (LayerSpec& layer : spec.layers) layer.bias = true;
  return spec;
}

// Where a layer's parameters stand in exchange order.
struct Place {
  std::size_t weight, bias, end;
};

std::vector<Place> places(const NetworkSpec& spec) {
  std::vector<Place> result;
  std::size_t inputs = spec.inputs;
  std::size_t next = 0;
  for (const LayerSpec& layer : spec.layers) {
    const std::size_t bias = next + inputs * layer.units;
    result.push_back({next, bias, bias + layer.units});
    next = bias + layer.units;
    inputs = layer.units;
  }
  return result;
}

double norm(const std::vector<double>& values, std::size_t first, std::size_t end) {
  double sum = 0;
  for (std::size_t i = first; i < end; ++i) sum += values[i] * values[i];
  return std::sqrt(sum);
}

// Mean of f′(z) over units and samples; a network that ends in layer l without its activation gives z.
double mean_derivative(NetworkSpec spec, std::vector<double> parameters, std::size_t l, std::size_t end,
                       const std::vector<test::Sample>& samples) {
  const kernels::Activation activation = spec.layers[l].activation;
  spec.layers.erase(spec.layers.begin() + static_cast<std::ptrdiff_t>(l) + 1, spec.layers.end());
  spec.layers[l].activation = kernels::Activation::kIdentity;
  parameters.resize(end);
  const NaiveNetwork network(spec, parameters);
  double sum = 0;
  for (const test::Sample& sample : samples)
    for (const double z : network.logits(sample.x)) sum += kernels::naive::derivative(activation, z);
  return sum / static_cast<double>(samples.size() * spec.layers[l].units);
}

template <typename T>
class LayerStatisticsTest : public testing::Test {};

TYPED_TEST_SUITE(LayerStatisticsTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(LayerStatisticsTest, MatchTheNaiveNetwork) {
  using T = TypeParam;
  const NetworkSpec spec = spec_with_biases();
  const std::vector<double> parameters = test::some_parameters(spec);
  const std::vector<double> velocity = test::some_parameters(spec, 8);
  const test::LabelledSamples<std::uint8_t> data(30, 9, 4);
  for (const std::size_t rows : {1, 7}) {
    const std::vector<std::uint32_t> indices = test::some_indices(rows, 30);
    const std::vector<test::Sample> samples = data.batch(indices);
    const NaiveNetwork naive(spec, parameters);
    const std::vector<double> gradient = naive.gradient(samples);
    std::vector<double> squared_deltas(parameters.size());  // where biases stand: Σ over samples of (∂C/∂z)²
    for (const test::Sample& sample : samples) {
      const std::vector<double> own = naive.gradient({&sample, 1});
      for (std::size_t i = 0; i < own.size(); ++i)
        squared_deltas[i] += std::pow(own[i] / static_cast<double>(rows), 2);
    }

    Network<T> network = test::network_with<T>(spec, parameters);
    const std::vector<T> values(velocity.begin(), velocity.end());
    network.layout.from_exchange(values.data(), network.optimizer.slots[0].data());
    const std::vector<T> before = test::copy_of(network.parameters);
    Workspace<T> workspace(network.layout);
    const LayerStatistics statistics =
        test::layer_statistics(network, workspace, data.dataset, indices.data(), rows);
    EXPECT_EQ(test::copy_of(network.parameters), before);

    const std::vector<Place> layers = places(spec);
    ASSERT_EQ(statistics.gradient_norm.size(), layers.size());
    ASSERT_EQ(statistics.weight_norm.size(), layers.size());
    ASSERT_EQ(statistics.velocity_norm.size(), layers.size());
    ASSERT_EQ(statistics.delta_norm.size(), layers.size());
    ASSERT_EQ(statistics.mean_derivative.size(), layers.size());
    for (std::size_t l = 0; l < layers.size(); ++l) {
      SCOPED_TRACE(testing::Message() << "rows " << rows << ", layer " << l);
      const auto& [weight, bias, end] = layers[l];
      double squares = 0;
      for (std::size_t i = bias; i < end; ++i) squares += squared_deltas[i];
      const auto agrees = [](double actual, double expected) {
        return close(static_cast<T>(actual), expected, {64, 0.1});
      };
      EXPECT_TRUE(agrees(statistics.gradient_norm[l], norm(gradient, weight, end)));
      EXPECT_TRUE(agrees(statistics.weight_norm[l], norm(parameters, weight, end)));
      EXPECT_TRUE(agrees(statistics.velocity_norm[l], norm(velocity, weight, end)));
      EXPECT_TRUE(agrees(statistics.delta_norm[l], std::sqrt(squares)));
      EXPECT_TRUE(agrees(statistics.mean_derivative[l], mean_derivative(spec, parameters, l, end, samples)));
    }
  }
}

}  // namespace
}  // namespace blasnet::engine
