#include "kernels/padding.h"

#include <gtest/gtest.h>

namespace blasnet::kernels {
namespace {

TEST(Padding, IsAMultipleOfAllVectorsAndOfACacheLine) {
  EXPECT_EQ(kPadding * sizeof(float) % 64, 0u);
  EXPECT_EQ(kPadding * sizeof(double) % 64, 0u);
}

TEST(Padding, PaddedIsTheNextMultiple) {
  EXPECT_EQ(padded(0), 0u);
  EXPECT_EQ(padded(1), 16u);
  EXPECT_EQ(padded(16), 16u);
  EXPECT_EQ(padded(17), 32u);
  for (std::size_t n = 0; n <= 1000; ++n) {
    EXPECT_EQ(padded(n) % kPadding, 0u) << n;
    EXPECT_GE(padded(n), n);
    EXPECT_LT(padded(n), n + kPadding);
  }
}

TEST(Padding, RowsDoNotLieMultiplesOf512BytesApart) {
  EXPECT_EQ(row_stride(10), 16u);
  EXPECT_EQ(row_stride(112), 112u);
  EXPECT_EQ(row_stride(113), 144u);
  EXPECT_EQ(row_stride(128), 144u);
  EXPECT_EQ(row_stride(129), 144u);
  EXPECT_EQ(row_stride(784), 784u);
  EXPECT_EQ(row_stride(1024), 1040u);
  for (std::size_t n = 1; n <= 3000; ++n) {
    EXPECT_EQ(row_stride(n) % kPadding, 0u) << n;
    EXPECT_NE(row_stride(n) * sizeof(float) % 512, 0u) << n;
    EXPECT_GE(row_stride(n), padded(n)) << n;
    EXPECT_LE(row_stride(n), padded(n) + kPadding) << n;
  }
}

}  // namespace
}  // namespace blasnet::kernels
