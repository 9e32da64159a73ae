// Loss of the batch that a forward pass has just run on.
#pragma once

#include <algorithm>
#include <cstdint>

#include "engine/network.h"
#include "engine/range.h"
#include "engine/workspace.h"
#include "kernels/padding.h"
#include "kernels/softmax_cross_entropy.h"

namespace blasnet::engine {

// losses[r] ← the loss of row r and delta(last) ← ∂C/∂logits = (softmax(logits) − onehot(labels))/batch, for
// the rows given of a batch of `batch`. labels, losses: those of the whole batch.
template <typename T>
void loss_and_delta(const ParameterLayout& layout, Workspace<T>& workspace, std::size_t batch, Range rows,
                    const std::int32_t* labels, double* losses) {
  const Matrix<T> logits = workspace.logits();
  const Matrix<T> delta = workspace.delta(layout.layers().size() - 1);
  const T scale = T(1) / static_cast<T>(batch);
  kernels::softmax_cross_entropy_backward(rows.size(), layout.outputs(), logits.row(rows.first),
                                          logits.stride, labels + rows.first, scale, delta.row(rows.first),
                                          delta.stride, losses + rows.first);
  // An activation of the output layer multiplies there, too: a NaN that came by once would stay.
  const std::size_t gap = kernels::padded(layout.outputs()) - layout.outputs();
  for (std::size_t r = rows.first; r < rows.last; ++r)
    std::fill_n(delta.row(r) + layout.outputs(), gap, T(0));
}

// In the order of the rows, so that it does not depend on who computed which.
inline double mean(std::size_t rows, const double* losses) {
  double sum = 0;
  for (std::size_t r = 0; r < rows; ++r) sum += losses[r];
  return sum / static_cast<double>(rows);
}

}  // namespace blasnet::engine
