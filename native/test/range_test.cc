#include "engine/range.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace blasnet::engine {
namespace {

template <class F>
void for_each_split(const F& f) {
  for (const std::size_t unit : {1, 2, 4, 8, 16, 32}) {
    for (std::size_t n = 0; n <= 130; ++n) {
      for (const std::size_t count : {1, 2, 3, 4, 5, 7, 16, 64}) {
        SCOPED_TRACE(testing::Message() << n << " in units of " << unit << " for " << count);
        f(n, unit, count);
      }
    }
  }
}

TEST(Share, AllSharesTogetherAreTheWholeWithoutGapOrOverlap) {
  for_each_split([](std::size_t n, std::size_t unit, std::size_t count) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const Range range = Share{i, count}.of(n, unit);
      ASSERT_EQ(range.first, end) << i;
      ASSERT_GE(range.last, range.first) << i;
      ASSERT_EQ(range.size(), range.last - range.first);
      end = range.last;
    }
    ASSERT_EQ(end, n);
  });
}

TEST(Share, IsCutAtMultiplesOfTheUnit) {
  for_each_split([](std::size_t n, std::size_t unit, std::size_t count) {
    for (std::size_t i = 1; i < count; ++i) {
      const std::size_t cut = Share{i, count}.of(n, unit).first;
      ASSERT_TRUE(cut % unit == 0 || cut == n) << cut;
    }
  });
}

TEST(Share, NoneIsLargerThanAnotherByMoreThanAUnit) {
  for_each_split([](std::size_t n, std::size_t unit, std::size_t count) {
    std::size_t largest = 0;
    std::size_t fewest_units = n;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t units = (Share{i, count}.of(n, unit).size() + unit - 1) / unit;
      largest = std::max(largest, units);
      fewest_units = std::min(fewest_units, units);
    }
    ASSERT_LE(largest, fewest_units + 1);
  });
}

TEST(Share, WorkedByHand) {
  const Range first = Share{0, 2}.of(20, 8);  // 3 units: one for the first, two for the second
  EXPECT_EQ(first.first, 0u);
  EXPECT_EQ(first.last, 8u);
  const Range second = Share{1, 2}.of(20, 8);
  EXPECT_EQ(second.first, 8u);
  EXPECT_EQ(second.last, 20u);
}

TEST(Share, OfOneIsAll) {
  const Range all = Share{}.of(37, 8);
  EXPECT_EQ(all.first, 0u);
  EXPECT_EQ(all.last, 37u);
}

}  // namespace
}  // namespace blasnet::engine
