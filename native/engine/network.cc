#include "engine/network.h"

#include <algorithm>

#include "kernels/dropout.h"

namespace blasnet::engine {

ParameterLayout::ParameterLayout(const NetworkSpec& spec)
    : input_dropout_(kernels::dropout_probability(spec.input_dropout)) {
  std::size_t inputs = spec.inputs;
  for (const LayerSpec& from : spec.layers) {
    const std::size_t room = kernels::padded(from.units);
    Layer layer{};
    layer.inputs = inputs;
    layer.units = from.units;
    layer.stride = kernels::row_stride(from.units);
    layer.activation = from.activation;
    layer.has_bias = from.bias;
    layer.batch_norm = from.batch_norm;
    layer.dropout = kernels::dropout_probability(from.dropout);
    layer.l1 = from.l1;
    layer.l2 = from.l2;
    layer.weight = block_size_;
    layer.bias = layer.weight + inputs * layer.stride;
    layer.scale = layer.bias + (from.bias ? room : 0);
    layer.shift = layer.scale + room;
    layer.running_mean = layer.shift + room;
    layer.running_variance = layer.running_mean + room;
    if (from.batch_norm) {
      layer.learnt_end = layer.shift + from.units;
      layer.end = layer.running_variance + from.units;
    } else {
      layer.learnt_end = layer.end = layer.bias + (from.bias ? from.units : 0);
    }
    layers_.push_back(layer);
    count_ += (inputs + layer.vectors().size()) * from.units;
    block_size_ = kernels::padded(layer.end);
    inputs = from.units;
  }
}

std::vector<std::size_t> ParameterLayout::Layer::vectors() const {
  std::vector<std::size_t> offsets;
  if (has_bias) offsets.push_back(bias);
  if (batch_norm) offsets.insert(offsets.end(), {scale, shift, running_mean, running_variance});
  return offsets;
}

bool ParameterLayout::has_batch_norm() const {
  return std::any_of(layers_.begin(), layers_.end(), [](const Layer& l) { return l.batch_norm.has_value(); });
}

std::size_t ParameterLayout::widest() const {
  std::size_t widest = 0;
  for (const Layer& layer : layers_) widest = std::max(widest, layer.units);
  return widest;
}

std::size_t ParameterLayout::offset_of(std::size_t i) const {
  for (const Layer& layer : layers_) {
    const std::size_t weights = layer.inputs * layer.units;
    if (i < weights) return layer.weight + (i % layer.inputs) * layer.stride + i / layer.inputs;
    i -= weights;
    for (const std::size_t vector : layer.vectors()) {
      if (i < layer.units) return vector + i;
      i -= layer.units;
    }
  }
  return block_size_;
}

template <typename T>
void ParameterLayout::to_exchange(const T* block, T* out) const {
  for (const Layer& layer : layers_) {
    const T* weight = block + layer.weight;
    for (std::size_t unit = 0; unit < layer.units; ++unit)
      for (std::size_t input = 0; input < layer.inputs; ++input) *out++ = weight[input * layer.stride + unit];
    for (const std::size_t vector : layer.vectors()) out = std::copy_n(block + vector, layer.units, out);
  }
}

template <typename T>
void ParameterLayout::from_exchange(const T* in, T* block) const {
  std::fill_n(block, block_size_, T(0));  // gaps of a network that has diverged may hold NaN
  for (const Layer& layer : layers_) {
    T* weight = block + layer.weight;
    for (std::size_t unit = 0; unit < layer.units; ++unit)
      for (std::size_t input = 0; input < layer.inputs; ++input) weight[input * layer.stride + unit] = *in++;
    for (const std::size_t vector : layer.vectors()) {
      std::copy_n(in, layer.units, block + vector);
      in += layer.units;
    }
  }
}

template <typename T>
Network<T>::Network(const NetworkSpec& spec)
    : layout(spec), parameters(layout.block_size()), optimizer(layout.block_size()) {
  for (const auto& layer : layout.layers()) {
    if (!layer.batch_norm) continue;
    std::fill_n(parameters.data() + layer.scale, layer.units, T(1));
    std::fill_n(parameters.data() + layer.running_variance, layer.units, T(1));
  }
}

template struct Network<float>;
template struct Network<double>;

template void ParameterLayout::to_exchange<float>(const float*, float*) const;
template void ParameterLayout::to_exchange<double>(const double*, double*) const;
template void ParameterLayout::from_exchange<float>(const float*, float*) const;
template void ParameterLayout::from_exchange<double>(const double*, double*) const;

}  // namespace blasnet::engine
