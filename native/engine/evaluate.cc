#include "engine/evaluate.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "engine/dense_input.h"
#include "engine/passes.h"
#include "engine/sparse_input.h"
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
// each. Input: DenseInput or SparseInput, the two ways through the first layer.
template <class Input, typename T, class Visit>
bool run_in_chunks(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                   std::size_t first, std::size_t count, const std::atomic<bool>& cancelled,
                   const Visit& visit) {
  const std::size_t rows_at_once = std::min(count, chunk_rows<T>(network.layout));
  Input input(network, dataset);
  input.reserve(workspace, rows_at_once);
  workspace.reserve_forward(rows_at_once);
  std::vector<std::uint32_t> indices(rows_at_once);
  for (std::size_t done = 0; done < count;) {
    if (cancelled.load(std::memory_order_relaxed)) return false;
    const std::size_t rows = std::min(rows_at_once, count - done);
    std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first + done));
    input.forward(network, workspace, indices.data(), rows);
    finish_layer(network, workspace, rows, 0);
    forward(network, workspace, rows, 1);
    visit(done, rows);
    done += rows;
  }
  return true;
}

template <typename T, class Visit>
bool forward_in_chunks(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                       std::size_t first, std::size_t count, const std::atomic<bool>& cancelled,
                       const Visit& visit) {
  const auto run = prefers_sparse_input(network.layout, dataset) ? run_in_chunks<SparseInput<T>, T, Visit>
                                                                 : run_in_chunks<DenseInput<T>, T, Visit>;
  return run(network, workspace, dataset, first, count, cancelled, visit);
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
