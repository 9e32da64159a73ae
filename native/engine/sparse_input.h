// The first layer on bytes most of which are zero; see kernels/sparse_input.h for the identity it rests on.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/aligned_buffer.h"
#include "engine/dataset.h"
#include "engine/network.h"
#include "engine/plain_sgd.h"
#include "engine/range.h"
#include "engine/workspace.h"

namespace blasnet::engine {

// Whether a data set is read faster this way than as numbers, `batch` samples at a time. Only bytes can be:
// of them it is known how many are zero. The choice changes results by rounding alone.
bool prefers_sparse_input(const ParameterLayout& layout, const Dataset& dataset, std::size_t batch);

// Same functions as DenseInput. Between calls nobody else may change the first layer's weight.
template <typename T>
class SparseInput {
 public:
  SparseInput(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset, std::size_t batch,
              std::size_t threads);

  void load(Workspace<T>&, const std::uint32_t*, Range) {}
  void product(const Network<T>& network, Workspace<T>& workspace, const std::uint32_t* indices, Range rows,
               Share share);
  void update_weight(Network<T>& network, Workspace<T>& workspace, const std::uint32_t* indices,
                     std::size_t batch, const SgdParameters& sgd, Share share);
  void begin_gradient(Workspace<T>& workspace, const std::uint32_t* indices, std::size_t batch,
                      Range features, Share share);
  void gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t batch, Range features,
                Share share, T* to);
  void refresh(const Network<T>& network, Range features);

 private:
  // Features whose rows of the weight are summed up together: the sums do not depend on the number of threads
  // then.
  static constexpr std::size_t kBlock = kFeatureBlock;

  std::size_t blocks() const { return (features_ + kBlock - 1) / kBlock; }
  // Sums over the rows of a matrix, times −μ/σ, in memory of this thread's own.
  T* shifted_sums(std::size_t rows, const T* m, Share share);

  const std::uint8_t* inputs_;
  std::size_t features_;
  std::size_t stride_;
  T shift_;                            // −μ/σ
  std::array<T, 256> values_{};        // byte → byte/σ
  AlignedBuffer<T> weight_sums_;       // [blocks, stride]: sums of the weight over the rows of each block
  AlignedBuffer<T> offsets_;           // [threads, stride]
  AlignedBuffer<std::uint8_t> bytes_;  // the batch, feature by feature
};

}  // namespace blasnet::engine
