#include "engine/gradient.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "engine/batch_labels.h"
#include "engine/loss.h"
#include "engine/passes.h"

namespace blasnet::engine {
namespace {

// The layer that holds the parameter at `offset` of the block: what lies below it need not run again.
std::size_t layer_at(const ParameterLayout& layout, std::size_t offset) {
  std::size_t l = 0;
  while (offset >= layout.layers()[l].end) ++l;
  return l;
}

}  // namespace

template <typename T>
double gradient_of_batch(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                         const std::uint32_t* indices, std::size_t rows, T* block) {
  workspace.reserve_inputs(rows);
  workspace.reserve_backward(rows);
  const std::vector<std::int32_t> labels = labels_of(dataset, indices, rows);
  std::vector<double> losses(rows);
  const auto& layers = network.layout.layers();
  const Range all{0, rows};
  load_batch(dataset, indices, all, workspace);
  forward(network, workspace, all);
  loss_and_delta(network.layout, workspace, rows, all, labels.data(), losses.data());
  for (std::size_t l = layers.size(); l-- > 0;) {
    through_activation(network, workspace, all, l);
    if (l > 0) {
      transpose_weight(network, workspace, {0, layers[l].inputs}, l);
      input_gradient(network, workspace, all, l);
    }
    weight_gradient(network, workspace, rows, l, block);
    bias_gradient(network, workspace, rows, l, block, T(0));
  }
  return mean(rows, losses.data());
}

template <typename T>
double gradient(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                const std::uint32_t* indices, std::size_t rows, T* gradient) {
  AlignedBuffer<T> block(network.layout.block_size());
  const double loss = gradient_of_batch(network, workspace, dataset, indices, rows, block.data());
  network.layout.to_exchange(block.data(), gradient);
  return loss;
}

template <typename T>
bool numerical_gradient(Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                        const std::uint32_t* indices, std::size_t rows, double epsilon,
                        const std::uint32_t* chosen, std::size_t n, double* out,
                        const std::atomic<bool>& cancelled) {
  workspace.reserve_inputs(rows);
  workspace.reserve_forward(rows);
  const std::vector<std::int32_t> labels = labels_of(dataset, indices, rows);
  const std::size_t outputs = network.layout.outputs();
  const Range all{0, rows};
  load_batch(dataset, indices, all, workspace);
  forward(network, workspace, all);
  std::fill_n(out, n, std::numeric_limits<double>::quiet_NaN());

  for (std::size_t i = 0; i < n; ++i) {
    if (cancelled.load(std::memory_order_relaxed)) return false;
    const std::size_t offset = network.layout.offset_of(chosen[i]);
    const std::size_t layer = layer_at(network.layout, offset);
    T& parameter = network.parameters.data()[offset];
    const T original = parameter;
    const auto loss_at = [&](T value) {
      parameter = value;
      forward(network, workspace, all, layer);
      const Matrix<T> logits = workspace.logits();
      return kernels::softmax_cross_entropy(rows, outputs, logits.data, logits.stride, labels.data()).loss /
             static_cast<double>(rows);
    };
    const T step = static_cast<T>(epsilon);
    const double above = loss_at(original + step);
    const double below = loss_at(original - step);
    out[i] = (above - below) / (2 * epsilon);
    parameter = original;
    // Outputs of this layer and those above belong to w − ε now; the next parameter may lie above them.
    if (i + 1 < n && layer_at(network.layout, network.layout.offset_of(chosen[i + 1])) > layer)
      forward(network, workspace, all, layer);
  }
  return true;
}

#define BLASNET_INSTANTIATE(T)                                                                          \
  template double gradient_of_batch<T>(const Network<T>&, Workspace<T>&, const Dataset&,                \
                                       const std::uint32_t*, std::size_t, T*);                          \
  template double gradient<T>(const Network<T>&, Workspace<T>&, const Dataset&, const std::uint32_t*,   \
                              std::size_t, T*);                                                         \
  template bool numerical_gradient<T>(Network<T>&, Workspace<T>&, const Dataset&, const std::uint32_t*, \
                                      std::size_t, double, const std::uint32_t*, std::size_t, double*,  \
                                      const std::atomic<bool>&);
BLASNET_INSTANTIATE(float)
BLASNET_INSTANTIATE(double)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::engine
