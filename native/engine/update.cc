#include "engine/update.h"

#include <algorithm>
#include <cmath>
#include <variant>

#include "kernels/constraints.h"
#include "kernels/optimizers.h"
#include "kernels/padding.h"

namespace blasnet::engine {
namespace {

// A block's gradient shares the second-level cache with the parameters and two slots of the optimizer.
constexpr std::size_t kBlockBytes = std::size_t{1} << 17;

}  // namespace

BlockPlan::BlockPlan(const ParameterLayout& layout, std::size_t element) {
  for (std::size_t l = 0; l < layout.layers().size(); ++l) {
    const auto& layer = layout.layers()[l];
    first_.push_back(blocks_.size());
    inputs_.push_back(layer.inputs);
    const std::size_t fitting = kBlockBytes / (layer.stride * element) / kFeatureBlock;
    rows_.push_back(std::clamp<std::size_t>(fitting, 1, 8) * kFeatureBlock);
    for (std::size_t first = 0; first < layer.inputs; first += rows_[l]) {
      const Range inputs{first, std::min(first + rows_[l], layer.inputs)};
      blocks_.push_back({l, inputs, blocks_.size()});
      largest_ = std::max(largest_, inputs.size() * layer.stride);
    }
    if (layer.end > layer.bias) {
      blocks_.push_back({l, {0, 0}, blocks_.size()});
      largest_ = std::max(largest_, kernels::padded(layer.end - layer.bias));
    }
  }
  first_.push_back(blocks_.size());
}

Range BlockPlan::own_inputs(std::size_t l, Share share) const { return share.of(inputs_[l], rows_[l]); }

template <typename T>
std::size_t BlockUpdate<T>::offset(const Block& block) const {
  const auto& layer = network_.layout.layers()[block.layer];
  return block.is_vectors() ? layer.bias : layer.weight + block.inputs.first * layer.stride;
}

template <typename T>
std::size_t BlockUpdate<T>::size(const Block& block) const {
  const auto& layer = network_.layout.layers()[block.layer];
  return block.is_vectors() ? layer.learnt_end - layer.bias : block.inputs.size() * layer.stride;
}

template <typename T>
void BlockUpdate<T>::clear_gaps(const Block& block, T* gradient) const {
  const auto& layer = network_.layout.layers()[block.layer];
  if (block.is_vectors()) {
    std::fill_n(gradient, size(block), T(0));
    return;
  }
  const std::size_t used = kernels::padded(layer.units);
  if (used == layer.stride) return;
  for (std::size_t r = 0; r < block.inputs.size(); ++r)
    std::fill_n(gradient + r * layer.stride + used, layer.stride - used, T(0));
}

template <typename T>
void BlockUpdate<T>::shape(const Block& block, T* gradient) const {
  const auto& layer = network_.layout.layers()[block.layer];
  if (!block.is_vectors() && layer.has_penalty())
    kernels::add_penalty_gradient(size(block), network_.parameters.data() + offset(block),
                                  static_cast<T>(layer.l1), static_cast<T>(layer.l2), gradient);
  if (spec_.clip_value != OptimizerSpec::kNoLimit)
    kernels::clip(size(block), static_cast<T>(spec_.clip_value), gradient);
}

template <typename T>
double BlockUpdate<T>::sum_of_squares(const Block& block, const T* gradient) const {
  return kernels::sum_of_squares(size(block), gradient);
}

template <typename T>
void BlockUpdate<T>::move(const Block& block, const T* gradient, double learning_rate, std::uint64_t step,
                          double scale) const {
  const std::size_t n = size(block);
  const std::size_t at = offset(block);
  const auto slot = [&](std::size_t i) {
    auto& buffer = network_.optimizer.slots[i];
    return buffer.size() == 0 ? nullptr : buffer.data() + at;
  };
  T* const w = network_.parameters.data() + at;
  const bool decays = !block.is_vectors();
  const auto common = [&](auto update) {
    update.learning_rate = learning_rate;
    update.scale = scale;
    update.l2 = decays ? spec_.l2 : 0;
    update.decay = decays ? spec_.decay : 0;
    return update;
  };
  if (const auto* sgd = std::get_if<Sgd>(&spec_.rule)) {
    auto update = common(kernels::SgdUpdate{});
    update.momentum = sgd->momentum;
    update.nesterov = sgd->nesterov;
    kernels::sgd_update(n, update, gradient, slot(0), w);
  } else if (const auto* rmsprop = std::get_if<Rmsprop>(&spec_.rule)) {
    auto update = common(kernels::RmspropUpdate{});
    update.rho = rmsprop->rho;
    update.epsilon = rmsprop->epsilon;
    update.momentum = rmsprop->momentum;
    kernels::rmsprop_update(n, update, gradient, slot(0), slot(1), slot(2), w);
  } else if (const auto* adam = std::get_if<Adam>(&spec_.rule)) {
    auto update = common(kernels::AdamUpdate{});
    const auto t = static_cast<double>(step);
    update.beta1 = adam->beta1;
    update.beta2 = adam->beta2;
    update.epsilon = adam->epsilon;
    update.correction1 = 1 - std::pow(adam->beta1, t);
    update.correction2 = 1 - std::pow(adam->beta2, t);
    kernels::adam_update(n, update, gradient, slot(0), slot(1), slot(2), w);
  } else {
    auto update = common(kernels::AdagradUpdate{});
    update.epsilon = std::get<Adagrad>(spec_.rule).epsilon;
    kernels::adagrad_update(n, update, gradient, slot(0), w);
  }
}

// The decay grows from 0.18 to its value, (1 + t)/(10 + t) at step t, so that the first parameters are soon
// forgotten.
template <typename T>
void BlockUpdate<T>::move_average(const Block& block, std::uint64_t step) const {
  const auto& layer = network_.layout.layers()[block.layer];
  const auto t = static_cast<double>(step);
  const double decay = std::min(*spec_.average_decay, (1 + t) / (10 + t));
  const std::size_t at = offset(block);
  const std::size_t n = block.is_vectors() ? layer.end - layer.bias : size(block);  // with running statistics
  kernels::move_average(n, static_cast<T>(decay), network_.parameters.data() + at,
                        network_.optimizer.average.data() + at);
}

template <typename T>
void limit_weight_norms(Network<T>& network, std::size_t l, double limit, Share share) {
  const auto& layer = network.layout.layers()[l];
  const Range units = share.of(kernels::padded(layer.units), kernels::kPadding);
  if (units.size() == 0) return;
  kernels::limit_column_norms(layer.inputs, units.size(), static_cast<T>(limit),
                              network.parameters.data() + layer.weight + units.first, layer.stride);
}

#define BLASNET_INSTANTIATE(T)   \
  template class BlockUpdate<T>; \
  template void limit_weight_norms<T>(Network<T>&, std::size_t, double, Share);
BLASNET_INSTANTIATE(float)
BLASNET_INSTANTIATE(double)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::engine
