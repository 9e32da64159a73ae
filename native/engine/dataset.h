// Samples as the engine reads them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

namespace blasnet::engine {

// Rows of numbers, owned by somebody who outlives the work that reads them.
using Values = std::variant<const std::uint8_t*, const float*, const double*>;

// Rows of targets: (value − mean)/standard_deviation each.
struct Targets {
  Values values;          // [count, width] row-major
  std::size_t width = 0;  // 0: there are none
  double mean = 0;
  double standard_deviation = 1;
};

struct Dataset {
  Values inputs;  // [count, features] row-major
  std::size_t count = 0;
  std::size_t features = 0;
  std::vector<std::int32_t> labels;  // [count], each in [0, classes); empty when there are none
  std::int32_t classes = 0;
  Targets targets;
  std::vector<double> sample_weights;  // [count], each at least 0; empty: 1 each
  double mean = 0;
  double standard_deviation = 1;
  double density =
      1;  // share of the inputs that are not zero, which decides how they are read; 1 where nobody counted
};

}  // namespace blasnet::engine
