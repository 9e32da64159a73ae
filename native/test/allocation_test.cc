#include "test/allocation_counter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "engine/evaluate.h"
#include "engine/train.h"
#include "kernels/backend_info.h"
#include "kernels/gemm.h"
#include "test/fixtures.h"

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

// The products of a forward pass over `batch` samples and, with `backward`, of its backward pass; nothing
// else. OpenBLAS's own allocations cannot be helped: its AVX-512 kernels take a buffer from malloc for some
// small float64 products (0.3.21: A·B with M = 32, N = 10, K = 64).
template <typename T>
std::size_t allocations_of_products(const engine::Network<T>& network, engine::Workspace<T>& workspace,
                                    std::size_t batch, bool backward) {
  using kernels::Transpose;
  const int M = static_cast<int>(batch);
  workspace.reserve_inputs(batch);  // which the sparse first layer does without
  std::vector<T> out(std::max(network.layout.block_size(), batch * network.layout.widest()));
  return allocations_of([&] {
    for (std::size_t l = 0; l < network.layout.layers().size(); ++l) {
      const auto& layer = network.layout.layers()[l];
      const int K = static_cast<int>(layer.inputs);
      const int N = static_cast<int>(layer.units);
      const int ldw = static_cast<int>(layer.stride);
      const T* X = workspace.inputs_of(l);
      const T* W = network.parameters.data() + layer.weight;
      kernels::gemm<T>(Transpose::kNo, Transpose::kNo, M, N, K, 1, X, K, W, ldw, 0, out.data(), N);
      if (!backward) continue;
      const T* dZ = workspace.delta(l);
      kernels::gemm<T>(Transpose::kYes, Transpose::kNo, K, N, M, 1, X, K, dZ, N, 0, out.data(), ldw);
      if (l > 0)
        kernels::gemm<T>(Transpose::kNo, Transpose::kYes, M, K, N, 1, dZ, N, W, ldw, 0, out.data(), K);
    }
  });
}

template <typename T>
class AllocationTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { kernels::use_one_blas_thread(); }
};

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
      LabelledSamples<std::uint8_t> data(50, spec.inputs,
                                         static_cast<std::int32_t>(spec.layers.back().units));
      data.dataset.density = density;
      const std::vector<std::uint32_t> indices = some_indices(most * kBatch, 50);
      std::vector<double> losses(most);
      engine::Network<T> network = network_with<T>(spec, some_parameters(spec));
      engine::Workspace<T> workspace(network.layout);
      const auto train = [&](std::size_t steps) {
        const auto outcome = engine::train_steps(network, workspace, data.dataset, indices.data(), steps,
                                                 kBatch, {0.001, 0.9}, losses.data(), kNotCancelled);
        EXPECT_EQ(outcome.losses, steps);
      };
      EXPECT_GT(allocations_of([&] { train(1); }), 0u) << "the first call makes room";
      const std::size_t by_blas = allocations_of_products(network, workspace, kBatch, true);
      const std::size_t few = allocations_of([&] { train(kFew); });
      const std::size_t many = allocations_of([&] { train(most); });
      if (density == kDense) {
        EXPECT_EQ(many - few, (most - kFew) * by_blas);
        EXPECT_EQ(few - kFew * by_blas, 1u) << "the labels of a batch, once a call";
      } else {  // whose first layer does without BLAS
        EXPECT_LE(many - few, (most - kFew) * by_blas);
        EXPECT_LE(few, 5 + kFew * by_blas)
            << "the labels, and four buffers of the sparse first layer, once a call";
      }
    }
  }
}

TYPED_TEST(AllocationTest, EvaluationAllocatesOnceACall) {
  using T = TypeParam;
  const engine::NetworkSpec spec = mixed_spec();
  const LabelledSamples<std::uint8_t> small(256, 9, 4);  // one chunk
  const LabelledSamples<std::uint8_t> large(2560, 9, 4);
  const engine::Network<T> network = network_with<T>(spec, some_parameters(spec));
  engine::Workspace<T> workspace(network.layout);
  const auto evaluate = [&](const auto& data) {
    EXPECT_EQ(engine::evaluate(network, workspace, data.dataset, 1, kNotCancelled).count, data.dataset.count);
  };
  evaluate(small);
  const std::size_t by_blas = allocations_of_products(network, workspace, 256, false);
  const std::size_t once = allocations_of([&] { evaluate(small); }) - by_blas;
  EXPECT_LE(once, 3u) << "the indices of a pass, the sums of the chunks and the work to be shared";
  EXPECT_EQ(allocations_of([&] { evaluate(large); }), once + 10 * by_blas);
}

}  // namespace
}  // namespace blasnet::test

#endif  // BLASNET_COUNTS_ALLOCATIONS
