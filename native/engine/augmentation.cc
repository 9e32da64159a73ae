#include "engine/augmentation.h"

#include "engine/random.h"

namespace blasnet::engine {
namespace {

// Far above the streams of weights and of the order of batches.
constexpr std::uint32_t kStream = 0x80000000;

}  // namespace

std::uint64_t augmentation_key(std::uint64_t seed, std::uint64_t sample) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
  const auto words = philox4x32({low(sample), high(sample), 0, kStream}, {low(seed), high(seed)});
  return std::uint64_t{words[1]} << 32 | words[0];
}

void augment_batch(const kernels::Augmentation& augmentation, const std::uint8_t* inputs,
                   const std::uint32_t* indices, std::uint64_t seed, std::uint64_t first_sample, Range rows,
                   std::uint8_t* out, std::byte* scratch) {
  const std::size_t size = augmentation.width * augmentation.height;
  for (std::size_t r = rows.first; r < rows.last; ++r)
    kernels::augment(augmentation, inputs + indices[r] * size, augmentation_key(seed, first_sample + r),
                     out + r * size, scratch);
}

}  // namespace blasnet::engine
