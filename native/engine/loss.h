// Loss of the batch that a forward pass has just run on.
#pragma once

#include <cstdint>

#include "engine/network.h"
#include "engine/workspace.h"
#include "kernels/softmax_cross_entropy.h"

namespace blasnet::engine {

// Mean loss over `rows` rows; delta(last) ← ∂C/∂logits = (softmax(logits) − onehot(labels))/rows.
template <typename T>
double loss_and_delta(const ParameterLayout& layout, Workspace<T>& workspace, std::size_t rows,
                      const std::int32_t* labels) {
  const std::size_t last = layout.layers().size() - 1;
  const T scale = T(1) / static_cast<T>(rows);
  const auto sum = kernels::softmax_cross_entropy_backward(rows, layout.outputs(), workspace.logits(), labels,
                                                           scale, workspace.delta(last));
  return sum.loss / static_cast<double>(rows);
}

}  // namespace blasnet::engine
