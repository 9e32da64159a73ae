#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
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
    std::vector<T> saved, dy;        // saved: z or y = f(z), whichever the derivative is had from
    std::vector<Wide<T>> dz;         // dy·f′(z)
    std::vector<double> magnitudes;  // what rounding y does to f′, written in y, beside f′ itself
  };

  static Case at(Activation activation, const std::vector<T>& z) {
    Case c;
    c.dy = test::random_values<T>(z.size(), 7, 2);
    for (std::size_t i = 0; i < z.size(); ++i) {
      const Wide<T> y = naive::value<Wide<T>>(activation, z[i]);
      c.saved.push_back(activation.derives_from_input() ? z[i] : static_cast<T>(y));
      c.dz.push_back(static_cast<Wide<T>>(c.dy[i]) * naive::derivative<Wide<T>>(activation, z[i]));
      c.magnitudes.push_back(static_cast<double>(magnitude(activation, z[i], y) * std::abs(c.dy[i])));
    }
    return c;
  }

 private:
  // What of f′ cancels.
  static Wide<T> magnitude(Activation activation, Wide<T> z, Wide<T> y) {
    switch (activation.kind) {
      case Activation::kSigmoid:  // y(1 − y) is as exact as y where y is small
        return y;
      case Activation::kImprovedSigmoid:  // a − y² loses what cancels
      case Activation::kTanh:
        return 1;
      case Activation::kElu:  // y + α
        return z > 0 ? 0 : static_cast<Wide<T>>(activation.parameter);
      case Activation::kGelu: {  // Φ(z) + z·φ(z), opposite below 0; near the zero at −0.75 each is 0.23
        const Wide<T> probability = naive::normal_probability<Wide<T>>(z);
        return std::abs(naive::derivative<Wide<T>>(activation, z) - probability) + probability;
      }
      case Activation::kSilu: {  // s + z·s·(1 − s), opposite below 0
        const Wide<T> s = naive::value<Wide<T>>(Activation::kSigmoid, z);
        return s * (1 + std::abs(z) * (1 - s));
      }
      case Activation::kSoftplus:  // nothing
      case Activation::kRelu:
      case Activation::kLeakyRelu:
      case Activation::kIdentity:
        break;
    }
    return 0;
  }
};

TYPED_TEST_SUITE(ActivationBackwardTest, test::ElementTypes, test::ElementTypeNames);

// The twin knows f′ as a function of z, the kernel mostly as a function of y.
TYPED_TEST(ActivationBackwardTest, MatchesTheTwinAtOddSizes) {
  using T = TypeParam;
  for (const Activation activation : test::kActivations) {
    for (const std::size_t n : test::kOddSizes) {
      SCOPED_TRACE(testing::Message() << test::name_of(activation) << ", n " << n);
      const auto c = this->at(activation, test::random_values<T>(n, static_cast<unsigned>(n), 6));
      for_each_target([&] {
        for (const std::size_t misalignment : test::kMisalignments) {
          const Input<T> saved(c.saved, misalignment);
          const Input<T> dy(c.dy, misalignment);
          Output<T> dz(n, this->kNan, misalignment);
          activate_backward(activation, n, saved.data(), dy.data(), dz.data());
          ASSERT_TRUE(close(dz.values(), c.dz, {6, 0, c.magnitudes}));
          ASSERT_TRUE(dz.guards_untouched());

          Output<T> over_dy(c.dy, misalignment);
          activate_backward<T>(activation, n, saved.data(), over_dy.data(), over_dy.data());
          ASSERT_EQ(over_dy.copy(), dz.copy());
          ASSERT_TRUE(over_dy.guards_untouched());

          Output<T> over_saved(c.saved, misalignment);
          activate_backward<T>(activation, n, over_saved.data(), dy.data(), over_saved.data());
          ASSERT_EQ(over_saved.copy(), dz.copy());
          ASSERT_TRUE(over_saved.guards_untouched());
        }
      });
    }
  }
}

// Outputs come divided by what dropout keeps, and are multiplied by it again.
TYPED_TEST(ActivationBackwardTest, ScalesWhatWasSaved) {
  using T = TypeParam;
  constexpr std::size_t kSize = 67;
  for (const Activation activation : test::kActivations) {
    SCOPED_TRACE(test::name_of(activation));
    const auto c = this->at(activation, test::random_values<T>(kSize, 9, 6));
    for (const T scale : {T(4), T(0.5)}) {
      std::vector<T> scaled = c.saved;
      for (T& x : scaled) x /= scale;  // exactly
      for_each_target([&] {
        std::vector<T> expected(kSize), dz(kSize, this->kNan);
        activate_backward(activation, kSize, c.saved.data(), c.dy.data(), expected.data());
        activate_backward(activation, kSize, scaled.data(), c.dy.data(), dz.data(), scale);
        ASSERT_EQ(dz, expected);
      });
    }
  }
}

// (f(z + h) − f(z − h))/2h of the forward kernel itself.
TEST(ActivationFiniteDifferences, MatchTheBackwardKernel) {
  constexpr double kStep = 1e-5;
  std::vector<double> z;
  for (int i = -160; i < 160; ++i) z.push_back((i + 0.5) / 20);  // not at the kinks, which are all at 0
  const std::vector<double> ones(z.size(), 1.0);
  for (const Activation activation : test::kActivations) {
    SCOPED_TRACE(test::name_of(activation));
    for_each_target([&] {
      const auto at = [&](double shift) {
        std::vector<double> y = z;
        for (double& x : y) x += shift;
        activate<double>(activation, y.size(), y.data(), y.data());
        return y;
      };
      const std::vector<double> above = at(kStep), below = at(-kStep);
      const std::vector<double> saved = activation.derives_from_input() ? z : at(0);
      std::vector<double> slope(z.size());
      activate_backward(activation, z.size(), saved.data(), ones.data(), slope.data());
      std::vector<double> numeric;
      for (std::size_t i = 0; i < z.size(); ++i) numeric.push_back((above[i] - below[i]) / (2 * kStep));
      // h² times a third derivative, and the rounding of f divided by h
      EXPECT_TRUE(close(slope, numeric, {1e-9 / std::numeric_limits<double>::epsilon(), 1.0}));
    });
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

// Towards −∞ and +∞; not 0·∞.
TYPED_TEST(ActivationBackwardTest, HasItsLimits) {
  using T = TypeParam;
  constexpr T kFar = std::numeric_limits<T>::infinity();
  const std::vector<T> z = {-kFar, T(-1e30), T(1e30), kFar};
  const std::vector<T> dy(4, T(3));
  for_each_target([&] {
    const auto slopes = [&](Activation activation) {
      std::vector<T> y(4), dz(4, this->kNan);
      activate(activation, 4, z.data(), y.data());
      activate_backward(activation, 4, activation.derives_from_input() ? z.data() : y.data(), dy.data(),
                        dz.data());
      return dz;
    };
    for (const Activation activation :
         {Activation::kGelu, Activation::kSilu, Activation::kSoftplus, Activation::kElu, Activation::kRelu})
      EXPECT_EQ(slopes(activation), (std::vector<T>{0, 0, 3, 3})) << test::name_of(activation);
    EXPECT_EQ(slopes({Activation::kElu, 2.5}), (std::vector<T>{0, 0, 3, 3}));
    EXPECT_EQ(slopes({Activation::kLeakyRelu, 0.25}), (std::vector<T>{T(0.75), T(0.75), 3, 3}));
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
    EXPECT_EQ(slope(Activation::kLeakyRelu, T(0)), T(0.01));
    EXPECT_EQ(slope({Activation::kLeakyRelu, 0.25}, T(-2)), T(0.25));
    EXPECT_EQ(slope({Activation::kElu, 2.0}, T(-0.5)), T(1.5));
    EXPECT_EQ(slope({Activation::kElu, 2.0}, T(0)), T(2));
    EXPECT_EQ(slope({Activation::kElu, 2.0}, T(7)), T(1));
    EXPECT_EQ(slope(Activation::kGelu, T(0)), T(0.5));
    EXPECT_EQ(slope(Activation::kSilu, T(0)), T(0.5));
    EXPECT_TRUE(close(slope(Activation::kGelu, T(1)), 1.0833154705876862, {2}));  // Φ(1) + φ(1)
    EXPECT_TRUE(close(slope(Activation::kGelu, T(-1)), -0.083315470587686298, {16}));
    EXPECT_TRUE(close(slope(Activation::kSoftplus, static_cast<T>(std::numbers::ln2)), 0.5, {2}));
    EXPECT_EQ(slope(Activation::kIdentity, T(9)), T(1));
  });
}

TYPED_TEST(ActivationBackwardTest, NanSavedMakesTheGradientOfSmoothFunctionsNan) {
  using T = TypeParam;
  for (const Activation activation : test::kActivations) {
    SCOPED_TRACE(test::name_of(activation));
    const bool piecewise = activation.kind == Activation::kRelu ||
                           activation.kind == Activation::kLeakyRelu ||
                           activation.kind == Activation::kIdentity;
    if (piecewise) continue;
    for (std::size_t at = 0; at < 19; ++at) {
      std::vector<T> saved(19, T(0.5));
      const std::vector<T> dy(19, T(1));
      saved[at] = this->kNan;
      for_each_target([&] {
        std::vector<T> dz(19);
        activate_backward(activation, 19, saved.data(), dy.data(), dz.data());
        for (std::size_t i = 0; i < 19; ++i) ASSERT_EQ(std::isnan(dz[i]), i == at) << i;
      });
    }
  }
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
