#include "engine/evaluate.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <vector>

#include "engine/dense_input.h"
#include "engine/objective.h"
#include "engine/passes.h"
#include "engine/run_on_threads.h"
#include "engine/sparse_input.h"

namespace blasnet::engine {
namespace {

// Rows of one forward pass: enough for products to reach their speed, few enough that the inputs stay in a
// cache of 1 MiB.
template <typename T>
std::size_t chunk_rows(const ParameterLayout& layout) {
  const std::size_t widest = std::max(layout.inputs(), layout.widest());
  return std::clamp<std::size_t>((std::size_t{1} << 19) / (widest * sizeof(T)), 16, 256);
}

// Fewer chunks than this are not worth starting a thread for.
constexpr std::size_t kChunksPerThread = 4;

// Samples first … first + count − 1 in chunks that any thread may take.
class Chunks {
 public:
  Chunks(std::size_t first, std::size_t count, std::size_t rows)
      : first_(first), count_(count), rows_(rows) {}

  std::size_t size() const { return (count_ + rows_ - 1) / rows_; }
  // Index of a chunk that nobody has taken yet; size() or more when there is none left.
  std::size_t take() { return next_.fetch_add(1, std::memory_order_relaxed); }
  std::size_t largest() const { return std::min(rows_, count_); }
  // Samples before chunk i, counted from `first`.
  std::size_t offset(std::size_t i) const { return i * rows_; }
  std::size_t first_sample(std::size_t i) const { return first_ + offset(i); }
  std::size_t rows(std::size_t i) const { return std::min(rows_, count_ - offset(i)); }

 private:
  std::size_t first_;
  std::size_t count_;
  std::size_t rows_;
  std::atomic<std::size_t> next_{0};
};

// Runs forward passes over chunks until there are none left, and calls visit(chunk, its samples) after each.
// Input: DenseInput or SparseInput, the two ways through the first layer.
template <class Input, typename T, class Visit>
void run_chunks(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset, Chunks& chunks,
                const std::atomic<bool>& cancelled, const Visit& visit) {
  Input input(network, workspace, dataset, chunks.largest(), 1);
  workspace.reserve_forward(chunks.largest());
  std::vector<std::uint32_t> indices(chunks.largest());
  for (std::size_t i = chunks.take(); i < chunks.size(); i = chunks.take()) {
    if (cancelled.load(std::memory_order_relaxed)) return;
    const Range rows{0, chunks.rows(i)};
    std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(chunks.first_sample(i)));
    input.load(workspace, indices.data(), rows);
    input.product(network, workspace, indices.data(), rows, Share{});
    finish_layer(network, workspace, rows, 0);
    forward(network, workspace, rows, 1);
    visit(i, indices.data());
  }
}

template <typename T, class Visit>
void forward_in_chunks(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                       Chunks& chunks, const std::atomic<bool>& cancelled, const Visit& visit) {
  if (chunks.size() == 0) return;
  const auto run = prefers_sparse_input(network.layout, dataset, chunks.largest())
                       ? run_chunks<SparseInput<T>, T, Visit>
                       : run_chunks<DenseInput<T>, T, Visit>;
  run(network, workspace, dataset, chunks, cancelled, visit);
}

// Threads that so many chunks can make use of: at most `threads`, at least 1.
std::size_t evaluation_threads(const Chunks& chunks, std::size_t threads) {
  return std::clamp<std::size_t>(chunks.size() / kChunksPerThread, 1, std::max<std::size_t>(threads, 1));
}

}  // namespace

template <typename T>
Evaluation evaluate(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                    const LossSpec& loss, std::size_t threads, const std::atomic<bool>& cancelled) {
  Chunks chunks(0, dataset.count, chunk_rows<T>(network.layout));
  std::vector<std::optional<typename Objective<T>::Sums>> sums(chunks.size());
  const auto run_share = [&](Workspace<T>& own) {
    Objective<T> objective(loss, network.layout, dataset, own, chunks.largest());
    forward_in_chunks(network, own, dataset, chunks, cancelled,
                      [&](std::size_t i, const std::uint32_t* samples) {
                        sums[i] = objective.sums(own, samples, chunks.rows(i));
                      });
  };
  run_on_threads(evaluation_threads(chunks, threads), [&](Share share) {
    if (share.index == 0) {
      run_share(workspace);
    } else {
      Workspace<T> own(network.layout);
      run_share(own);
    }
  });

  // In the order of the samples, so that the loss does not depend on which thread took what.
  Evaluation total{0.0, 0, 0};
  double weight = 0;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    if (!sums[i]) continue;
    total.loss += sums[i]->loss;
    weight += sums[i]->weight;
    total.correct += sums[i]->correct;
    total.count += chunks.rows(i);
  }
  if (weight > 0) total.loss /= weight;
  return total;
}

template <typename T>
bool logits(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset, std::size_t first,
            std::size_t count, T* out, const std::atomic<bool>& cancelled) {
  const std::size_t outputs = network.layout.outputs();
  Chunks chunks(first, count, chunk_rows<T>(network.layout));
  std::size_t done = 0;
  forward_in_chunks(network, workspace, dataset, chunks, cancelled, [&](std::size_t i, const std::uint32_t*) {
    for (std::size_t r = 0; r < chunks.rows(i); ++r)
      std::copy_n(workspace.logits().row(r), outputs, out + (chunks.offset(i) + r) * outputs);
    done += chunks.rows(i);
  });
  return done == count;
}

#define BLASNET_INSTANTIATE(T)                                                                            \
  template Evaluation evaluate<T>(const Network<T>&, Workspace<T>&, const Dataset&, const LossSpec&,      \
                                  std::size_t, const std::atomic<bool>&);                                 \
  template bool logits<T>(const Network<T>&, Workspace<T>&, const Dataset&, std::size_t, std::size_t, T*, \
                          const std::atomic<bool>&);
BLASNET_INSTANTIATE(float)
BLASNET_INSTANTIATE(double)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::engine
