#include "kernels/small_gemm.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/naive/products.h"
#include "test/closeness.h"
#include "test/guarded.h"
#include "test/products.h"
#include "test/samples.h"
#include "test/strided.h"
#include "test/targets.h"

namespace blasnet::kernels {
namespace {

using test::close;
using test::for_each_target;
using test::Input;
using test::kGap;
using test::kPoison;
using test::Output;
using test::spread;
using test::Wide;
using test::widened;

// How much further apart than long the rows of each matrix lie.
constexpr std::size_t kBetweenA = 3;
constexpr std::size_t kBetweenB = 5;
constexpr std::size_t kBetweenC = 16;

template <typename T>
class SmallGemmTest : public testing::Test {
 protected:
  static constexpr T kNan = std::numeric_limits<T>::quiet_NaN();

  static void compare(std::size_t rows, std::size_t columns, std::size_t depth, bool transposed) {
    SCOPED_TRACE(testing::Message() << rows << " rows, " << columns << " columns, depth " << depth
                                    << (transposed ? ", Aᵀ" : ""));
    const std::size_t a_rows = transposed ? depth : rows;
    const std::size_t a_cols = transposed ? rows : depth;
    const std::size_t lda = a_cols + kBetweenA;
    const std::size_t ldb = columns + kBetweenB;
    const std::size_t ldc = columns + kBetweenC;
    const std::vector<T> A = test::random_values<T>(rows * depth, 1);
    const std::vector<T> B = test::random_values<T>(depth * columns, 2);
    const auto naive_product = [&](const std::vector<Wide<T>>& a, const std::vector<Wide<T>>& b) {
      std::vector<Wide<T>> c(rows * columns);
      naive::small_gemm<Wide<T>>(rows, columns, depth, a.data(), transposed ? 1 : depth,
                                 transposed ? rows : 1, b.data(), columns, c.data(), columns);
      return spread(rows, columns, ldc, c, kGap<Wide<T>>);
    };
    const std::vector<Wide<T>> expected = naive_product(widened(A), widened(B));
    const std::vector<Wide<T>> sizes = naive_product(test::absolute(widened(A)), test::absolute(widened(B)));
    const double rounding = 2 + std::sqrt(static_cast<double>(depth));
    const test::Allowance allowance = {rounding, 0, {sizes.begin(), sizes.end()}};
    const std::vector<T> unwritten(rows * columns, kNan);
    for_each_target([&] {
      for (const std::size_t misalignment : test::kMisalignments) {
        const Input<T> a(spread(a_rows, a_cols, lda, A, kPoison<T>), misalignment);
        const Input<T> b(spread(depth, columns, ldb, B, kPoison<T>), misalignment);
        Output<T> c(spread(rows, columns, ldc, unwritten, kGap<T>), misalignment);
        small_gemm(rows, columns, depth, a.data(), transposed ? 1 : lda, transposed ? lda : 1, b.data(), ldb,
                   c.data(), ldc);
        ASSERT_TRUE(close(c.values(), expected, allowance));
        ASSERT_TRUE(c.guards_untouched());
      }
    });
  }
};

TYPED_TEST_SUITE(SmallGemmTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(SmallGemmTest, MatchesTheTwinAtOddSizes) {
  for (const bool transposed : {false, true})
    for (const std::size_t rows : test::kTileRows)
      for (const std::size_t depth : test::kDepths)
        for (const std::size_t columns : test::kTileColumns) this->compare(rows, columns, depth, transposed);
}

// Threads take rows of a batch, or columns of A where it lies transposed: which ones must not show.
TYPED_TEST(SmallGemmTest, AnElementIsTheSameToTheBitWhateverIsComputedWithIt) {
  using T = TypeParam;
  constexpr std::size_t kRows = 33;
  constexpr std::size_t kColumns = 144;
  constexpr std::size_t kDepth = 300;
  const std::vector<T> A = test::random_values<T>(kRows * kDepth, 1);
  const std::vector<T> B = test::random_values<T>(kDepth * kColumns, 2);
  std::vector<T> transposed(A.size());
  naive::transpose(kRows, kDepth, A.data(), kDepth, transposed.data(), kRows);
  for_each_target([&] {
    std::vector<T> whole(kRows * kColumns);
    small_gemm(kRows, kColumns, kDepth, A.data(), kDepth, 1, B.data(), kColumns, whole.data(), kColumns);
    const auto in_blocks_of = [&](std::size_t rows, std::size_t columns) {
      std::vector<T> C(kRows * kColumns, kPoison<T>);
      for (std::size_t i = 0; i < kRows; i += rows) {
        for (std::size_t c = 0; c < kColumns; c += columns) {
          small_gemm(std::min(rows, kRows - i), std::min(columns, kColumns - c), kDepth,
                     A.data() + i * kDepth, kDepth, 1, B.data() + c, kColumns, C.data() + i * kColumns + c,
                     kColumns);
        }
      }
      return C;
    };
    for (const std::size_t rows : {1, 2, 3, 5, 8, 33})
      for (const std::size_t columns : {16, 32, 48, 64, 144})
        EXPECT_EQ(in_blocks_of(rows, columns), whole) << rows << " rows, " << columns << " columns";
    std::vector<T> from_transposed(kRows * kColumns);
    small_gemm(kRows, kColumns, kDepth, transposed.data(), 1, kRows, B.data(), kColumns,
               from_transposed.data(), kColumns);
    EXPECT_EQ(from_transposed, whole) << "from Aᵀ";
  });
}

TYPED_TEST(SmallGemmTest, WithoutDepthTheResultIsZero) {
  using T = TypeParam;
  for_each_target([&] {
    for (const std::size_t rows : {0, 1, 5, 8}) {
      Output<T> C(rows * 48, this->kNan, 0);
      small_gemm<T>(rows, 48, 0, nullptr, 0, 1, nullptr, 48, C.data(), 48);
      EXPECT_EQ(C.copy(), std::vector<T>(rows * 48, T(0)));
      EXPECT_TRUE(C.guards_untouched());
    }
  });
}

// [1 2; 3 4]·[5 6; 7 8] in the first two columns.
TYPED_TEST(SmallGemmTest, WorkedByHand) {
  using T = TypeParam;
  const std::vector<T> A = {1, 2, 3, 4};
  std::vector<T> B(32);
  B[0] = 5, B[1] = 6, B[16] = 7, B[17] = 8;
  for_each_target([&] {
    std::vector<T> C(32, this->kNan);
    small_gemm<T>(2, 16, 2, A.data(), 2, 1, B.data(), 16, C.data(), 16);
    std::vector<T> expected(32);
    expected[0] = 19, expected[1] = 22, expected[16] = 43, expected[17] = 50;
    EXPECT_EQ(C, expected);
    small_gemm<T>(2, 16, 2, A.data(), 1, 2, B.data(), 16, C.data(), 16);
    expected[0] = 26, expected[1] = 30, expected[16] = 38, expected[17] = 44;
    EXPECT_EQ(C, expected) << "Aᵀ·B";
  });
}

TYPED_TEST(SmallGemmTest, NanReachesItsRowOrItsColumnAlone) {
  using T = TypeParam;
  constexpr std::size_t kRows = 11;
  constexpr std::size_t kColumns = 48;
  constexpr std::size_t kDepth = 130;
  for (const std::size_t at : {std::size_t{0}, std::size_t{7}, std::size_t{10}}) {
    std::vector<T> A(kRows * kDepth, T(1)), poisoned_A = A;
    std::vector<T> B(kDepth * kColumns, T(1)), poisoned_B = B;
    poisoned_A[at * kDepth + 129] = this->kNan;
    poisoned_B[129 * kColumns + at] = this->kNan;
    for_each_target([&] {
      std::vector<T> C(kRows * kColumns);
      small_gemm(kRows, kColumns, kDepth, poisoned_A.data(), kDepth, 1, B.data(), kColumns, C.data(),
                 kColumns);
      for (std::size_t i = 0; i < C.size(); ++i) ASSERT_EQ(std::isnan(C[i]), i / kColumns == at) << i;
      small_gemm(kRows, kColumns, kDepth, A.data(), kDepth, 1, poisoned_B.data(), kColumns, C.data(),
                 kColumns);
      for (std::size_t i = 0; i < C.size(); ++i) ASSERT_EQ(std::isnan(C[i]), i % kColumns == at) << i;
    });
  }
}

}  // namespace
}  // namespace blasnet::kernels
