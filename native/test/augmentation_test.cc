#include "engine/augmentation.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "engine/random.h"

namespace blasnet::engine {
namespace {

constexpr kernels::Augmentation kOptions = {6, 5, 1, 20, 0.1, 5, 8, 2};

std::vector<std::uint8_t> images(std::size_t count) {
  std::vector<std::uint8_t> bytes(count * 30);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * i * 37 + i);
  return bytes;
}

TEST(AugmentationTest, EveryRowIsItsSampleWithItsOwnKey) {
  const auto inputs = images(4);
  const std::vector<std::uint32_t> indices = {3, 0, 0, 1, 2};
  std::vector<std::byte> scratch(kernels::augment_scratch(kOptions));
  std::vector<std::uint8_t> expected(5 * 30);
  for (std::size_t r = 0; r < 5; ++r)
    kernels::augment(kOptions, inputs.data() + indices[r] * 30, augmentation_key(9, (1ull << 33) + r),
                     expected.data() + r * 30, scratch.data());
  std::vector<std::uint8_t> out(5 * 30);
  augment_batch(kOptions, inputs.data(), indices.data(), 9, 1ull << 33, {0, 5}, out.data(), scratch.data());
  EXPECT_EQ(out, expected);
  // The same sample comes out differently each time.
  EXPECT_NE(std::vector<std::uint8_t>(out.begin() + 30, out.begin() + 60),
            std::vector<std::uint8_t>(out.begin() + 60, out.begin() + 90));
}

TEST(AugmentationTest, RowsInPartsAreTheRowsAtOnce) {
  const auto inputs = images(4);
  const std::vector<std::uint32_t> indices = {3, 0, 0, 1, 2};
  std::vector<std::byte> scratch(kernels::augment_scratch(kOptions));
  std::vector<std::uint8_t> whole(5 * 30);
  augment_batch(kOptions, inputs.data(), indices.data(), 1, 10, {0, 5}, whole.data(), scratch.data());
  std::vector<std::uint8_t> parts(5 * 30, 1);
  augment_batch(kOptions, inputs.data(), indices.data(), 1, 10, {3, 5}, parts.data(), scratch.data());
  for (std::size_t i = 0; i < 3 * 30; ++i) ASSERT_EQ(parts[i], 1);
  augment_batch(kOptions, inputs.data(), indices.data(), 1, 10, {0, 3}, parts.data(), scratch.data());
  EXPECT_EQ(parts, whole);
}

TEST(AugmentationTest, KeysDifferBySeedAndSampleInEveryBit) {
  std::set<std::uint64_t> keys;
  for (std::uint64_t seed = 0; seed < 50; ++seed)
    for (std::uint64_t sample = 0; sample < 50; ++sample) {
      keys.insert(augmentation_key(seed, sample));
      keys.insert(augmentation_key(seed, sample + (1ull << 32)));
      keys.insert(augmentation_key(seed + (1ull << 32), sample));
    }
  EXPECT_EQ(keys.size(), 7500u);
  // No word of the streams of weights, biases and batches.
  for (const std::uint64_t stream : {0ull, 1ull, 1ull << 31, 1ull << 32, (1ull << 32) + 1}) {
    Random random(7, stream);
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(keys.count(random.next()), 0u);
  }
}

}  // namespace
}  // namespace blasnet::engine
