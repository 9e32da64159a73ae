// The memory that a forward and a backward pass need beside the parameters.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "engine/aligned_buffer.h"
#include "engine/network.h"

namespace blasnet::engine {

// Grows to the largest batch asked for and stays there, so that steps allocate nothing.
template <typename T>
class Workspace {
 public:
  explicit Workspace(const ParameterLayout& layout) : layout_(layout), outputs_(layout.layers().size()) {}

  // Makes room for a gathered batch of `rows` rows.
  void reserve_inputs(std::size_t rows) {
    if (rows <= input_rows_) return;
    input_rows_ = 0;  // nothing is promised if the allocation throws
    inputs_ = AlignedBuffer<T>(product(rows, layout_.inputs()));
    input_rows_ = rows;
  }
  // Makes room for the outputs of every layer.
  void reserve_forward(std::size_t rows) {
    if (rows <= forward_rows_) return;
    forward_rows_ = 0;
    for (std::size_t l = 0; l < outputs_.size(); ++l)
      outputs_[l] = AlignedBuffer<T>(product(rows, layout_.layers()[l].units));
    forward_rows_ = rows;
  }
  // Makes room for the outputs of every layer and their gradients.
  void reserve_backward(std::size_t rows) {
    reserve_forward(rows);
    if (rows <= backward_rows_) return;
    backward_rows_ = 0;
    for (auto& delta : deltas_) delta = AlignedBuffer<T>(product(rows, layout_.widest()));
    backward_rows_ = rows;
  }

  // [rows, inputs of the network]
  T* inputs() { return inputs_.data(); }
  // [rows, units of layer l], after its activation.
  T* outputs(std::size_t l) { return outputs_[l].data(); }
  T* logits() { return outputs_.back().data(); }
  // What layer l reads.
  T* inputs_of(std::size_t l) { return l == 0 ? inputs() : outputs(l - 1); }
  // [rows, units of layer l]: ∂C/∂ of layer l's outputs. Shared with layers l ± 2.
  T* delta(std::size_t l) { return deltas_[l % 2].data(); }

 private:
  static std::size_t product(std::size_t a, std::size_t b) {
    if (b != 0 && a > std::numeric_limits<std::size_t>::max() / b) throw std::bad_alloc();
    return a * b;
  }

  const ParameterLayout& layout_;
  std::size_t input_rows_ = 0;
  std::size_t forward_rows_ = 0;
  std::size_t backward_rows_ = 0;
  AlignedBuffer<T> inputs_;
  std::vector<AlignedBuffer<T>> outputs_;
  std::array<AlignedBuffer<T>, 2> deltas_;
};

}  // namespace blasnet::engine
