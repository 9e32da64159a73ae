#include "test/allocation_counter.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>
#include <vector>

#include "engine/evaluate.h"
#include "engine/train.h"
#include "test/fixtures.h"
#include "test/plain_calls.h"

#ifdef BLASNET_COUNTS_ALLOCATIONS

namespace blasnet::test {
namespace {

template <class F>
std::size_t allocations_of(const F& f) {
  const std::size_t before = allocations();
  f();
  return allocations() - before;
}

TEST(AllocationCounter, CountsEveryKind) {
  void* volatile memory = nullptr;  // keeps the compiler from leaving a pair of malloc and free out
  EXPECT_EQ(allocations_of([] {}), 0u);
  EXPECT_EQ(allocations_of([&] { memory = std::malloc(10); }), 1u);
  EXPECT_EQ(allocations_of([&] { memory = std::realloc(memory, 100000); }), 1u);
  std::free(memory);
  EXPECT_EQ(allocations_of([&] { memory = std::calloc(3, 10); }), 1u);
  std::free(memory);
  EXPECT_EQ(allocations_of([&] { memory = std::aligned_alloc(64, 128); }), 1u);
  std::free(memory);
  EXPECT_EQ(allocations_of([&] { memory = ::operator new(10); }), 1u);
  ::operator delete(memory);
  EXPECT_EQ(allocations_of([] { const engine::AlignedBuffer<float> buffer(10); }), 1u);
}

TEST(AllocationCounter, CountsOtherThreads) {
  const auto on_another_thread = [](std::size_t times) {
    return allocations_of([=] {
      std::thread([=] {
        for (std::size_t i = 0; i < times; ++i) {
          void* volatile memory = std::malloc(10);
          std::free(memory);
        }
      }).join();
    });
  };
  on_another_thread(1);  // what the first thread of a process needs is its own
  EXPECT_EQ(on_another_thread(1000) - on_another_thread(0), 1000u);
}

template <typename T>
class AllocationTest : public testing::Test {};

TYPED_TEST_SUITE(AllocationTest, ElementTypes, ElementTypeNames);

TYPED_TEST(AllocationTest, StepsAllocateNothing) {
  using T = TypeParam;
  constexpr std::size_t kBatch = 32;
  constexpr std::size_t kFew = 10;
  const engine::NetworkSpec large = {
      784, {{64, kernels::Activation::kTanh, true}, {10, kernels::Activation::kIdentity, true}}};
  for (const engine::NetworkSpec& spec : {mixed_spec(), large}) {
    const std::size_t most = spec.inputs > 100 ? 200 : 1000;
    for (const double density : {kDense, kSparse}) {
      for (const std::size_t threads : {1, 2, 3}) {
        SCOPED_TRACE(testing::Message()
                     << spec.inputs << " inputs, density " << density << ", " << threads << " threads");
        LabelledSamples<std::uint8_t> data(50, spec.inputs,
                                           static_cast<std::int32_t>(spec.layers.back().units));
        data.dataset.density = density;
        const std::vector<std::uint32_t> indices = some_indices(most * kBatch, 50);
        std::vector<double> losses(most);
        engine::Network<T> network = network_with<T>(spec, some_parameters(spec));
        engine::Workspace<T> workspace(network.layout);
        const auto train = [&](std::size_t steps) {
          const auto outcome = test::take_steps(network, workspace, data.dataset, indices.data(), steps,
                                                kBatch, {0.001, 0.9}, threads, losses.data(), kNotCancelled);
          EXPECT_EQ(outcome.losses, steps);
        };
        const std::size_t first = allocations_of([&] { train(kFew); });
        const std::size_t few = allocations_of([&] { train(kFew); });
        const std::size_t many = allocations_of([&] { train(most); });
        EXPECT_EQ(many, few);
        EXPECT_GT(first, few) << "the first call makes room";
        // Labels, losses and scales of a batch and the work to be shared; the three buffers of a sparse first
        // layer.
        const std::size_t fixed = density == kDense ? 4 : 7;
        if (threads == 1)
          EXPECT_EQ(few, fixed);
        else
          EXPECT_GT(few, fixed) << "threads are not had for nothing";
      }
    }
  }
}

TYPED_TEST(AllocationTest, StepsWithEverythingAllocateNothing) {
  using T = TypeParam;
  constexpr std::size_t kBatch = 32;
  engine::NetworkSpec spec = {
      784, {{64, kernels::Activation::kGelu, true}, {10, kernels::Activation::kIdentity, true}}};
  spec.layers[0].batch_norm = engine::BatchNormSpec{};
  spec.layers[0].dropout = 0.5;
  spec.layers[1].l2 = 0.01;
  engine::TrainParameters parameters;
  parameters.optimizer.rule = engine::Adam{0.9, 0.999, 1e-8, true};
  parameters.optimizer.l2 = parameters.optimizer.decay = 0.01;
  parameters.optimizer.clip_value = parameters.optimizer.clip_norm = 1;
  parameters.optimizer.max_norm = 2;
  parameters.optimizer.average_decay = 0.99;
  parameters.loss.label_smoothing = 0.1;
  parameters.loss.class_weights = std::vector<double>(10, 0.5);
  parameters.learning_rate = 0.001;
  for (const double input_dropout : {0.0, 0.2}) {
    spec.input_dropout = input_dropout;
    for (const double density : {kDense, kSparse}) {
      for (const std::size_t threads : {1, 2, 3}) {
        SCOPED_TRACE(testing::Message() << "density " << density << ", " << threads << " threads");
        parameters.threads = threads;
        LabelledSamples<std::uint8_t> data(50, 784, 10);
        data.dataset.density = density;
        data.dataset.sample_weights.assign(50, 2.0);
        const std::vector<std::uint32_t> indices = some_indices(60 * kBatch, 50);
        std::vector<double> losses(60);
        engine::Network<T> network = network_with<T>(spec, some_parameters(spec));
        engine::Workspace<T> workspace(network.layout);
        const auto train = [&](std::size_t steps) {
          const auto outcome = engine::train_steps(network, workspace, data.dataset, indices.data(), steps,
                                                   kBatch, parameters, losses.data(), kNotCancelled);
          EXPECT_EQ(outcome.losses, steps);
        };
        train(3);
        const std::size_t few = allocations_of([&] { train(3); });
        EXPECT_EQ(allocations_of([&] { train(60); }), few);
      }
    }
  }
}

TYPED_TEST(AllocationTest, EvaluationAllocatesOnceACall) {
  using T = TypeParam;
  const engine::NetworkSpec spec = mixed_spec();
  LabelledSamples<std::uint8_t> small(256, 9, 4);  // one chunk
  LabelledSamples<std::uint8_t> large(2560, 9, 4);
  const engine::Network<T> network = network_with<T>(spec, some_parameters(spec));
  for (const double density : {kDense, kSparse}) {
    small.dataset.density = large.dataset.density = density;
    engine::Workspace<T> workspace(network.layout);
    const auto evaluate = [&](const auto& data) {
      EXPECT_EQ(test::evaluate(network, workspace, data.dataset, 1, kNotCancelled).count, data.dataset.count);
    };
    evaluate(small);
    // The indices of a pass, its labels, losses and scales, the sums of the chunks and the work to be shared;
    // the three buffers of a sparse first layer.
    const std::size_t fixed = density == kDense ? 6 : 9;
    EXPECT_EQ(allocations_of([&] { evaluate(small); }), fixed);
    EXPECT_EQ(allocations_of([&] { evaluate(large); }), fixed);
  }
}

}  // namespace
}  // namespace blasnet::test

#endif  // BLASNET_COUNTS_ALLOCATIONS
