// The memory that a forward and a backward pass need beside the parameters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/aligned_buffer.h"
#include "engine/network.h"
#include "kernels/dropout.h"

namespace blasnet::engine {

// Rows `stride` apart.
template <typename T>
struct Matrix {
  T* data;
  std::size_t stride;

  T* row(std::size_t r) const { return data + r * stride; }
};

// What a batch normalisation finds out about a batch: vectors [units].
template <typename T>
struct BatchStatistics {
  T* mean;
  T* variance;
  T* scale_gradient;
  T* shift_gradient;
};

// Grows to the largest batch asked for and stays there, so that steps allocate nothing.
template <typename T>
class Workspace {
 public:
  explicit Workspace(const ParameterLayout& layout) : layout_(layout), layers_(layout.layers().size()) {}

  // Makes room for a gathered batch of `rows` rows.
  void reserve_inputs(std::size_t rows) {
    if (rows <= input_rows_) return;
    input_rows_ = 0;  // nothing is promised if the allocation throws
    inputs_ = AlignedBuffer<T>(product(rows, layout_.input_stride()));
    input_rows_ = rows;
  }
  // Makes room for the outputs of every layer.
  void reserve_forward(std::size_t rows) {
    if (rows <= forward_rows_) return;
    forward_rows_ = 0;
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      const auto& layer = layout_.layers()[l];
      const std::size_t size = product(rows, layer.stride);
      layers_[l].outputs = AlignedBuffer<T>(size);
      if (layer.activation.derives_from_input()) layers_[l].activation_inputs = AlignedBuffer<T>(size);
      if (!layer.batch_norm) continue;
      layers_[l].normalised = AlignedBuffer<T>(size);
      layers_[l].statistics = AlignedBuffer<T>(4 * layer.stride);
    }
    forward_rows_ = rows;
  }
  // Makes room for the outputs of every layer and their gradients, and for the transposed weights.
  void reserve_backward(std::size_t rows) {
    reserve_forward(rows);
    if (rows <= backward_rows_) return;
    backward_rows_ = 0;
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      const auto& layer = layout_.layers()[l];
      layers_[l].delta = AlignedBuffer<T>(product(rows, layer.stride));
      if (l > 0)
        layers_[l].transposed = AlignedBuffer<T>(product(layer.units, layout_.layers()[l - 1].stride));
      if (layer.dropout > 0)
        layers_[l].mask = AlignedBuffer<std::uint16_t>(product(rows, kernels::mask_words(layer.units)));
    }
    if (layout_.input_dropout() > 0)
      input_mask_ = AlignedBuffer<std::uint16_t>(product(rows, kernels::mask_words(layout_.inputs())));
    backward_rows_ = rows;
  }
  // Makes room for target rows of a batch.
  void reserve_targets(std::size_t rows) {
    if (rows <= target_rows_) return;
    target_rows_ = 0;
    targets_ = AlignedBuffer<T>(product(rows, layout_.layers().back().stride));
    target_rows_ = rows;
  }

  // [rows, inputs of the network]
  Matrix<T> inputs() { return {inputs_.data(), layout_.input_stride()}; }
  // [rows, units of layer l], as the next layer reads them: after activation and dropout. What stands in the
  // gaps has no meaning.
  Matrix<T> outputs(std::size_t l) { return matrix(l, layers_[l].outputs); }
  Matrix<T> logits() { return outputs(layers_.size() - 1); }
  // What layer l reads.
  Matrix<T> inputs_of(std::size_t l) { return l == 0 ? inputs() : outputs(l - 1); }
  // What layer l's activation reads: its outputs, where the activation works in place.
  Matrix<T> activation_inputs(std::size_t l) {
    return matrix(l, layout_.layers()[l].activation.derives_from_input() ? layers_[l].activation_inputs
                                                                         : layers_[l].outputs);
  }
  // x·W of layer l, and x̂ after its batch normalisation: what its activation reads, where there is none.
  Matrix<T> products(std::size_t l) {
    return layout_.layers()[l].batch_norm ? matrix(l, layers_[l].normalised) : activation_inputs(l);
  }
  BatchStatistics<T> statistics(std::size_t l) {
    T* const first = layers_[l].statistics.data();
    const std::size_t stride = layout_.layers()[l].stride;
    return {first, first + stride, first + 2 * stride, first + 3 * stride};
  }
  // One bit for each output of layer l: whether dropout keeps it. Rows are mask_words(units) apart.
  std::uint16_t* mask(std::size_t l, std::size_t row) {
    return layers_[l].mask.data() + row * kernels::mask_words(layout_.layers()[l].units);
  }
  std::uint16_t* input_mask(std::size_t row) {
    return input_mask_.data() + row * kernels::mask_words(layout_.inputs());
  }
  // [rows, units of layer l]: ∂C/∂ of layer l's outputs. Zero in the gaps.
  Matrix<T> delta(std::size_t l) { return matrix(l, layers_[l].delta); }
  // [units, inputs] of layer l ≥ 1. Zero in the gaps.
  Matrix<T> transposed(std::size_t l) {
    return {layers_[l].transposed.data(), layout_.layers()[l - 1].stride};
  }
  // [rows, outputs of the network]
  Matrix<T> targets() { return {targets_.data(), layout_.layers().back().stride}; }

 private:
  struct Layer {
    AlignedBuffer<T> outputs;
    AlignedBuffer<T> activation_inputs;
    AlignedBuffer<T> normalised;
    AlignedBuffer<T> statistics;
    AlignedBuffer<T> delta;
    AlignedBuffer<T> transposed;
    AlignedBuffer<std::uint16_t> mask;
  };

  static std::size_t product(std::size_t a, std::size_t b) {
    if (b != 0 && a > std::numeric_limits<std::size_t>::max() / b) throw std::bad_alloc();
    return a * b;
  }
  Matrix<T> matrix(std::size_t l, AlignedBuffer<T>& buffer) {
    return {buffer.data(), layout_.layers()[l].stride};
  }

  const ParameterLayout& layout_;
  std::size_t input_rows_ = 0;
  std::size_t forward_rows_ = 0;
  std::size_t backward_rows_ = 0;
  std::size_t target_rows_ = 0;
  AlignedBuffer<T> inputs_;
  AlignedBuffer<std::uint16_t> input_mask_;
  AlignedBuffer<T> targets_;
  std::vector<Layer> layers_;
};

}  // namespace blasnet::engine
