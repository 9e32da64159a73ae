// A multilayer perceptron: its shape and its parameters.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/aligned_buffer.h"
#include "kernels/activation.h"
#include "kernels/padding.h"

namespace blasnet::engine {

struct LayerSpec {
  std::size_t units;
  kernels::Activation activation;
  bool bias;
};

struct NetworkSpec {
  std::size_t inputs;
  std::vector<LayerSpec> layers;
};

// Where each layer's parameters stand in a block that holds them all: weight [inputs, units] row-major, then
// bias [units]. Each row, and each bias, starts on a cache line; the gaps stay zero.
class ParameterLayout {
 public:
  struct Layer {
    std::size_t inputs;
    std::size_t units;
    std::size_t stride;  // from one row of the weight to the next, and of the layer's outputs
    kernels::Activation activation;
    bool has_bias;
    std::size_t weight;  // offset of the weight
    std::size_t bias;    // offset of the bias, which is also the end of the weight
    std::size_t end;     // one past the layer's last parameter
  };

  explicit ParameterLayout(const NetworkSpec& spec);

  const std::vector<Layer>& layers() const { return layers_; }
  std::size_t inputs() const { return layers_.front().inputs; }
  std::size_t outputs() const { return layers_.back().units; }
  std::size_t widest() const;
  // Parameters, gaps not counted.
  std::size_t count() const { return count_; }
  // From one row of a batch of inputs to the next.
  std::size_t input_stride() const { return kernels::row_stride(inputs()); }
  // Elements of a block, gaps counted.
  std::size_t block_size() const { return block_size_; }

  // Offset in a block of parameter i in exchange order: layer by layer, weight [units, inputs], then bias
  // [units].
  std::size_t offset_of(std::size_t i) const;
  // Copies all parameters between a block and exchange order [count]; from it, the gaps become zero.
  template <typename T>
  void to_exchange(const T* block, T* out) const;
  template <typename T>
  void from_exchange(const T* in, T* block) const;

 private:
  std::vector<Layer> layers_;
  std::size_t count_ = 0;
  std::size_t block_size_ = 0;
};

// Parameters and the optimizer's velocity, one block each.
template <typename T>
struct Network {
  explicit Network(const NetworkSpec& spec)
      : layout(spec), parameters(layout.block_size()), velocity(layout.block_size()) {}

  ParameterLayout layout;
  AlignedBuffer<T> parameters;
  AlignedBuffer<T> velocity;
};

}  // namespace blasnet::engine
