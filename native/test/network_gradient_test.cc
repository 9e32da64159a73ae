// Backpropagation through all that a layer can have, against a network that shares none of the engine's code
// and against central differences.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "engine/gradient.h"
#include "test/activations.h"
#include "test/closeness.h"
#include "test/fixtures.h"
#include "test/loss_specs.h"
#include "test/masks.h"
#include "test/reference_network.h"
#include "test/samples.h"
#include "test/target_samples.h"
#include "test/targets.h"

namespace blasnet::engine {
namespace {

using kernels::Activation;
using test::close;
using test::Masks;
using test::ReferenceNetwork;
using test::Rows;
using test::TargetKind;
using test::TargetSamples;

constexpr std::size_t kInputs = 5;
constexpr std::size_t kOutputs = 3;
constexpr std::size_t kBatch = 6;
constexpr std::size_t kHiddenUnits[] = {7, 4, 9};

double largest(const std::vector<double>& values) {
  double result = 0;
  for (const double x : values) result = std::max(result, std::abs(x));
  return result;
}

LayerSpec layer_of(std::size_t units, Activation activation, bool bias, bool batch_norm, double dropout) {
  LayerSpec layer{units, activation, bias};
  // Columns that hardly vary bend the loss less with a large ε: central differences want that.
  if (batch_norm) layer.batch_norm = BatchNormSpec{0.1, 0.01};
  layer.dropout = dropout;
  return layer;
}

struct Case {
  NetworkSpec spec;
  LossSpec loss{};
  DropoutSeed dropout{3, 8};
};

// The engine's gradient of the case in T and in double, checked against the reference network and against
// central differences.
template <typename T>
void check_against_reference(const Case& c, const TargetSamples& samples,
                             const std::vector<std::uint32_t>& batch) {
  const std::vector<double> parameters = test::some_parameters(c.spec);
  const Network<T> network = test::network_with<T>(c.spec, parameters);
  Workspace<T> workspace(network.layout);
  std::vector<T> result(network.layout.count());
  const double loss = gradient(
      network, workspace, {samples.dataset(), batch.data(), batch.size(), c.loss, c.dropout}, result.data());
  const Masks masks = test::masks_of(network.layout, workspace, batch.size());
  const ReferenceNetwork reference(c.spec, parameters);
  const Rows x = samples.inputs(batch);
  const auto targets = test::targets_of(samples.dataset(), batch, network.layout.outputs());
  const std::vector<double> expected = reference.gradient(x, targets, c.loss, masks);
  const double scale = std::max(1.0, largest(expected));
  const double expected_loss = reference.loss(x, targets, c.loss, masks);
  // Normalisation divides by deviations that may be small.
  EXPECT_TRUE(close(static_cast<T>(loss), expected_loss, {1000, 1}));
  EXPECT_TRUE(close(result, expected, {4000, scale}));
}

void check_against_differences(const Case& c, const TargetSamples& samples,
                               const std::vector<std::uint32_t>& batch) {
  Network<double> network = test::network_with<double>(c.spec, test::some_parameters(c.spec));
  Workspace<double> workspace(network.layout);
  const BatchObjective objective{samples.dataset(), batch.data(), batch.size(), c.loss, c.dropout};
  std::vector<double> analytic(network.layout.count());
  gradient(network, workspace, objective, analytic.data());
  const std::vector<double> before = test::copy_of(network.parameters);
  std::vector<std::uint32_t> chosen(analytic.size());
  std::iota(chosen.begin(), chosen.end(), 0U);
  std::vector<double> numeric(chosen.size());
  EXPECT_TRUE(numerical_gradient(network, workspace, objective, 1e-6, chosen.data(), chosen.size(),
                                 numeric.data(), test::kNotCancelled));
  EXPECT_EQ(test::copy_of(network.parameters), before);
  const double tolerance = 1e-7 / std::numeric_limits<double>::epsilon();
  EXPECT_TRUE(close(numeric, analytic, {tolerance, std::max(1.0, largest(analytic))}));
  EXPECT_GT(largest(analytic), 1e-4);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const std::size_t offset = network.layout.offset_of(i);
    for (const auto& layer : network.layout.layers())
      if (layer.batch_norm && offset >= layer.running_mean && offset < layer.end) {
        EXPECT_EQ(analytic[i], 0.0) << i;
        EXPECT_EQ(numeric[i], 0.0) << i;
      }
  }
}

void check(const Case& c, const TargetSamples& samples, std::size_t batch = kBatch) {
  const std::vector<std::uint32_t> indices = test::some_indices(batch, samples.dataset().count, 5);
  check_against_reference<double>(c, samples, indices);
  check_against_reference<float>(c, samples, indices);
  check_against_differences(c, samples, indices);
}

TEST(NetworkGradient, OfEveryKindOfLayer) {
  const TargetSamples samples(40, kInputs, kOutputs, TargetKind::kLabels, false);
  for (const Activation activation : test::kActivations) {
    for (const bool batch_norm : {false, true}) {
      for (const double dropout : {0.0, 0.3}) {
        for (const double input_dropout : {0.0, 0.2}) {
          for (std::size_t depth = 1; depth <= 4; ++depth) {
            SCOPED_TRACE(testing::Message()
                         << test::name_of(activation) << (batch_norm ? ", batch norm" : "") << ", dropout "
                         << dropout << ", of inputs " << input_dropout << ", depth " << depth);
            NetworkSpec spec{kInputs, {}, input_dropout};
            for (std::size_t l = 0; l + 1 < depth; ++l)
              spec.layers.push_back(layer_of(kHiddenUnits[l], activation, l % 2 == 0, batch_norm, dropout));
            spec.layers.push_back(layer_of(kOutputs, activation, true, batch_norm, depth == 1 ? dropout : 0));
            check({spec}, samples);
          }
        }
      }
    }
  }
}

TEST(NetworkGradient, OfDeepStacks) {
  const TargetSamples samples(40, kInputs, kOutputs, TargetKind::kLabels, true);
  for (const std::size_t depth : {8, 13}) {
    for (const bool all : {true, false}) {
      SCOPED_TRACE(testing::Message() << depth << " layers");
      NetworkSpec spec{kInputs, {}, 0.1};
      for (std::size_t l = 0; l < depth; ++l) {
        const Activation activation = test::kActivations[(5 * l + 2) % std::size(test::kActivations)];
        const std::size_t units = l + 1 == depth ? kOutputs : 3 + 7 * l % 18;
        spec.layers.push_back(
            layer_of(units, activation, l % 3 != 0, all || l % 2 == 1, l % 4 == 1 ? 0.2 : 0));
        if (l % 3 == 1) spec.layers.back().l2 = 0.01;
      }
      check({spec}, samples, 12);
    }
  }
}

TEST(NetworkGradient, OfEveryLoss) {
  for (const std::size_t outputs : {1, 3}) {
    for (const test::NamedLoss& loss : test::every_loss(outputs)) {
      for (const TargetKind kind : test::kTargetKinds) {
        for (const bool weighted : {false, true}) {
          const bool softmax = loss.spec.kind == Loss::kSoftmaxCrossEntropy;
          if (softmax && outputs == 1) continue;  // nothing to learn
          SCOPED_TRACE(testing::Message() << loss.name << ", " << outputs << " outputs, "
                                          << test::name_of(kind) << (weighted ? ", weighted" : ""));
          const TargetSamples samples(40, kInputs, outputs, kind, weighted, outputs == 1 ? 2 : 0);
          const NetworkSpec spec{kInputs,
                                 {layer_of(7, Activation::kGelu, true, true, 0.2),
                                  layer_of(outputs, Activation::kIdentity, true, false, 0)}};
          check({spec, loss.spec}, samples, 8);
        }
      }
    }
  }
}

TEST(NetworkGradient, OfPenalties) {
  const TargetSamples samples(40, kInputs, kOutputs, TargetKind::kLabels, false);
  for (const auto& [l1, l2] : {std::pair{0.1, 0.0}, {0.0, 0.2}, {0.3, 0.05}}) {
    for (const std::size_t penalised : {0, 1}) {
      SCOPED_TRACE(testing::Message() << "l1 " << l1 << ", l2 " << l2 << " on layer " << penalised);
      NetworkSpec spec{kInputs,
                       {layer_of(7, Activation::kTanh, true, true, 0),
                        layer_of(kOutputs, Activation::kIdentity, true, false, 0)}};
      spec.layers[penalised].l1 = l1;
      spec.layers[penalised].l2 = l2;
      check({spec}, samples);
    }
  }
}

// Widths whose rows stand further apart than they are long, on every instruction set.
TEST(NetworkGradient, OfWideLayers) {
  const TargetSamples samples(40, 130, kOutputs, TargetKind::kLabels, true);
  const std::vector<std::uint32_t> batch = test::some_indices(9, 40);
  for (const std::size_t units : {120, 128, 257}) {
    SCOPED_TRACE(units);
    NetworkSpec spec{130,
                     {layer_of(units, Activation::kSilu, true, true, 0.3),
                      layer_of(units, Activation::kTanh, true, true, 0.3),
                      layer_of(kOutputs, Activation::kIdentity, true, false, 0)},
                     0.1};
    spec.layers[0].batch_norm = spec.layers[1].batch_norm = BatchNormSpec{};
    spec.layers[1].l1 = 0.01;
    test::for_each_target([&] {
      check_against_reference<double>({spec}, samples, batch);
      check_against_reference<float>({spec}, samples, batch);
    });
  }
}

// Only layers from the parameter's own upwards run again. Running statistics, which are not moved, lie
// between layers.
TEST(NetworkGradient, DifferencesDoNotDependOnTheOrderOfTheParameters) {
  const TargetSamples samples(40, kInputs, kOutputs, TargetKind::kLabels, false);
  const NetworkSpec spec{
      kInputs,
      {layer_of(4, Activation::kTanh, true, true, 0.2), layer_of(5, Activation::kTanh, false, true, 0),
       layer_of(kOutputs, Activation::kIdentity, true, true, 0)},
      0.2};
  Network<double> network = test::network_with<double>(spec, test::some_parameters(spec));
  Workspace<double> workspace(network.layout);
  const std::vector<std::uint32_t> batch = test::some_indices(kBatch, 40);
  const LossSpec loss;
  const auto differences = [&](const std::vector<std::uint32_t>& chosen) {
    std::vector<double> out(chosen.size());
    EXPECT_TRUE(numerical_gradient(network, workspace, {samples.dataset(), batch.data(), kBatch, loss, {}},
                                   1e-3, chosen.data(), chosen.size(), out.data(), test::kNotCancelled));
    return out;
  };
  std::vector<std::uint32_t> all(network.layout.count());
  std::iota(all.begin(), all.end(), 0U);
  const std::vector<double> together = differences(all);
  for (const std::uint32_t i : all) EXPECT_EQ(differences({i})[0], together[i]) << i;
  const std::vector<std::uint32_t> mixed = {0, 80, 39, 41, 3, 79, 20, 38, 90, 1};
  const std::vector<double> some = differences(mixed);
  for (std::size_t i = 0; i < mixed.size(); ++i) EXPECT_EQ(some[i], together[mixed[i]]) << mixed[i];
}

// Another seed, or another step, drops others.
TEST(NetworkGradient, DependsOnSeedAndStepOfDropout) {
  const TargetSamples samples(40, kInputs, kOutputs, TargetKind::kLabels, false);
  const NetworkSpec spec{kInputs,
                         {layer_of(30, Activation::kTanh, true, false, 0.5),
                          layer_of(kOutputs, Activation::kIdentity, true, false, 0)}};
  const Network<double> network = test::network_with<double>(spec, test::some_parameters(spec));
  Workspace<double> workspace(network.layout);
  const std::vector<std::uint32_t> batch = test::some_indices(8, 40);
  const LossSpec loss;
  const auto masks_with = [&](DropoutSeed dropout) {
    std::vector<double> out(network.layout.count());
    gradient(network, workspace, {samples.dataset(), batch.data(), 8, loss, dropout}, out.data());
    return test::masks_of(network.layout, workspace, 8);
  };
  EXPECT_EQ(masks_with({1, 2}), masks_with({1, 2}));
  EXPECT_NE(masks_with({1, 2}), masks_with({1, 3}));
  EXPECT_NE(masks_with({1, 2}), masks_with({2, 2}));
  EXPECT_NE(masks_with({1, 2}), masks_with({1, 2 + (std::uint64_t{1} << 32)}));
  EXPECT_NE(masks_with({1, 2}), masks_with({1 + (std::uint64_t{1} << 32), 2}));
}

// The reference itself: its gradient is the slope of its loss.
TEST(ReferenceNetwork, GradientIsTheSlopeOfTheLoss) {
  const TargetSamples samples(40, kInputs, kOutputs, TargetKind::kDoubles, true);
  NetworkSpec spec{kInputs,
                   {layer_of(4, Activation::kTanh, true, true, 0.5),
                    layer_of(kOutputs, Activation::kSoftplus, true, true, 0)}};
  spec.layers[0].l1 = 0.1;
  spec.layers[1].l2 = 0.2;
  ReferenceNetwork network(spec, test::some_parameters(spec));
  const std::vector<std::uint32_t> batch = test::some_indices(kBatch, 40);
  const Rows x = samples.inputs(batch);
  Masks masks(3);
  for (std::size_t r = 0; r < kBatch; ++r) masks[1].push_back({2, r % 2 == 0 ? 0.0 : 2.0, 0, 2});
  for (const test::NamedLoss& loss : test::every_loss(kOutputs)) {
    const auto targets = test::targets_of(samples.dataset(), batch, kOutputs);
    const std::vector<double> gradient = network.gradient(x, targets, loss.spec, masks);
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      const double original = network.parameters[i];
      network.parameters[i] = original + 1e-6;
      const double above = network.loss(x, targets, loss.spec, masks);
      network.parameters[i] = original - 1e-6;
      const double below = network.loss(x, targets, loss.spec, masks);
      network.parameters[i] = original;
      EXPECT_NEAR((above - below) / 2e-6, gradient[i], 1e-7) << loss.name << " " << i;
    }
  }
}

}  // namespace
}  // namespace blasnet::engine
