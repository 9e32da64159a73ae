#include "test/naive_network.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "test/closeness.h"

namespace blasnet::test {
namespace {

using kernels::Activation;

// y = tanh(W1·x), logits = W2·y + b with figures that a hand can follow.
TEST(NaiveNetwork, WorkedByHand) {
  const engine::NetworkSpec spec = {2, {{1, Activation::kTanh, false}, {2, Activation::kIdentity, true}}};
  const NaiveNetwork network(spec, {0.5, -0.25, /**/ 2, -1, /**/ 0.1, 0.2});
  const std::vector<Sample> samples = {{{2, 4}, 0}, {{1, -2}, 1}};
  const double y = std::tanh(1.0);  // the first sample gives z = 0
  EXPECT_EQ(network.logits({2, 4}), (std::vector<double>{0.1, 0.2}));
  EXPECT_EQ(network.logits({1, -2}), (std::vector<double>{2 * y + 0.1, -y + 0.2}));

  const double first = std::log(1 + std::exp(0.1));
  const double second = std::log(1 + std::exp(3 * y - 0.1));
  EXPECT_TRUE(close(network.loss(samples), (first + second) / 2, {4}));

  // p of the first class: 1/(1 + e^0.1) and 1/(1 + e^(0.1 − 3y)); dz = p − onehot.
  const double d1 = 1 / (1 + std::exp(0.1)) - 1;
  const double d2 = 1 / (1 + std::exp(0.1 - 3 * y));
  const double slope = 1 - y * y;
  const std::vector<double> expected = {
      (3 * d1 * 2 + 3 * d2 * slope * 1) / 2,
      (3 * d1 * 4 + 3 * d2 * slope * -2) / 2,  // W1: dz·(2 + 1)·f′·x
      d2 * y / 2,
      -d2 * y / 2,  // W2: dz·y
      (d1 + d2) / 2,
      -(d1 + d2) / 2,  // b
  };
  EXPECT_TRUE(close(network.gradient(samples), expected, {16, 1.0}));
}

TEST(NaiveNetwork, GradientIsTheSlopeOfTheLoss) {
  const engine::NetworkSpec spec = {
      2, {{2, Activation::kImprovedSigmoid, true}, {3, Activation::kSigmoid, true}}};
  NaiveNetwork network(spec,
                       {0.3, -0.7, 0.2, 0.9, 0.05, -0.1, 0.4, 0.6, -0.8, 0.1, 0.7, -0.2, 0.15, 0.25, -0.35});
  const std::vector<Sample> samples = {{{0.5, -1.5}, 2}, {{1.25, 0.75}, 0}};
  const std::vector<double> gradient = network.gradient(samples);
  for (std::size_t i = 0; i < gradient.size(); ++i)
    EXPECT_NEAR(network.central_difference(samples, i, 1e-5), gradient[i], 1e-10) << i;
}

}  // namespace
}  // namespace blasnet::test
