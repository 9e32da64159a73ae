// Samples as the engine reads them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

namespace blasnet::engine {

struct Dataset {
  // [count, features] row-major, owned by somebody who outlives the work that reads it.
  std::variant<const std::uint8_t*, const float*, const double*> inputs;
  std::size_t count = 0;
  std::size_t features = 0;
  std::vector<std::int32_t> labels;  // [count], each in [0, classes); empty when there are none
  std::int32_t classes = 0;
  double mean = 0;
  double standard_deviation = 1;
  double density =
      1;  // share of the inputs that are not zero, which decides how they are read; 1 where nobody counted
};

}  // namespace blasnet::engine
