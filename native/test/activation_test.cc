#include "kernels/activation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <type_traits>
#include <vector>

#include "kernels/naive/naive.h"
#include "test/activations.h"
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

// Purely relative, also around 0 and far out; activation_accuracy_test.cc states the errors in ulp.
test::Allowance rounding(Activation activation) { return {activation.kind == Activation::kGelu ? 6.5 : 4.5}; }

template <typename T>
std::vector<Wide<T>> naive_values(Activation activation, const std::vector<T>& z) {
  std::vector<Wide<T>> y;
  for (const T x : z) y.push_back(naive::value<Wide<T>>(activation, x));
  return y;
}

template <typename T>
class ActivationTest : public testing::Test {
 protected:
  static constexpr T kInfinity = std::numeric_limits<T>::infinity();
  static constexpr T kNan = std::numeric_limits<T>::quiet_NaN();
  static constexpr T kDenormal = 5 * std::numeric_limits<T>::denorm_min();
};

TYPED_TEST_SUITE(ActivationTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(ActivationTest, MatchesTheTwinAtOddSizes) {
  using T = TypeParam;
  for (const Activation activation : test::kActivations) {
    for (const std::size_t n : test::kOddSizes) {
      SCOPED_TRACE(testing::Message() << test::name_of(activation) << ", n " << n);
      const std::vector<T> z = test::random_values<T>(n, static_cast<unsigned>(n), 8);
      const std::vector<Wide<T>> expected = naive_values(activation, z);
      for_each_target([&] {
        for (const std::size_t misalignment : test::kMisalignments) {
          const Input<T> in(z, misalignment);
          Output<T> out(n, this->kNan, misalignment);
          activate(activation, n, in.data(), out.data());
          ASSERT_TRUE(close(out.values(), expected, rounding(activation)));
          ASSERT_TRUE(out.guards_untouched());

          Output<T> in_place(z, misalignment);
          activate<T>(activation, n, in_place.data(), in_place.data());
          ASSERT_EQ(in_place.copy(), out.copy());
          ASSERT_TRUE(in_place.guards_untouched());
        }
      });
    }
  }
}

TYPED_TEST(ActivationTest, AddsTheBiasOfEachColumn) {
  using T = TypeParam;
  for (const Activation activation : test::kActivations) {
    for (const std::size_t rows : {0, 1, 3}) {
      for (const std::size_t cols : test::kOddSizes) {
        SCOPED_TRACE(testing::Message()
                     << test::name_of(activation) << ", rows " << rows << ", cols " << cols);
        const std::vector<T> z = test::random_values<T>(rows * cols, 1, 4);
        const std::vector<T> bias = test::random_values<T>(cols, 2, 4);
        std::vector<T> sums = z;  // the rounding of z + b belongs to the formula
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += bias[i % cols];
        for (const std::size_t ldz : {cols, cols + 3}) {
          const auto strided = [&](const auto& values) {
            using E = typename std::remove_cvref_t<decltype(values)>::value_type;
            return test::spread(rows, cols, ldz, values, test::kGap<E>);
          };
          const std::vector<Wide<T>> with_bias = strided(naive_values(activation, sums));
          const std::vector<Wide<T>> without_bias = strided(naive_values(activation, z));
          for_each_target([&] {
            for (const std::size_t misalignment : test::kMisalignments) {
              const Input<T> b(bias, misalignment);
              Output<T> out(strided(z), misalignment);
              add_bias_and_activate(activation, rows, cols, b.data(), out.data(), ldz);
              ASSERT_TRUE(close(out.values(), with_bias, rounding(activation)));
              ASSERT_TRUE(out.guards_untouched());

              Output<T> plain(strided(z), misalignment);
              add_bias_and_activate<T>(activation, rows, cols, nullptr, plain.data(), ldz);
              ASSERT_TRUE(close(plain.values(), without_bias, rounding(activation)));
              ASSERT_TRUE(plain.guards_untouched());
            }
          });
        }
      }
    }
  }
}

// Every special value stands once in each lane and in the rest behind the last full vector.
TYPED_TEST(ActivationTest, SpecialValuesMatchTheTwinInEveryLane) {
  using T = TypeParam;
  const std::vector<T> specials = {
      T(0),
      T(-0.0),
      T(1e30),
      T(-1e30),
      this->kInfinity,
      -this->kInfinity,
      this->kDenormal,
      -this->kDenormal,
      std::numeric_limits<T>::min(),
      -std::numeric_limits<T>::min(),
      T(1e-6),
      T(-1e-6),
      T(1e-3),
      T(-1e-3),
      std::numeric_limits<T>::max(),
      std::numeric_limits<T>::lowest(),
      std::numeric_limits<T>::epsilon(),
  };
  for (const Activation activation : test::kActivations) {
    SCOPED_TRACE(test::name_of(activation));
    for (std::size_t first = 0; first < 18; ++first) {
      std::vector<T> z(first, T(0.5));
      z.insert(z.end(), specials.begin(), specials.end());
      const std::vector<Wide<T>> expected = naive_values(activation, z);
      for_each_target([&] {
        Output<T> out(z);
        activate<T>(activation, z.size(), out.data(), out.data());
        ASSERT_TRUE(close(out.values(), expected, rounding(activation))) << "first at " << first;
      });
    }
  }
}

TYPED_TEST(ActivationTest, LimitsAreExact) {
  using T = TypeParam;
  const std::vector<T> z = {this->kInfinity, T(1e30), T(0), T(-1e30), -this->kInfinity};
  const auto a = static_cast<T>(kImprovedSigmoidScale);
  for_each_target([&] {
    const auto y = [&](Activation activation) {
      std::vector<T> out(z.size());
      activate(activation, z.size(), z.data(), out.data());
      return out;
    };
    EXPECT_EQ(y(Activation::kSigmoid), (std::vector<T>{1, 1, T(0.5), 0, 0}));
    EXPECT_EQ(y(Activation::kImprovedSigmoid), (std::vector<T>{a, a, 0, -a, -a}));
    EXPECT_EQ(y(Activation::kTanh), (std::vector<T>{1, 1, 0, -1, -1}));
    EXPECT_EQ(y(Activation::kRelu), (std::vector<T>{this->kInfinity, T(1e30), 0, 0, 0}));
    EXPECT_EQ(y(Activation::kLeakyRelu),
              (std::vector<T>{this->kInfinity, T(1e30), 0, T(0.01) * T(-1e30), -this->kInfinity}));
    EXPECT_EQ(y({Activation::kLeakyRelu, 0.0}), y(Activation::kRelu));
    EXPECT_EQ(y({Activation::kElu, 3.0}), (std::vector<T>{this->kInfinity, T(1e30), 0, -3, -3}));
    EXPECT_EQ(y(Activation::kGelu), (std::vector<T>{this->kInfinity, T(1e30), 0, 0, 0}));
    EXPECT_EQ(y(Activation::kSilu), (std::vector<T>{this->kInfinity, T(1e30), 0, 0, 0}));
    const std::vector<T> softplus = y(Activation::kSoftplus);
    EXPECT_EQ(softplus[0], this->kInfinity);
    EXPECT_EQ(softplus[1], T(1e30));
    EXPECT_TRUE(close(softplus[2], std::numbers::ln2, {1}));
    EXPECT_EQ(softplus[3], T(0));
    EXPECT_EQ(softplus[4], T(0));
    EXPECT_EQ(y(Activation::kIdentity), z);
  });
}

TYPED_TEST(ActivationTest, ParametersHaveTheirDefaults) {
  using T = TypeParam;
  EXPECT_EQ(Activation(Activation::kLeakyRelu).parameter, 0.01);
  EXPECT_EQ(Activation(Activation::kElu).parameter, 1.0);
  const std::vector<T> z = {T(-4), T(4)};
  for_each_target([&] {
    const auto y = [&](Activation activation) {
      std::vector<T> out(z.size());
      activate(activation, z.size(), z.data(), out.data());
      return out;
    };
    EXPECT_EQ(y({Activation::kLeakyRelu, 0.25}), (std::vector<T>{-1, 4}));
    EXPECT_EQ(y({Activation::kLeakyRelu, 1.0}), z);
    EXPECT_TRUE(close(y({Activation::kElu, 2.0}), std::vector<double>{2 * std::expm1(-4.0), 4}, {2}));
  });
}

TYPED_TEST(ActivationTest, OddFunctionsKeepTheSignOfZero) {
  using T = TypeParam;
  const std::vector<T> z(33, T(-0.0));
  for_each_target([&] {
    for (const Activation activation :
         {Activation::kTanh, Activation::kImprovedSigmoid, Activation::kIdentity}) {
      std::vector<T> y(z.size(), T(1));
      activate(activation, z.size(), z.data(), y.data());
      for (const T x : y) EXPECT_TRUE(x == 0 && std::signbit(x)) << test::name_of(activation);
    }
  });
}

TYPED_TEST(ActivationTest, NanStaysNanAndReachesNothingElse) {
  using T = TypeParam;
  constexpr std::size_t kSize = 37;
  for (const Activation activation : test::kActivations) {
    SCOPED_TRACE(test::name_of(activation));
    for (std::size_t at = 0; at < kSize; ++at) {
      std::vector<T> z(kSize, T(0.25));
      z[at] = this->kNan;
      for_each_target([&] {
        std::vector<T> y(kSize);
        activate(activation, kSize, z.data(), y.data());
        std::vector<T> with_bias = z;
        const std::vector<T> bias(kSize, T(0));
        add_bias_and_activate(activation, 1, kSize, bias.data(), with_bias.data(), kSize);
        for (std::size_t i = 0; i < kSize; ++i) {
          ASSERT_EQ(std::isnan(y[i]), i == at) << i;
          ASSERT_EQ(std::isnan(with_bias[i]), i == at) << i;
        }
      });
    }
  }
}

}  // namespace
}  // namespace blasnet::kernels
