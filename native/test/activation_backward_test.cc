#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "kernels/activation.h"
#include "kernels/naive/naive.h"
#include "test/activations.h"
#include "test/closeness.h"
#include "test/guarded.h"
#include "test/samples.h"
#include "test/targets.h"

namespace blasnet::kernels {
namespace {

using test::close;
using test::for_each_target;
using test::Input;
using test::Output;
using test::Wide;

template <typename T>
class ActivationBackwardTest : public testing::Test {
 protected:
  static constexpr T kNan = std::numeric_limits<T>::quiet_NaN();

  struct Case {
    std::vector<T> y, dy;
    std::vector<Wide<T>> dz;         // dy·f′(z)
    std::vector<double> magnitudes;  // what rounding y does to f′, written in y, beside f′ itself
  };

  static Case at(Activation activation, const std::vector<T>& z) {
    Case c;
    c.dy = test::random_values<T>(z.size(), 7, 2);
    for (std::size_t i = 0; i < z.size(); ++i) {
      const Wide<T> y = naive::value<Wide<T>>(activation, z[i]);
      c.y.push_back(static_cast<T>(y));
      c.dz.push_back(static_cast<Wide<T>>(c.dy[i]) * naive::derivative<Wide<T>>(activation, z[i]));
      // y(1 − y) is as exact as y where y is small; 1 − y² loses what cancels.
      const Wide<T> magnitude = activation == Activation::kSigmoid ? y : Wide<T>(1);
      const bool exact = activation == Activation::kRelu || activation == Activation::kIdentity;
      c.magnitudes.push_back(exact ? 0 : static_cast<double>(magnitude * std::abs(c.dy[i])));
    }
    return c;
  }
};

TYPED_TEST_SUITE(ActivationBackwardTest, test::ElementTypes, test::ElementTypeNames);

// The twin knows f′ as a function of z, the kernel as a function of y.
TYPED_TEST(ActivationBackwardTest, MatchesTheTwinAtOddSizes) {
  using T = TypeParam;
  for (const Activation activation : test::kActivations) {
    for (const std::size_t n : test::kOddSizes) {
      SCOPED_TRACE(testing::Message() << test::name_of(activation) << ", n " << n);
      const auto c = this->at(activation, test::random_values<T>(n, static_cast<unsigned>(n), 6));
      for_each_target([&] {
        for (const std::size_t misalignment : test::kMisalignments) {
          const Input<T> y(c.y, misalignment);
          const Input<T> dy(c.dy, misalignment);
          Output<T> dz(n, this->kNan, misalignment);
          activate_backward(activation, n, y.data(), dy.data(), dz.data());
          ASSERT_TRUE(close(dz.values(), c.dz, {4, 0, c.magnitudes}));
          ASSERT_TRUE(dz.guards_untouched());

          Output<T> over_dy(c.dy, misalignment);
          activate_backward<T>(activation, n, y.data(), over_dy.data(), over_dy.data());
          ASSERT_EQ(over_dy.copy(), dz.copy());
          ASSERT_TRUE(over_dy.guards_untouched());

          Output<T> over_y(c.y, misalignment);
          activate_backward<T>(activation, n, over_y.data(), dy.data(), over_y.data());
          ASSERT_EQ(over_y.copy(), dz.copy());
          ASSERT_TRUE(over_y.guards_untouched());
        }
      });
    }
  }
}

TYPED_TEST(ActivationBackwardTest, VanishesWhereTheFunctionIsFlat) {
  using T = TypeParam;
  constexpr T kFar = std::numeric_limits<T>::infinity();
  for_each_target([&] {
    for (const Activation activation :
         {Activation::kSigmoid, Activation::kImprovedSigmoid, Activation::kTanh}) {
      const std::vector<T> z = {-kFar, T(-1e30), T(1e30), kFar};
      const std::vector<T> dy(4, T(3));
      std::vector<T> y(4), dz(4, this->kNan);
      activate(activation, 4, z.data(), y.data());
      activate_backward(activation, 4, y.data(), dy.data(), dz.data());
      // a·s is rounded, and s·y²/a with it: what is left is rounding.
      EXPECT_TRUE(close(dz, std::vector<T>(4, T(0)), {4, 3.0})) << test::name_of(activation);
    }
  });
}

// relu′(0) = 0, also for −0; anything above counts as 1.
TYPED_TEST(ActivationBackwardTest, ReluPassesWhatIsAboveZero) {
  using T = TypeParam;
  const std::vector<T> y = {T(0), T(-0.0), std::numeric_limits<T>::denorm_min(), T(1e-30), T(2), T(1e30)};
  const std::vector<T> dy = {5, 5, 5, -5, 5, -5};
  for_each_target([&] {
    std::vector<T> dz(y.size(), this->kNan);
    activate_backward(Activation::kRelu, y.size(), y.data(), dy.data(), dz.data());
    EXPECT_EQ(dz, (std::vector<T>{0, 0, 5, -5, 5, -5}));
  });
}

TYPED_TEST(ActivationBackwardTest, WorkedByHand) {
  using T = TypeParam;
  for_each_target([&] {
    const auto slope = [&](Activation activation, T y) {
      const T dy = 1;
      T dz = this->kNan;
      activate_backward(activation, 1, &y, &dy, &dz);
      return dz;
    };
    EXPECT_EQ(slope(Activation::kSigmoid, T(0.5)), T(0.25));
    EXPECT_EQ(slope(Activation::kSigmoid, T(0.25)), T(0.1875));
    EXPECT_EQ(slope(Activation::kTanh, T(0)), T(1));
    EXPECT_EQ(slope(Activation::kTanh, T(-0.5)), T(0.75));
    EXPECT_TRUE(close(slope(Activation::kImprovedSigmoid, T(0)), 1.7159 * 2 / 3, {1}));
    EXPECT_TRUE(close(slope(Activation::kImprovedSigmoid, T(1)), (1.7159 - 1 / 1.7159) * 2 / 3, {4}));
    EXPECT_EQ(slope(Activation::kIdentity, T(9)), T(1));
  });
}

TYPED_TEST(ActivationBackwardTest, NanGradientStaysNan) {
  using T = TypeParam;
  for (const Activation activation : test::kActivations) {
    SCOPED_TRACE(test::name_of(activation));
    for (std::size_t at = 0; at < 19; ++at) {
      const std::vector<T> y(19, T(0.5));
      std::vector<T> dy(19, T(1));
      dy[at] = this->kNan;
      for_each_target([&] {
        std::vector<T> dz(19);
        activate_backward(activation, 19, y.data(), dy.data(), dz.data());
        for (std::size_t i = 0; i < 19; ++i) ASSERT_EQ(std::isnan(dz[i]), i == at) << i;
      });
    }
  }
}

}  // namespace
}  // namespace blasnet::kernels
