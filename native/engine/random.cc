#include "engine/random.h"

#include <cmath>
#include <numeric>
#include <utility>

namespace blasnet::engine {

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> c, std::array<std::uint32_t, 2> key) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * c[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57} * c[2];
    c = {high(b) ^ c[1] ^ key[0], low(b), high(a) ^ c[3] ^ key[1], low(a)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return c;
}

std::uint64_t Random::next() {
  if (left_ == 0) {
    const auto split = [](std::uint64_t x, int half) { return static_cast<std::uint32_t>(x >> (32 * half)); };
    const auto w = philox4x32({split(block_, 0), split(block_, 1), split(stream_, 0), split(stream_, 1)},
                              {split(seed_, 0), split(seed_, 1)});
    words_ = {std::uint64_t{w[1]} << 32 | w[0], std::uint64_t{w[3]} << 32 | w[2]};
    ++block_;
    left_ = 2;
  }
  return words_[static_cast<std::size_t>(2 - left_--)];
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

double Random::normal() {
  if (std::exchange(has_spare_normal_, false)) return spare_normal_;
  for (;;) {
    const double u = 2 * uniform() - 1;
    const double v = 2 * uniform() - 1;
    const double s = u * u + v * v;
    if (s >= 1 || s == 0) continue;
    const double factor = std::sqrt(-2 * std::log(s) / s);
    spare_normal_ = v * factor;
    has_spare_normal_ = true;
    return u * factor;
  }
}

std::uint32_t Random::below(std::uint32_t bound) {
  const auto draw = [this] { return next() >> 32; };
  std::uint64_t product = draw() * bound;
  auto fraction = static_cast<std::uint32_t>(product);
  if (fraction < bound) {
    const std::uint32_t threshold = (0u - bound) % bound;
    while (fraction < threshold) {
      product = draw() * bound;
      fraction = static_cast<std::uint32_t>(product);
    }
  }
  return static_cast<std::uint32_t>(product >> 32);
}

template <typename T>
void fill_uniform(std::size_t n, T* out, double low, double high, Random random) {
  const T limit = std::nextafter(static_cast<T>(high), static_cast<T>(low));
  for (std::size_t i = 0; i < n; ++i) {
    const T x = static_cast<T>(low + (high - low) * random.uniform());
    out[i] = x < static_cast<T>(high) ? x : limit;  // rounding must not reach `high`
  }
}

template <typename T>
void fill_normal(std::size_t n, T* out, double mean, double standard_deviation, Random random) {
  for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<T>(mean + standard_deviation * random.normal());
}

void fill_permutation(std::uint32_t n, std::uint32_t* out, Random random) {
  std::iota(out, out + n, 0u);
  for (std::uint32_t i = n; i > 1; --i) std::swap(out[i - 1], out[random.below(i)]);
}

template void fill_uniform<float>(std::size_t, float*, double, double, Random);
template void fill_uniform<double>(std::size_t, double*, double, double, Random);
template void fill_normal<float>(std::size_t, float*, double, double, Random);
template void fill_normal<double>(std::size_t, double*, double, double, Random);

}  // namespace blasnet::engine
