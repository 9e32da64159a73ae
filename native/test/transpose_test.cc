#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

#include "kernels/naive/products.h"
#include "kernels/small_gemm.h"
#include "test/guarded.h"
#include "test/samples.h"
#include "test/strided.h"
#include "test/targets.h"

namespace blasnet::kernels {
namespace {

using test::for_each_target;
using test::Input;
using test::kGap;
using test::kPoison;
using test::Output;
using test::spread;

// Around the blocks of 2 or 4 rows and the vectors of up to 16 columns that are turned together.
constexpr std::size_t kSizes[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 48, 64, 80, 127, 144};

template <typename T>
class TransposeTest : public testing::Test {};

TYPED_TEST_SUITE(TransposeTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(TransposeTest, MatchesTheTwinAtOddSizes) {
  using T = TypeParam;
  for (const std::size_t rows : kSizes) {
    for (const std::size_t columns : kSizes) {
      SCOPED_TRACE(testing::Message() << rows << " rows, " << columns << " columns");
      const std::size_t ld_from = columns + 3;
      const std::size_t ld_to = rows + 5;
      const std::vector<T> from = test::random_values<T>(rows * columns, 1);
      std::vector<T> expected(rows * columns);
      naive::transpose(rows, columns, from.data(), columns, expected.data(), rows);
      expected = spread(columns, rows, ld_to, expected, kGap<T>);
      const std::vector<T> unwritten(rows * columns, T(-1));
      for_each_target([&] {
        for (const std::size_t misalignment : test::kMisalignments) {
          const Input<T> in(spread(rows, columns, ld_from, from, kPoison<T>), misalignment);
          Output<T> out(spread(columns, rows, ld_to, unwritten, kGap<T>), misalignment);
          transpose(rows, columns, in.data(), ld_from, out.data(), ld_to);
          ASSERT_EQ(out.copy(), expected);
          ASSERT_TRUE(out.guards_untouched());
        }
      });
    }
  }
}

TYPED_TEST(TransposeTest, WorkedByHand) {
  using T = TypeParam;
  const std::vector<T> from = {1, 2, 3, /**/ 4, 5, 6};
  for_each_target([&] {
    std::vector<T> to(6);
    transpose<T>(2, 3, from.data(), 3, to.data(), 2);
    EXPECT_EQ(to, (std::vector<T>{1, 4, /**/ 2, 5, /**/ 3, 6}));
  });
}

}  // namespace
}  // namespace blasnet::kernels
