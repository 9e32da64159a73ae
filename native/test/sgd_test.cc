#include "kernels/sgd.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "kernels/naive/naive.h"
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
class SgdTest : public testing::Test {};

TYPED_TEST_SUITE(SgdTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(SgdTest, MatchesTheTwinAtOddSizes) {
  using T = TypeParam;
  const T lr = T(0.35);
  for (const std::size_t n : test::kOddSizes) {
    const std::vector<T> g = test::random_values<T>(n, 1);
    const std::vector<T> v = test::random_values<T>(n, 2);
    const std::vector<T> w = test::random_values<T>(n, 3);
    for (const T momentum : {T(0), T(0.9), T(1)}) {
      SCOPED_TRACE(testing::Message() << "n " << n << ", momentum " << momentum);
      std::vector<Wide<T>> expected_v = test::widened(v);
      std::vector<Wide<T>> expected_w = test::widened(w);
      naive::sgd<Wide<T>>(n, test::widened(g).data(), lr, momentum, expected_v.data(), expected_w.data());
      for_each_target([&] {
        for (const std::size_t misalignment : test::kMisalignments) {
          const Input<T> gradient(g, misalignment);
          Output<T> velocity(v, misalignment);
          Output<T> weight(w, misalignment);
          sgd(n, gradient.data(), lr, momentum, velocity.data(), weight.data());
          ASSERT_TRUE(close(velocity.values(), expected_v, {1.5, 1.0}));  // all terms are below 2
          ASSERT_TRUE(close(weight.values(), expected_w, {2, 1.0}));
          ASSERT_TRUE(velocity.guards_untouched());
          ASSERT_TRUE(weight.guards_untouched());

          // The second half alone, from the velocity that came out, gives the same weight.
          Output<T> descended(w, misalignment);
          const Input<T> settled(velocity.copy(), misalignment);
          descend(n, settled.data(), lr, descended.data());
          ASSERT_EQ(descended.copy(), weight.copy());
          ASSERT_TRUE(descended.guards_untouched());
        }
      });
    }
  }
}

// v ← 2 + 0.5·1 = 2.5, w ← 3 − 0.25·2.5 = 2.375: all exact.
TYPED_TEST(SgdTest, OneStepByHand) {
  using T = TypeParam;
  for_each_target([] {
    const T g = 2;
    T v = 1;
    T w = 3;
    sgd<T>(1, &g, T(0.25), T(0.5), &v, &w);
    EXPECT_EQ(v, T(2.5));
    EXPECT_EQ(w, T(2.375));
  });
}

// f(w) = w²/2 from w = 1 with lr = 1/4, momentum = 1/2, in exact binary fractions.
TYPED_TEST(SgdTest, TrajectoryOnAParabola) {
  using T = TypeParam;
  const double velocities[] = {1, 1.25, 1.0625, 0.703125, 0.34765625};
  const double weights[] = {0.75, 0.4375, 0.171875, -0.00390625, -0.0908203125};
  for_each_target([&] {
    T w = 1;
    T v = 0;
    for (int step = 0; step < 5; ++step) {
      const T g = w;
      sgd<T>(1, &g, T(0.25), T(0.5), &v, &w);
      EXPECT_EQ(v, static_cast<T>(velocities[step])) << "step " << step;
      EXPECT_EQ(w, static_cast<T>(weights[step])) << "step " << step;
    }
  });
}

TYPED_TEST(SgdTest, NoLearningRateKeepsTheWeights) {
  using T = TypeParam;
  const std::vector<T> g = test::random_values<T>(33, 1);
  const std::vector<T> w = test::random_values<T>(33, 2);
  for_each_target([&] {
    std::vector<T> v(33, T(0));
    std::vector<T> after = w;
    sgd<T>(33, g.data(), T(0), T(0.9), v.data(), after.data());
    EXPECT_EQ(after, w);
    EXPECT_EQ(v, g);
  });
}

TYPED_TEST(SgdTest, NanReachesItsOwnParameterAlone) {
  using T = TypeParam;
  for (std::size_t at = 0; at < 19; ++at) {
    std::vector<T> g(19, T(1));
    g[at] = std::numeric_limits<T>::quiet_NaN();
    for_each_target([&] {
      std::vector<T> v(19, T(0));
      std::vector<T> w(19, T(1));
      sgd<T>(19, g.data(), T(0.5), T(0), v.data(), w.data());
      for (std::size_t i = 0; i < 19; ++i) {
        ASSERT_EQ(std::isnan(w[i]), i == at) << i;
        ASSERT_EQ(std::isnan(v[i]), i == at) << i;
      }
    });
  }
}

}  // namespace
}  // namespace blasnet::kernels
