// Random numbers that depend on a seed and a stream only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace blasnet::engine {

// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): block i of a stream
// is a function of (seed, stream, i), so no two streams of a seed share a block.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream) : seed_(seed), stream_(stream) {}

  std::uint64_t next();
  // In [0, 1), a multiple of 2⁻⁵³.
  double uniform();
  // N(0, 1), by the polar method (Marsaglia and Bray 1964).
  double normal();
  // In [0, bound) without bias (Lemire 2019). bound ≥ 1.
  std::uint32_t below(std::uint32_t bound);

 private:
  std::uint64_t seed_;
  std::uint64_t stream_;
  std::uint64_t block_ = 0;
  std::array<std::uint64_t, 2> words_{};
  int left_ = 0;
  double spare_normal_ = 0;
  bool has_spare_normal_ = false;
};

// out[i] ~ U[low, high). Drawn in double precision, so float is the rounding of what double gets.
template <typename T>
void fill_uniform(std::size_t n, T* out, double low, double high, Random random);

// out[i] ~ N(mean, standard_deviation²).
template <typename T>
void fill_normal(std::size_t n, T* out, double mean, double standard_deviation, Random random);

// out ← a uniformly random permutation of 0 … n − 1 (Fisher and Yates).
void fill_permutation(std::uint32_t n, std::uint32_t* out, Random random);

}  // namespace blasnet::engine
