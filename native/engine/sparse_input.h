// The first layer on bytes most of which are zero; see kernels/sparse_input.h for the identity it rests on.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/aligned_buffer.h"
#include "engine/dataset.h"
#include "engine/network.h"
#include "engine/sgd.h"
#include "engine/workspace.h"

namespace blasnet::engine {

// Whether the sparse first layer is the faster one for this network and data set; false where it cannot be
// used.
bool prefers_sparse_input(const ParameterLayout& layout, const Dataset& dataset);

// Same functions as DenseInput. Between calls nobody else may change the first layer's weight.
template <typename T>
class SparseInput {
 public:
  SparseInput(const Network<T>& network, const Dataset& dataset);

  void reserve(Workspace<T>&, std::size_t rows);
  void forward(const Network<T>& network, Workspace<T>& workspace, const std::uint32_t* indices,
               std::size_t rows);
  void update_weight(Network<T>& network, Workspace<T>& workspace, const std::uint32_t* indices,
                     std::size_t rows, const SgdParameters& sgd);

 private:
  const std::uint8_t* inputs_;
  std::size_t features_;
  T shift_;                       // −μ/σ
  std::array<T, 256> values_{};   // byte → byte/σ
  AlignedBuffer<T> weight_sums_;  // [stride]: sums of the weight over its rows
  AlignedBuffer<T> offset_;       // [stride]
  AlignedBuffer<T> delta_;        // [rows, stride]
  AlignedBuffer<std::uint8_t> columns_;
};

}  // namespace blasnet::engine
