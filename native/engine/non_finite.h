// Where a forward pass went wrong.
#pragma once

#include <cmath>
#include <cstddef>

#include "engine/train.h"
#include "engine/workspace.h"

namespace blasnet::engine {

template <typename T>
bool all_finite(const Matrix<T>& matrix, std::size_t rows, std::size_t columns) {
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c)
      if (!std::isfinite(matrix.row(r)[c])) return false;
  return true;
}

// The first layer whose outputs for `rows` samples are not all finite; kInInputs where its inputs, once
// gathered, were not; the number of layers where all are.
template <typename T>
std::ptrdiff_t first_non_finite(const ParameterLayout& layout, Workspace<T>& workspace, std::size_t rows,
                                bool gathered) {
  if (gathered && !all_finite(workspace.inputs(), rows, layout.inputs())) return kInInputs;
  std::size_t l = 0;
  while (l < layout.layers().size() && all_finite(workspace.outputs(l), rows, layout.layers()[l].units)) ++l;
  return static_cast<std::ptrdiff_t>(l);
}

}  // namespace blasnet::engine
