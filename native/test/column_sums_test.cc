#include "kernels/column_sums.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "kernels/naive/naive.h"
#include "test/closeness.h"
#include "test/guarded.h"
#include "test/samples.h"
#include "test/strided.h"
#include "test/targets.h"

namespace blasnet::kernels {
namespace {

using test::close;
using test::for_each_target;
using test::Input;
using test::Output;
using test::Wide;

template <typename T>
class ColumnSumsTest : public testing::Test {
 protected:
  static constexpr T kNan = std::numeric_limits<T>::quiet_NaN();
};

TYPED_TEST_SUITE(ColumnSumsTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(ColumnSumsTest, MatchesTheTwinAtOddSizes) {
  using T = TypeParam;
  for (const std::size_t rows : {0, 1, 2, 7, 32, 65}) {
    for (const std::size_t cols : test::kOddSizes) {
      const std::vector<T> m = test::random_values<T>(rows * cols, 1);
      for (const T beta : {T(0), T(1), T(-0.5), T(0.9)}) {
        SCOPED_TRACE(testing::Message() << "rows " << rows << ", cols " << cols << ", beta " << beta);
        const std::vector<T> before =
            beta == 0 ? std::vector<T>(cols, this->kNan) : test::random_values<T>(cols, 2);
        std::vector<Wide<T>> expected = test::widened(before);
        naive::column_sums<Wide<T>>(rows, cols, test::widened(m).data(), cols, beta, expected.data());
        const double rounding = 2 + std::sqrt(static_cast<double>(rows));
        const double largest_sum = 1 + std::sqrt(static_cast<double>(rows));
        for_each_target([&] {
          for (const std::size_t misalignment : test::kMisalignments) {
            for (const std::size_t ldm : {cols, cols + 3}) {
              const Input<T> matrix(test::spread(rows, cols, ldm, m, test::kPoison<T>), misalignment);
              Output<T> sums(before, misalignment);
              column_sums(rows, cols, matrix.data(), ldm, beta, sums.data());
              ASSERT_TRUE(close(sums.values(), expected, {rounding, largest_sum})) << "ldm " << ldm;
              ASSERT_TRUE(sums.guards_untouched());
            }
          }
        });
      }
    }
  }
}

TYPED_TEST(ColumnSumsTest, WorkedByHand) {
  using T = TypeParam;
  const std::vector<T> m = {1, 2, 3, /**/ 10, 20, 30};
  for_each_target([&] {
    std::vector<T> sums = {4, 8, -12};
    column_sums(2, 3, m.data(), 3, T(0.25), sums.data());
    EXPECT_EQ(sums, (std::vector<T>{12, 24, 30}));
  });
}

TYPED_TEST(ColumnSumsTest, NanReachesItsOwnColumnAlone) {
  using T = TypeParam;
  for (std::size_t at = 0; at < 19; ++at) {
    std::vector<T> m(3 * 19, T(1));
    m[19 + at] = this->kNan;
    for_each_target([&] {
      std::vector<T> sums(19, T(0));
      column_sums(3, 19, m.data(), 19, T(0), sums.data());
      for (std::size_t c = 0; c < 19; ++c) ASSERT_EQ(std::isnan(sums[c]), c == at) << c;
    });
  }
}

}  // namespace
}  // namespace blasnet::kernels
