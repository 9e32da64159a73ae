// A multilayer perceptron: its shape and its parameters.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/aligned_buffer.h"
#include "engine/optimizer.h"
#include "kernels/activation.h"
#include "kernels/padding.h"

namespace blasnet::engine {

struct BatchNormSpec {
  double momentum = 0.1;  // share of a batch's statistics in the running ones
  double epsilon = 1e-5;  // added to the variance
};

// y = dropout(f(norm(x·W + b))): what a layer has of that.
struct LayerSpec {
  std::size_t units;
  kernels::Activation activation;
  bool bias;
  std::optional<BatchNormSpec> batch_norm = std::nullopt;
  double dropout = 0;  // probability of dropping an output while training
  double l1 = 0;       // the objective gets l1·Σ|w| + l2·Σw² over the weight
  double l2 = 0;
};

struct NetworkSpec {
  std::size_t inputs;
  std::vector<LayerSpec> layers;
  double input_dropout = 0;
};

// Where each layer's parameters stand in a block that holds them all: weight [inputs, units] row-major, then
// vectors of [units]: bias, and scale, shift, running mean and running variance of a batch normalisation.
// Each row and each vector starts on a cache line; the gaps stay zero.
class ParameterLayout {
 public:
  struct Layer {
    std::size_t inputs;
    std::size_t units;
    std::size_t stride;  // from one row of the weight to the next, and of the layer's outputs
    kernels::Activation activation = kernels::Activation::kIdentity;
    bool has_bias;
    std::optional<BatchNormSpec> batch_norm;
    double dropout;
    double l1;
    double l2;
    std::size_t weight;            // offset of the weight
    std::size_t bias;              // offset of the bias, which is also the end of the weight
    std::size_t scale;             // of a batch normalisation, as the next three
    std::size_t shift;             //
    std::size_t learnt_end;        // one past the last parameter that an optimizer changes
    std::size_t running_mean;      //
    std::size_t running_variance;  //
    std::size_t end;               // one past the layer's last number

    bool has_penalty() const { return l1 != 0 || l2 != 0; }
    // Offsets of the vectors that the layer has, in exchange order.
    std::vector<std::size_t> vectors() const;
  };

  explicit ParameterLayout(const NetworkSpec& spec);

  const std::vector<Layer>& layers() const { return layers_; }
  std::size_t inputs() const { return layers_.front().inputs; }
  std::size_t outputs() const { return layers_.back().units; }
  std::size_t widest() const;
  double input_dropout() const { return input_dropout_; }
  // Whether some layer normalises over the batch, so that the threads of a step meet within it.
  bool has_batch_norm() const;
  // Numbers in exchange order: parameters and running statistics, gaps not counted.
  std::size_t count() const { return count_; }
  // From one row of a batch of inputs to the next.
  std::size_t input_stride() const { return kernels::row_stride(inputs()); }
  // Elements of a block, gaps counted.
  std::size_t block_size() const { return block_size_; }

  // Offset in a block of number i in exchange order: layer by layer, weight [units, inputs], then the
  // vectors.
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
  double input_dropout_ = 0;
};

// Parameters and what the optimizer remembers of them.
template <typename T>
struct Network {
  explicit Network(const NetworkSpec& spec);

  ParameterLayout layout;
  AlignedBuffer<T> parameters;
  OptimizerState<T> optimizer;
};

}  // namespace blasnet::engine
