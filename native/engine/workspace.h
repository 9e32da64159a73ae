// The memory that a forward and a backward pass need beside the parameters.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/aligned_buffer.h"
#include "engine/network.h"

namespace blasnet::engine {

// Rows `stride` apart.
template <typename T>
struct Matrix {
  T* data;
  std::size_t stride;

  T* row(std::size_t r) const { return data + r * stride; }
};

// Grows to the largest batch asked for and stays there, so that steps allocate nothing.
template <typename T>
class Workspace {
 public:
  explicit Workspace(const ParameterLayout& layout)
      : layout_(layout),
        outputs_(layout.layers().size()),
        deltas_(layout.layers().size()),
        transposed_(layout.layers().size()) {}

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
    reserve_each(outputs_, rows);
    forward_rows_ = rows;
  }
  // Makes room for the outputs of every layer and their gradients, and for the transposed weights.
  void reserve_backward(std::size_t rows) {
    reserve_forward(rows);
    if (rows <= backward_rows_) return;
    backward_rows_ = 0;
    reserve_each(deltas_, rows);
    for (std::size_t l = 1; l < transposed_.size(); ++l)
      transposed_[l] = AlignedBuffer<T>(product(layout_.layers()[l].units, layout_.layers()[l - 1].stride));
    backward_rows_ = rows;
  }

  // [rows, inputs of the network]
  Matrix<T> inputs() { return {inputs_.data(), layout_.input_stride()}; }
  // [rows, units of layer l], after its activation. What stands in the gaps has no meaning.
  Matrix<T> outputs(std::size_t l) { return {outputs_[l].data(), layout_.layers()[l].stride}; }
  Matrix<T> logits() { return outputs(outputs_.size() - 1); }
  // What layer l reads.
  Matrix<T> inputs_of(std::size_t l) { return l == 0 ? inputs() : outputs(l - 1); }
  // [rows, units of layer l]: ∂C/∂ of layer l's outputs. Zero in the gaps.
  Matrix<T> delta(std::size_t l) { return {deltas_[l].data(), layout_.layers()[l].stride}; }
  // [units, inputs] of layer l ≥ 1. Zero in the gaps.
  Matrix<T> transposed(std::size_t l) { return {transposed_[l].data(), layout_.layers()[l - 1].stride}; }

 private:
  static std::size_t product(std::size_t a, std::size_t b) {
    if (b != 0 && a > std::numeric_limits<std::size_t>::max() / b) throw std::bad_alloc();
    return a * b;
  }
  void reserve_each(std::vector<AlignedBuffer<T>>& buffers, std::size_t rows) {
    for (std::size_t l = 0; l < buffers.size(); ++l)
      buffers[l] = AlignedBuffer<T>(product(rows, layout_.layers()[l].stride));
  }

  const ParameterLayout& layout_;
  std::size_t input_rows_ = 0;
  std::size_t forward_rows_ = 0;
  std::size_t backward_rows_ = 0;
  AlignedBuffer<T> inputs_;
  std::vector<AlignedBuffer<T>> outputs_;
  std::vector<AlignedBuffer<T>> deltas_;
  std::vector<AlignedBuffer<T>> transposed_;
};

}  // namespace blasnet::engine
