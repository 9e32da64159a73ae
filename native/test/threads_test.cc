#include <gtest/gtest.h>

#include <cstdint>
#include <thread>
#include <vector>

#include "engine/evaluate.h"
#include "engine/train.h"
#include "test/fixtures.h"
#include "test/plain_calls.h"

namespace blasnet::engine {
namespace {

struct Trained {
  std::vector<double> losses;
  std::vector<float> parameters;
  double loss;
};

// Network number `n`, trained on samples that all networks share.
Trained train_one(unsigned n, const test::LabelledSamples<std::uint8_t>& data) {
  constexpr std::size_t kSteps = 60;
  constexpr std::size_t kBatch = 32;
  const NetworkSpec spec = {100,
                            {{65 + n, kernels::Activation::kImprovedSigmoid, true},
                             {33, kernels::Activation::kRelu, true},
                             {10, kernels::Activation::kIdentity, true}}};
  Network<float> network = test::network_with<float>(spec, test::some_parameters(spec, n));
  Workspace<float> workspace(network.layout);
  const std::vector<std::uint32_t> indices = test::some_indices(kSteps * kBatch, data.dataset.count, n);
  Trained trained{std::vector<double>(kSteps), {}, 0};
  test::take_steps(network, workspace, data.dataset, indices.data(), kSteps, kBatch, {0.01, 0.9}, 1,
                   trained.losses.data(), test::kNotCancelled);
  trained.parameters = test::copy_of(network.parameters);
  trained.loss = test::evaluate(network, workspace, data.dataset, 1, test::kNotCancelled).loss;
  return trained;
}

TEST(Threads, NetworksTrainedAtOnceGetWhatEachGetsAlone) {
  constexpr unsigned kNetworks = 4;
  const test::LabelledSamples<std::uint8_t> data(300, 100, 10);
  std::vector<Trained> together(kNetworks);
  std::vector<std::thread> threads;
  for (unsigned n = 0; n < kNetworks; ++n) threads.emplace_back([&, n] { together[n] = train_one(n, data); });
  for (std::thread& thread : threads) thread.join();
  for (unsigned n = 0; n < kNetworks; ++n) {
    SCOPED_TRACE(n);
    const Trained alone = train_one(n, data);
    EXPECT_EQ(together[n].losses, alone.losses);
    EXPECT_EQ(together[n].parameters, alone.parameters);
    EXPECT_EQ(together[n].loss, alone.loss);
  }
}

}  // namespace
}  // namespace blasnet::engine
