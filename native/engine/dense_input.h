// The first layer on any input: the batch is gathered and normalised, and goes through a product like every
// other layer's.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/dataset.h"
#include "engine/passes.h"
#include "engine/plain_sgd.h"
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

  // Rows of workspace.inputs() ← the samples `indices` [batch], where the product reads them from there.
  void load(Workspace<T>& workspace, const std::uint32_t* indices, Range rows) {
    load_batch(dataset_, indices, rows, workspace);
  }
  // Rows of products(0) ← X·W of the samples loaded.
  void product(const Network<T>& network, Workspace<T>& workspace, const std::uint32_t*, Range rows, Share) {
    forward_product(network, workspace, rows, 0);
  }

  // One step of plain SGD on this thread's share of the first layer's weight, for the batch of the last
  // product(), from delta(0) = ∂C/∂z.
  void update_weight(Network<T>& network, Workspace<T>& workspace, const std::uint32_t*, std::size_t batch,
                     const SgdParameters& sgd, Share share) {
    update_dense_weight(network, workspace, batch, 0, sgd, share.of(dataset_.features, kernels::kPadding));
  }

  // Before gradient() of features among `features`, which are all that this thread asks for.
  void begin_gradient(Workspace<T>&, const std::uint32_t*, std::size_t, Range, Share) {}
  // to [features, units] with rows layer.stride apart ← the gradient of those rows of the weight. `features`
  // begins at a multiple of kFeatureBlock, and ends at one or at the last feature.
  void gradient(const Network<T>& network, Workspace<T>& workspace, std::size_t batch, Range features, Share,
                T* to) {
    weight_gradient(network, workspace, batch, 0, features, to);
  }
  // After those rows of the weight have changed in another way than by update_weight().
  void refresh(const Network<T>&, Range) {}

 private:
  const Dataset& dataset_;
};

}  // namespace blasnet::engine
