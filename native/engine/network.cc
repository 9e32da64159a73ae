#include "engine/network.h"

#include <algorithm>

namespace blasnet::engine {

ParameterLayout::ParameterLayout(const NetworkSpec& spec) {
  std::size_t inputs = spec.inputs;
  for (const LayerSpec& layer : spec.layers) {
    const std::size_t start = block_size_;
    const std::size_t stride = kernels::row_stride(layer.units);
    const std::size_t bias = start + inputs * stride;
    const std::size_t end = bias + (layer.bias ? layer.units : 0);
    layers_.push_back({inputs, layer.units, stride, layer.activation, layer.bias, start, bias, end});
    count_ += inputs * layer.units + (end - bias);
    block_size_ = kernels::padded(end);
    inputs = layer.units;
  }
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
    const std::size_t biases = layer.end - layer.bias;
    if (i < biases) return layer.bias + i;
    i -= biases;
  }
  return block_size_;
}

template <typename T>
void ParameterLayout::to_exchange(const T* block, T* out) const {
  for (const Layer& layer : layers_) {
    const T* weight = block + layer.weight;
    for (std::size_t unit = 0; unit < layer.units; ++unit)
      for (std::size_t input = 0; input < layer.inputs; ++input) *out++ = weight[input * layer.stride + unit];
    out = std::copy(block + layer.bias, block + layer.end, out);
  }
}

template <typename T>
void ParameterLayout::from_exchange(const T* in, T* block) const {
  std::fill_n(block, block_size_, T(0));  // gaps of a network that has diverged may hold NaN
  for (const Layer& layer : layers_) {
    T* weight = block + layer.weight;
    for (std::size_t unit = 0; unit < layer.units; ++unit)
      for (std::size_t input = 0; input < layer.inputs; ++input) weight[input * layer.stride + unit] = *in++;
    const std::size_t biases = layer.end - layer.bias;
    std::copy(in, in + biases, block + layer.bias);
    in += biases;
  }
}

template void ParameterLayout::to_exchange<float>(const float*, float*) const;
template void ParameterLayout::to_exchange<double>(const double*, double*) const;
template void ParameterLayout::from_exchange<float>(const float*, float*) const;
template void ParameterLayout::from_exchange<double>(const double*, double*) const;

}  // namespace blasnet::engine
