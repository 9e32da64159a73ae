#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/naive/products.h"
#include "kernels/small_gemm.h"
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
constexpr std::size_t kBetweenX = 3;
constexpr std::size_t kBetweenZ = 5;
constexpr std::size_t kBetweenW = 16;

template <typename T>
class DenseSgdTest : public testing::Test {
 protected:
  static constexpr T kNan = std::numeric_limits<T>::quiet_NaN();
  static constexpr T kRate = T(0.05);

  static void compare(std::size_t batch, std::size_t inputs, std::size_t columns, T momentum) {
    SCOPED_TRACE(testing::Message() << "batch " << batch << ", " << inputs << " inputs, " << columns
                                    << " columns, momentum " << momentum);
    const std::size_t ldx = inputs + kBetweenX;
    const std::size_t lddz = columns + kBetweenZ;
    const std::size_t ldw = columns + kBetweenW;
    const std::vector<T> X = test::random_values<T>(batch * inputs, 1);
    const std::vector<T> dZ = test::random_values<T>(batch * columns, 2);
    // Without momentum the old velocity must not be read.
    const std::vector<T> V = momentum == T(0) ? std::vector<T>(inputs * columns, kNan)
                                              : test::random_values<T>(inputs * columns, 3);
    const std::vector<T> W = test::random_values<T>(inputs * columns, 4);

    std::vector<Wide<T>> expected_V = widened(V), expected_W = widened(W);
    naive::dense_sgd<Wide<T>>(batch, inputs, columns, widened(X).data(), inputs, widened(dZ).data(), columns,
                              kRate, momentum, expected_V.data(), expected_W.data(), columns);
    expected_V = spread(inputs, columns, ldw, expected_V, kGap<Wide<T>>);
    expected_W = spread(inputs, columns, ldw, expected_W, kGap<Wide<T>>);
    const double terms = std::sqrt(static_cast<double>(batch));
    const test::Allowance allowance = {2 + terms, 2 + terms};
    for_each_target([&] {
      for (const std::size_t misalignment : test::kMisalignments) {
        const Input<T> x(spread(batch, inputs, ldx, X, kPoison<T>), misalignment);
        const Input<T> dz(spread(batch, columns, lddz, dZ, kPoison<T>), misalignment);
        Output<T> v(spread(inputs, columns, ldw, V, kGap<T>), misalignment);
        Output<T> w(spread(inputs, columns, ldw, W, kGap<T>), misalignment);
        dense_sgd(batch, inputs, columns, x.data(), ldx, dz.data(), lddz, kRate, momentum, v.data(), w.data(),
                  ldw);
        ASSERT_TRUE(close(v.values(), expected_V, allowance));
        ASSERT_TRUE(close(w.values(), expected_W, allowance));
        ASSERT_TRUE(v.guards_untouched() && w.guards_untouched());
      }
    });
  }
};

TYPED_TEST_SUITE(DenseSgdTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(DenseSgdTest, MatchesTheTwinAtOddSizes) {
  using T = TypeParam;
  for (const T momentum : {T(0), T(0.9)})
    for (const std::size_t inputs : test::kTileRows)
      for (const std::size_t batch : test::kDepths)
        for (const std::size_t columns : test::kTileColumns) this->compare(batch, inputs, columns, momentum);
}

// Threads take rows of the weight: which ones must not show.
TYPED_TEST(DenseSgdTest, IsTheSameToTheBitInAnyParts) {
  using T = TypeParam;
  constexpr std::size_t kInputs = 33;
  constexpr std::size_t kColumns = 144;
  for (const std::size_t batch : {7, 300}) {
    for (const T momentum : {T(0), T(0.9)}) {
      const std::vector<T> X = test::random_values<T>(batch * kInputs, 1);
      const std::vector<T> dZ = test::random_values<T>(batch * kColumns, 2);
      for_each_target([&] {
        struct Result {
          std::vector<T> V, W;
          bool operator==(const Result&) const = default;
        };
        const auto in_blocks_of = [&](std::size_t inputs, std::size_t columns) {
          Result r{test::random_values<T>(kInputs * kColumns, 3),
                   test::random_values<T>(kInputs * kColumns, 4)};
          for (std::size_t i = 0; i < kInputs; i += inputs) {
            for (std::size_t c = 0; c < kColumns; c += columns) {
              dense_sgd(batch, std::min(inputs, kInputs - i), std::min(columns, kColumns - c), X.data() + i,
                        kInputs, dZ.data() + c, kColumns, this->kRate, momentum,
                        r.V.data() + i * kColumns + c, r.W.data() + i * kColumns + c, kColumns);
            }
          }
          return r;
        };
        const Result whole = in_blocks_of(kInputs, kColumns);
        for (const std::size_t inputs : {1, 2, 4, 5, 16, 33})
          for (const std::size_t columns : {16, 48, 144})
            EXPECT_EQ(in_blocks_of(inputs, columns), whole) << inputs << " inputs, " << columns << " columns";
      });
    }
  }
}

// Xᵀ·dZ = 1·2 + 3·4 = 14; v ← 14 + 0.5·2 = 15; w ← 3 − 0.25·15 = −0.75: all exact.
TYPED_TEST(DenseSgdTest, OneStepByHand) {
  using T = TypeParam;
  const std::vector<T> X = {1, 3};
  std::vector<T> dZ(32);
  dZ[0] = 2, dZ[16] = 4;
  for_each_target([&] {
    std::vector<T> V(16, T(2)), W(16, T(3));
    dense_sgd<T>(2, 1, 16, X.data(), 1, dZ.data(), 16, T(0.25), T(0.5), V.data(), W.data(), 16);
    std::vector<T> expected_V(16, T(1)), expected_W(16, T(2.75));  // no gradient: v ← 0.5·2
    expected_V[0] = 15, expected_W[0] = T(-0.75);
    EXPECT_EQ(V, expected_V);
    EXPECT_EQ(W, expected_W);
  });
}

TYPED_TEST(DenseSgdTest, NanReachesTheWeightsOfItsInputAlone) {
  using T = TypeParam;
  for (const std::size_t at : {0, 3, 6}) {
    std::vector<T> X(130 * 7, T(1));
    X[129 * 7 + at] = this->kNan;
    const std::vector<T> dZ(130 * 32, T(1));
    for_each_target([&] {
      std::vector<T> V(7 * 32), W(7 * 32);
      dense_sgd<T>(130, 7, 32, X.data(), 7, dZ.data(), 32, T(0.5), T(0.9), V.data(), W.data(), 32);
      for (std::size_t i = 0; i < V.size(); ++i) {
        ASSERT_EQ(std::isnan(V[i]), i / 32 == at) << i;
        ASSERT_EQ(std::isnan(W[i]), i / 32 == at) << i;
      }
    });
  }
}

}  // namespace
}  // namespace blasnet::kernels
