// The first layer on any input: the batch is gathered and normalised, and goes through a product like every
// other layer's.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/dataset.h"
#include "engine/passes.h"
#include "engine/sgd.h"
#include "kernels/small_gemm.h"

namespace blasnet::engine {

template <typename T>
class DenseInput {
 public:
  // For batches of up to `batch` samples shared by up to `threads` threads.
  DenseInput(const Network<T>&, Workspace<T>& workspace, const Dataset& dataset, std::size_t batch,
             std::size_t)
      : dataset_(dataset) {
    workspace.reserve_inputs(batch);
  }

  // Rows of outputs(0) ← X·W of the samples `indices` [batch].
  void product(const Network<T>& network, Workspace<T>& workspace, const std::uint32_t* indices, Range rows,
               Share) {
    load_batch(dataset_, indices, rows, workspace);
    forward_product(network, workspace, rows, 0);
  }

  // One step on this thread's share of the first layer's weight, for the batch of the last product(), from
  // delta(0) = ∂C/∂z.
  void update_weight(Network<T>& network, Workspace<T>& workspace, const std::uint32_t*, std::size_t batch,
                     const SgdParameters& sgd, Share share) {
    update_dense_weight(network, workspace, batch, 0, sgd, share.of(dataset_.features, kernels::kPadding));
  }

 private:
  const Dataset& dataset_;
};

}  // namespace blasnet::engine
