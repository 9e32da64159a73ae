#include "kernels/constraints.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/naive/constraints.h"
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
class ConstraintsTest : public testing::Test {
 protected:
  static constexpr T kNan = std::numeric_limits<T>::quiet_NaN();
  static constexpr T kInfinity = std::numeric_limits<T>::infinity();

  // Random numbers, of which every third is a zero of either sign.
  static std::vector<T> values_with_zeros(std::size_t n, unsigned seed) {
    std::vector<T> values = test::random_values<T>(n, seed);
    for (std::size_t i = 0; i < n; i += 3) values[i] = i % 2 == 0 ? T(0) : -T(0);
    return values;
  }
};

TYPED_TEST_SUITE(ConstraintsTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(ConstraintsTest, PenaltyAndItsGradientMatchTheTwin) {
  using T = TypeParam;
  for (const std::size_t n : test::kOddSizes) {
    const std::vector<T> w = this->values_with_zeros(n, 1);
    const std::vector<T> g = test::random_values<T>(n, 2);
    for (const T l1 : {T(0), T(0.3)}) {
      for (const T l2 : {T(0), T(0.7)}) {
        SCOPED_TRACE(testing::Message() << "n " << n << ", l1 " << l1 << ", l2 " << l2);
        std::vector<Wide<T>> expected = test::widened(g);
        naive::add_penalty_gradient<Wide<T>>(n, test::widened(w).data(), l1, l2, expected.data());
        const long double sum = naive::penalty(n, w.data(), l1, l2);
        for_each_target([&] {
          for (const std::size_t misalignment : test::kMisalignments) {
            const Input<T> weight(w, misalignment);
            Output<T> gradient(g, misalignment);
            add_penalty_gradient(n, weight.data(), l1, l2, gradient.data());
            ASSERT_TRUE(close(gradient.values(), expected, {1.5, 1.5}));
            ASSERT_TRUE(gradient.guards_untouched());
            const double rounding = 3 + static_cast<double>(n) / 16;
            ASSERT_TRUE(close(penalty(n, weight.data(), l1, l2), sum, {rounding}));
          }
        });
      }
    }
  }
}

// 0.5·(|3| + |−2| + 0) + 0.25·(9 + 4 + 0) = 5.75; its gradient at 3 is 0.5 + 2·0.25·3 = 2.
TYPED_TEST(ConstraintsTest, PenaltyByHand) {
  using T = TypeParam;
  const std::vector<T> w = {3, -2, 0};
  for_each_target([&] {
    EXPECT_EQ(penalty(3, w.data(), T(0.5), T(0.25)), 5.75);
    std::vector<T> g = {1, 1, 1};
    add_penalty_gradient(3, w.data(), T(0.5), T(0.25), g.data());
    EXPECT_EQ(g, (std::vector<T>{3, -0.5, 1}));
  });
}

TYPED_TEST(ConstraintsTest, ClipMatchesTheTwin) {
  using T = TypeParam;
  for (const std::size_t n : test::kOddSizes) {
    const std::vector<T> g = test::random_values<T>(n, 1, 3);
    std::vector<T> expected = g;
    naive::clip(n, T(0.75), expected.data());
    for_each_target([&] {
      for (const std::size_t misalignment : test::kMisalignments) {
        Output<T> gradient(g, misalignment);
        clip(n, T(0.75), gradient.data());
        ASSERT_EQ(gradient.copy(), expected) << "n " << n;
        ASSERT_TRUE(gradient.guards_untouched());
      }
    });
  }
}

TYPED_TEST(ConstraintsTest, ClipKeepsNanAndEndsInfinities) {
  using T = TypeParam;
  for (std::size_t at = 0; at < 19; ++at) {
    for_each_target([&] {
      std::vector<T> g(19, this->kInfinity);
      g[(at + 1) % 19] = -this->kInfinity;
      g[at] = this->kNan;
      clip(19, T(2), g.data());
      for (std::size_t i = 0; i < 19; ++i) {
        if (i == at) {
          ASSERT_TRUE(std::isnan(g[i])) << i;
        } else {
          ASSERT_EQ(g[i], i == (at + 1) % 19 ? T(-2) : T(2)) << i;
        }
      }
    });
  }
}

TYPED_TEST(ConstraintsTest, SumOfSquaresMatchesTheTwin) {
  using T = TypeParam;
  for (const std::size_t n : test::kOddSizes) {
    const std::vector<T> g = test::random_values<T>(n, 1);
    const long double expected = naive::sum_of_squares(n, g.data());
    for_each_target([&] {
      for (const std::size_t misalignment : test::kMisalignments) {
        const Input<T> gradient(g, misalignment);
        ASSERT_TRUE(close(sum_of_squares(n, gradient.data()), expected, {2 + static_cast<double>(n) / 16}));
      }
    });
  }
}

// The order of a sum is part of its result.
TYPED_TEST(ConstraintsTest, SumsAreTheSameToTheBitOnEveryTarget) {
  using T = TypeParam;
  for (const std::size_t n : {1, 15, 100, 785, 10007}) {
    const std::vector<T> g = test::random_values<T>(n, 1);
    std::vector<double> squares, penalties;
    for_each_target([&] {
      squares.push_back(sum_of_squares(n, g.data()));
      penalties.push_back(penalty(n, g.data(), T(0.3), T(0.7)));
    });
    EXPECT_EQ(squares, std::vector<double>(squares.size(), squares[0])) << n;
    EXPECT_EQ(penalties, std::vector<double>(penalties.size(), penalties[0])) << n;
  }
}

// Squares of float neither overflow nor vanish in double, and a million of them add up.
TEST(ConstraintsFloatTest, SumsAreTakenInDouble) {
  for_each_target([] {
    const std::vector<float> large = {3e30F, 4e30F};
    EXPECT_TRUE(close(sum_of_squares(2, large.data()), 25e60L, {1e9}));  // 3·10³⁰ is rounded to float
    EXPECT_LT(penalty(2, large.data(), 0.0F, 1.0F), 26e60);
    const std::vector<float> small = {3e-30F};
    EXPECT_GT(sum_of_squares(1, small.data()), 8.9e-60);
    std::vector<float> many(1'000'001, 1.0F / 1024);
    many[0] = 4096;
    const long double rest = 1e6L / (1024 * 1024);
    EXPECT_EQ(sum_of_squares(many.size(), many.data()), 4096.0 * 4096.0 + static_cast<double>(rest));
  });
}

TYPED_TEST(ConstraintsTest, NanReachesTheSums) {
  using T = TypeParam;
  for (std::size_t at = 0; at < 35; ++at) {
    std::vector<T> g(35, T(1));
    g[at] = this->kNan;
    for_each_target([&] {
      ASSERT_TRUE(std::isnan(sum_of_squares(35, g.data()))) << at;
      ASSERT_TRUE(std::isnan(penalty(35, g.data(), T(0.5), T(0)))) << at;
    });
  }
}

TYPED_TEST(ConstraintsTest, NanReachesItsOwnPenaltyGradientAndAverageAlone) {
  using T = TypeParam;
  for (std::size_t at = 0; at < 19; ++at) {
    std::vector<T> w(19, T(1));
    w[at] = this->kNan;
    for_each_target([&] {
      for (const T l2 : {T(0), T(0.5)}) {
        std::vector<T> g(19, T(1)), average(19, T(1));
        add_penalty_gradient(19, w.data(), T(0.5), l2, g.data());
        move_average(19, T(0.5), w.data(), average.data());
        for (std::size_t i = 0; i < 19; ++i) {
          ASSERT_EQ(std::isnan(g[i]), i == at) << i;
          ASSERT_EQ(std::isnan(average[i]), i == at) << i;
        }
      }
    });
  }
}

TYPED_TEST(ConstraintsTest, LimitColumnNormsMatchesTheTwin) {
  using T = TypeParam;
  for (const std::size_t rows : {0, 1, 2, 7, 65, 300}) {
    for (const std::size_t columns : {16, 32, 48, 64, 80, 112, 144}) {
      const std::vector<T> W = test::random_values<T>(rows * columns, 1);
      // About half of the norms, √(rows/3) in the mean, are above it.
      const T limit = static_cast<T>(std::sqrt(static_cast<double>(rows) / 3));
      std::vector<Wide<T>> expected = test::widened(W);
      naive::limit_column_norms<Wide<T>>(rows, columns, limit, expected.data(), columns);
      for_each_target([&] {
        for (const std::size_t misalignment : test::kMisalignments) {
          for (const std::size_t ldw : {columns, columns + 5}) {
            Output<T> weight(test::spread(rows, columns, ldw, W, test::kGap<T>), misalignment);
            limit_column_norms(rows, columns, limit, weight.data(), ldw);
            ASSERT_TRUE(close(weight.values(),
                              test::spread(rows, columns, ldw, expected, test::kGap<Wide<T>>),
                              {3 + std::sqrt(static_cast<double>(rows))}))
                << rows << " rows, " << columns << " columns, ldw " << ldw;
            ASSERT_TRUE(weight.guards_untouched());
          }
        }
      });
    }
  }
}

// The column (3, −4) has norm 5 and is halved; (1, 2) is within the limit.
TYPED_TEST(ConstraintsTest, LimitColumnNormsByHand) {
  using T = TypeParam;
  for_each_target([] {
    std::vector<T> W(2 * 16, T(0));
    W[0] = 3, W[16] = -4;
    W[1] = 1, W[17] = 2;  // norm √5 < 2.5
    std::vector<T> expected = W;
    expected[0] = 1.5, expected[16] = -2;
    limit_column_norms(2, 16, T(2.5), W.data(), 16);
    EXPECT_EQ(W, expected);
  });
}

TYPED_TEST(ConstraintsTest, AColumnDoesNotDependOnItsNeighbours) {
  using T = TypeParam;
  const std::size_t rows = 37;
  const std::vector<T> W = test::random_values<T>(rows * 144, 1);
  for_each_target([&] {
    std::vector<T> whole = W, parts = W;
    limit_column_norms(rows, 144, T(3), whole.data(), 144);
    for (std::size_t c = 0; c < 144; c += 16) limit_column_norms(rows, 16, T(3), parts.data() + c, 144);
    EXPECT_EQ(whole, parts);
    EXPECT_NE(whole, W);
  });
}

// NaN is above no limit.
TYPED_TEST(ConstraintsTest, LimitColumnNormsMakesAColumnNanWhoseNormIsBeyondItsType) {
  using T = TypeParam;
  for_each_target([&] {
    std::vector<T> W(2 * 16, T(1));
    W[3] = std::sqrt(std::numeric_limits<T>::max()) * T(4);
    limit_column_norms(2, 16, T(1), W.data(), 16);
    for (std::size_t c = 0; c < 16; ++c) {
      EXPECT_EQ(std::isnan(W[c]), c == 3) << c;
      EXPECT_EQ(std::isnan(W[16 + c]), c == 3) << c;
    }
  });
}

TYPED_TEST(ConstraintsTest, LimitColumnNormsLeavesAColumnWithNanAlone) {
  using T = TypeParam;
  for (std::size_t at = 0; at < 32; ++at) {
    for_each_target([&] {
      std::vector<T> W(2 * 32, T(4));
      W[at] = this->kNan;
      limit_column_norms(2, 32, T(1), W.data(), 32);
      for (std::size_t c = 0; c < 32; ++c) {
        ASSERT_EQ(std::isnan(W[c]), c == at);
        if (c == at) {
          ASSERT_EQ(W[32 + c], T(4));
        } else {
          ASSERT_TRUE(close(W[32 + c], std::sqrt(0.5L), {2}));
        }
      }
    });
  }
}

TYPED_TEST(ConstraintsTest, MoveAverageMatchesTheTwin) {
  using T = TypeParam;
  for (const std::size_t n : test::kOddSizes) {
    const std::vector<T> w = test::random_values<T>(n, 1);
    const std::vector<T> average = test::random_values<T>(n, 2);
    for (const T decay : {T(0), T(0.9), T(0.999), T(1)}) {
      std::vector<Wide<T>> expected = test::widened(average);
      naive::move_average<Wide<T>>(n, decay, test::widened(w).data(), expected.data());
      for_each_target([&] {
        for (const std::size_t misalignment : test::kMisalignments) {
          const Input<T> weight(w, misalignment);
          Output<T> moved(average, misalignment);
          move_average(n, decay, weight.data(), moved.data());
          ASSERT_TRUE(close(moved.values(), expected, {1.5, 1})) << "n " << n << ", decay " << decay;
          ASSERT_TRUE(moved.guards_untouched());
        }
      });
    }
  }
}

}  // namespace
}  // namespace blasnet::kernels
