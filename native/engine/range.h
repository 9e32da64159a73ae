// Parts of a whole.
#pragma once

#include <algorithm>
#include <cstddef>

namespace blasnet::engine {

// first … last − 1
struct Range {
  std::size_t first;
  std::size_t last;

  std::size_t size() const { return last - first; }
};

// Features whose rows of the first layer's weight belong together: a multiple of what every way through that
// layer wants to have in one piece.
inline constexpr std::size_t kFeatureBlock = 32;

// One of `count` threads that share a piece of work.
struct Share {
  std::size_t index = 0;
  std::size_t count = 1;

  // This share of 0 … n − 1: about equal parts, cut at multiples of `unit`.
  Range of(std::size_t n, std::size_t unit) const {
    const std::size_t units = (n + unit - 1) / unit;
    const auto cut = [&](std::size_t i) { return std::min(n, units * i / count * unit); };
    return {cut(index), cut(index + 1)};
  }
};

}  // namespace blasnet::engine
