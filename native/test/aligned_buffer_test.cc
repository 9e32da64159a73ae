#include "engine/aligned_buffer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <new>
#include <utility>

namespace blasnet::engine {
namespace {

TEST(AlignedBuffer, IsZeroedAndStartsOnACacheLine) {
  for (const std::size_t size : {1, 15, 16, 17, 1000}) {
    AlignedBuffer<float> buffer(size);
    EXPECT_EQ(buffer.size(), size);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(buffer.data()) % 64, 0u);
    for (std::size_t i = 0; i < size; ++i) EXPECT_EQ(buffer.data()[i], 0.0f);
  }
}

TEST(AlignedBuffer, NothingNeedsNoMemory) {
  EXPECT_EQ(AlignedBuffer<double>().data(), nullptr);
  EXPECT_EQ(AlignedBuffer<double>(0).data(), nullptr);
  EXPECT_EQ(AlignedBuffer<double>(0).size(), 0u);
}

TEST(AlignedBuffer, MovesItsMemory) {
  AlignedBuffer<double> a(3);
  a.data()[1] = 5;
  double* const memory = a.data();
  AlignedBuffer<double> b(std::move(a));
  EXPECT_EQ(b.data(), memory);
  EXPECT_EQ(b.size(), 3u);
  AlignedBuffer<double> c(7);
  c = std::move(b);
  EXPECT_EQ(c.data(), memory);
  EXPECT_EQ(c.size(), 3u);
  EXPECT_EQ(c.data()[1], 5.0);
}

TEST(AlignedBuffer, SizesBeyondTheAddressSpaceThrow) {
  constexpr std::size_t kMost = std::numeric_limits<std::size_t>::max();
  EXPECT_THROW(AlignedBuffer<double>{kMost}, std::bad_alloc);
  EXPECT_THROW(AlignedBuffer<double>{kMost / 8}, std::bad_alloc);
  EXPECT_THROW(AlignedBuffer<double>{kMost / 8 + 2}, std::bad_alloc);  // 8 bytes, were it to wrap
}

}  // namespace
}  // namespace blasnet::engine
