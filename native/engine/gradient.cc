#include "engine/gradient.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/objective.h"
#include "engine/passes.h"
#include "kernels/constraints.h"

namespace blasnet::engine {
namespace {

// The layer that holds the parameter at `offset` of the block: what lies below it need not run again.
std::size_t layer_at(const ParameterLayout& layout, std::size_t offset) {
  std::size_t l = 0;
  while (offset >= layout.layers()[l].end) ++l;
  return l;
}

bool is_learnt(const ParameterLayout::Layer& layer, std::size_t offset) { return offset < layer.learnt_end; }

template <typename T>
double penalty_of(const Network<T>& network) {
  double sum = 0;
  for (const auto& layer : network.layout.layers())
    if (layer.has_penalty())
      sum += kernels::penalty(layer.inputs * layer.stride, network.parameters.data() + layer.weight,
                              static_cast<T>(layer.l1), static_cast<T>(layer.l2));
  return sum;
}

// What one weight adds to the penalties.
template <typename T>
double penalty_at(const ParameterLayout::Layer& layer, std::size_t offset, T weight) {
  const auto w = static_cast<double>(weight);
  return offset < layer.bias ? layer.l1 * std::abs(w) + layer.l2 * w * w : 0.0;
}

// A whole batch in the workspace, and one thread to work on it.
template <typename T>
class Passes {
 public:
  Passes(const Network<T>& network, Workspace<T>& workspace, const BatchObjective& batch)
      : workspace_(workspace),
        batch_(batch),
        objective_(batch.loss, network.layout, batch.dataset, workspace, batch.rows),
        pass_(network, workspace, batch.rows, {0, batch.rows}, Team{}) {
    workspace.reserve_inputs(batch.rows);
    workspace.reserve_backward(batch.rows);
    load_batch(batch.dataset, batch.indices, {0, batch.rows}, workspace);
    pass_.drop_inputs(batch.dropout);
  }

  void forward(std::size_t first_layer) { pass_.forward(first_layer, batch_.dropout); }
  // After forward().
  double loss() {
    objective_.losses(workspace_, batch_.indices, {0, batch_.rows});
    return objective_.mean(batch_.indices, batch_.rows);
  }
  // After forward(): delta(l) of every layer, and the loss. The transposed weights have to be there.
  double backward() {
    objective_.loss_and_delta(workspace_, batch_.indices, batch_.rows, {0, batch_.rows});
    pass_.backward();
    return objective_.mean(batch_.indices, batch_.rows);
  }

 private:
  Workspace<T>& workspace_;
  const BatchObjective& batch_;
  Objective<T> objective_;
  TrainingPass<T> pass_;
};

}  // namespace

template <typename T>
double gradient_of_batch(const Network<T>& network, Workspace<T>& workspace, const BatchObjective& batch,
                         T* block) {
  const auto& layers = network.layout.layers();
  Passes<T> passes(network, workspace, batch);
  passes.forward(0);
  for (std::size_t l = 1; l < layers.size(); ++l)
    transpose_weight(network, workspace, {0, layers[l].inputs}, l);
  const double loss = passes.backward();
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const auto& layer = layers[l];
    weight_gradient(network, workspace, batch.rows, l, {0, layer.inputs}, block + layer.weight);
    vector_gradients(network, workspace, batch.rows, l, block + layer.bias);
    if (layer.has_penalty())
      kernels::add_penalty_gradient(layer.inputs * layer.stride, network.parameters.data() + layer.weight,
                                    static_cast<T>(layer.l1), static_cast<T>(layer.l2), block + layer.weight);
  }
  return loss + penalty_of(network);
}

template <typename T>
double gradient(const Network<T>& network, Workspace<T>& workspace, const BatchObjective& batch,
                T* gradient) {
  AlignedBuffer<T> block(network.layout.block_size());
  const double loss = gradient_of_batch(network, workspace, batch, block.data());
  network.layout.to_exchange(block.data(), gradient);
  return loss;
}

template <typename T>
bool numerical_gradient(Network<T>& network, Workspace<T>& workspace, const BatchObjective& batch,
                        double epsilon, const std::uint32_t* chosen, std::size_t n, double* out,
                        const std::atomic<bool>& cancelled) {
  const auto& layout = network.layout;
  Passes<T> passes(network, workspace, batch);
  passes.forward(0);
  std::fill_n(out, n, std::numeric_limits<double>::quiet_NaN());
  std::size_t stale = layout.layers().size();  // from this layer on, outputs belong to some w − ε

  for (std::size_t i = 0; i < n; ++i) {
    if (cancelled.load(std::memory_order_relaxed)) return false;
    const std::size_t offset = layout.offset_of(chosen[i]);
    const std::size_t layer = layer_at(layout, offset);
    if (!is_learnt(layout.layers()[layer], offset)) {
      out[i] = 0;
      continue;
    }
    if (layer > stale) passes.forward(stale);
    T& parameter = network.parameters.data()[offset];
    const T original = parameter;
    const auto objective_at = [&](T value) {
      parameter = value;
      passes.forward(layer);
      return passes.loss() + penalty_at(layout.layers()[layer], offset, value);
    };
    const T step = static_cast<T>(epsilon);
    const double above = objective_at(original + step);
    const double below = objective_at(original - step);
    out[i] = (above - below) / (2 * epsilon);
    parameter = original;
    stale = layer;
  }
  return true;
}

#define BLASNET_INSTANTIATE(T)                                                                       \
  template double gradient_of_batch<T>(const Network<T>&, Workspace<T>&, const BatchObjective&, T*); \
  template double gradient<T>(const Network<T>&, Workspace<T>&, const BatchObjective&, T*);          \
  template bool numerical_gradient<T>(Network<T>&, Workspace<T>&, const BatchObjective&, double,     \
                                      const std::uint32_t*, std::size_t, double*, const std::atomic<bool>&);
BLASNET_INSTANTIATE(float)
BLASNET_INSTANTIATE(double)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::engine
