// What the engine dropped in the last batch, for the reference network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/network.h"
#include "engine/workspace.h"
#include "kernels/dropout.h"
#include "test/reference_network.h"

namespace blasnet::test {

template <typename T>
Masks masks_of(const engine::ParameterLayout& layout, engine::Workspace<T>& workspace, std::size_t rows) {
  const auto read = [&](std::size_t columns, double p, auto row_of) {
    Rows mask;
    if (p == 0) return mask;
    for (std::size_t r = 0; r < rows; ++r) {
      const std::uint16_t* words = row_of(r);
      std::vector<double> row;
      for (std::size_t c = 0; c < columns; ++c)
        row.push_back((words[c / 16] >> c % 16 & 1) != 0 ? 1 / (1 - kernels::dropout_probability(p)) : 0.0);
      mask.push_back(std::move(row));
    }
    return mask;
  };
  Masks masks = {
      read(layout.inputs(), layout.input_dropout(), [&](std::size_t r) { return workspace.input_mask(r); })};
  for (std::size_t l = 0; l < layout.layers().size(); ++l)
    masks.push_back(read(layout.layers()[l].units, layout.layers()[l].dropout,
                         [&](std::size_t r) { return workspace.mask(l, r); }));
  return masks;
}

}  // namespace blasnet::test
