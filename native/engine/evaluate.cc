#include "engine/evaluate.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "engine/passes.h"
#include "kernels/softmax_cross_entropy.h"

namespace blasnet::engine {
namespace {

// Rows of one forward pass: enough for GEMM to reach its speed, few enough that the inputs stay in a cache of
// 1 MiB.
template <typename T>
std::size_t chunk_rows(const ParameterLayout& layout) {
  const std::size_t widest = std::max(layout.inputs(), layout.widest());
  return std::clamp<std::size_t>((std::size_t{1} << 19) / (widest * sizeof(T)), 16, 256);
}

// Runs forward passes over samples first … first + count − 1 and calls visit(offset from first, rows) after
// each.
template <typename T, class Visit>
bool forward_in_chunks(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                       std::size_t first, std::size_t count, const std::atomic<bool>& cancelled,
                       const Visit& visit) {
  const std::size_t rows_at_once = std::min(count, chunk_rows<T>(network.layout));
  workspace.reserve_forward(rows_at_once);
  std::vector<std::uint32_t> indices(rows_at_once);
  for (std::size_t done = 0; done < count;) {
    if (cancelled.load(std::memory_order_relaxed)) return false;
    const std::size_t rows = std::min(rows_at_once, count - done);
    std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first + done));
    load_batch(dataset, indices.data(), rows, workspace);
    forward(network, workspace, rows);
    visit(done, rows);
    done += rows;
  }
  return true;
}

}  // namespace

template <typename T>
Evaluation evaluate(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                    const std::atomic<bool>& cancelled) {
  const std::size_t outputs = network.layout.outputs();
  kernels::LossSum total{0.0, 0};
  std::size_t count = 0;
  forward_in_chunks(
      network, workspace, dataset, 0, dataset.count, cancelled, [&](std::size_t done, std::size_t rows) {
        const auto sum =
            kernels::softmax_cross_entropy(rows, outputs, workspace.logits(), dataset.labels.data() + done);
        total.loss += sum.loss;
        total.correct += sum.correct;
        count += rows;
      });
  return {count == 0 ? 0.0 : total.loss / static_cast<double>(count), total.correct, count};
}

template <typename T>
bool logits(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset, std::size_t first,
            std::size_t count, T* out, const std::atomic<bool>& cancelled) {
  const std::size_t outputs = network.layout.outputs();
  return forward_in_chunks(network, workspace, dataset, first, count, cancelled,
                           [&](std::size_t done, std::size_t rows) {
                             std::copy_n(workspace.logits(), rows * outputs, out + done * outputs);
                           });
}

#define BLASNET_INSTANTIATE(T)                                                                            \
  template Evaluation evaluate<T>(const Network<T>&, Workspace<T>&, const Dataset&,                       \
                                  const std::atomic<bool>&);                                              \
  template bool logits<T>(const Network<T>&, Workspace<T>&, const Dataset&, std::size_t, std::size_t, T*, \
                          const std::atomic<bool>&);
BLASNET_INSTANTIATE(float)
BLASNET_INSTANTIATE(double)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::engine
