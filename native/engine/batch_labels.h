// Labels of a batch, gathered like its inputs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/dataset.h"

namespace blasnet::engine {

inline std::vector<std::int32_t> labels_of(const Dataset& dataset, const std::uint32_t* indices,
                                           std::size_t rows) {
  std::vector<std::int32_t> labels(rows);
  for (std::size_t i = 0; i < rows; ++i) labels[i] = dataset.labels[indices[i]];
  return labels;
}

}  // namespace blasnet::engine
