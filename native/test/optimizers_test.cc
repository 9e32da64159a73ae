#include "kernels/optimizers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "kernels/naive/optimizers.h"
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

// Every way to need, or not to need, the options that all share; learning_rate is 0.35.
constexpr UpdateCommon kCommons[] = {
    {0.35, 1, 0, 0}, {0.35, 0.37, 0, 0}, {0.35, 1, 0.02, 0}, {0.35, 1, 0, 0.1}, {0.35, 0.37, 0.02, 0.1},
};

template <typename T>
std::vector<T> positive_values(std::size_t n, unsigned seed) {
  std::vector<T> values = test::random_values<T>(n, seed);
  for (T& x : values) x = std::abs(x);
  return values;
}

template <typename T>
class OptimizersTest : public testing::Test {
 protected:
  static constexpr T kNan = std::numeric_limits<T>::quiet_NaN();
  static constexpr T kInfinity = std::numeric_limits<T>::infinity();

  // kernel(n, g, arrays) against twin(n, g, arrays), which change all of `before`, at odd sizes.
  template <class Kernel, class Twin>
  static void check(const std::vector<T>& g, const std::vector<std::vector<T>>& before, double epsilons,
                    double magnitude, const Kernel& kernel, const Twin& twin) {
    const std::size_t n = g.size();
    std::vector<std::vector<Wide<T>>> expected;
    std::vector<Wide<T>*> expected_arrays;
    for (const auto& values : before) expected.push_back(test::widened(values));
    for (auto& values : expected) expected_arrays.push_back(values.data());
    twin(n, test::widened(g).data(), expected_arrays);
    for_each_target([&] {
      for (const std::size_t misalignment : test::kMisalignments) {
        const Input<T> gradient(g, misalignment);
        std::vector<Output<T>> outputs;
        for (const auto& values : before) outputs.emplace_back(values, misalignment);
        std::vector<T*> arrays;
        for (auto& output : outputs) arrays.push_back(output.data());
        kernel(n, gradient.data(), arrays);
        for (std::size_t k = 0; k < outputs.size(); ++k) {
          ASSERT_TRUE(close(outputs[k].values(), expected[k], {epsilons, magnitude})) << "array " << k;
          ASSERT_TRUE(outputs[k].guards_untouched());
        }
      }
    });
  }

  // NaN in any of `count` arrays reaches the same element of the last one, w, and no other element of any.
  template <class Kernel>
  static void check_nan(std::size_t count, const Kernel& kernel) {
    constexpr std::size_t n = 19;
    for (std::size_t from = 0; from <= count; ++from) {  // 0: the gradient
      for (std::size_t at = 0; at < n; ++at) {
        std::vector<std::vector<T>> all(count + 1, std::vector<T>(n, T(0.5)));
        all[from][at] = kNan;
        for_each_target([&] {
          std::vector<std::vector<T>> after(all.begin() + 1, all.end());
          std::vector<T*> arrays;
          for (auto& values : after) arrays.push_back(values.data());
          kernel(n, all[0].data(), arrays);
          for (std::size_t i = 0; i < n; ++i) {
            ASSERT_EQ(std::isnan(after.back()[i]), i == at) << "from array " << from << ", element " << i;
            for (const auto& values : after) {
              const bool reached = std::isnan(values[i]);
              ASSERT_TRUE(i == at ? reached || from != 0 : !reached);  // the state remembers a gradient
            }
          }
        });
      }
    }
  }
};

TYPED_TEST_SUITE(OptimizersTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(OptimizersTest, SgdMatchesTheTwin) {
  using T = TypeParam;
  for (const std::size_t n : test::kOddSizes) {
    for (const UpdateCommon& common : kCommons) {
      for (const double momentum : {0.0, 0.9}) {
        for (const bool nesterov : {false, true}) {
          SCOPED_TRACE(testing::Message()
                       << "n " << n << ", scale " << common.scale << ", l2 " << common.l2 << ", decay "
                       << common.decay << ", momentum " << momentum << ", nesterov " << nesterov);
          const SgdUpdate update{common, momentum, nesterov};
          const auto g = test::random_values<T>(n, 1);
          const auto v = test::random_values<T>(n, 2);
          const auto w = test::random_values<T>(n, 3);
          this->check(
              g, {v, w}, 3, 1,
              [&](auto m, auto* slope, auto& a) { sgd_update(m, update, slope, a[0], a[1]); },
              [&](auto m, auto* slope, auto& a) { naive::sgd_update(m, update, slope, a[0], a[1]); });
          if (momentum != 0) continue;
          this->check(
              g, {w}, 3, 1,
              [&](auto m, auto* slope, auto& a) { sgd_update<T>(m, update, slope, nullptr, a[0]); },
              [&](auto m, auto* slope, auto& a) {
                naive::sgd_update<Wide<T>>(m, update, slope, nullptr, a[0]);
              });
        }
      }
    }
  }
}

// Sums of numbers of one sign, so that only the rounding of each operation counts; weights of 0, so that what
// comes out is the step itself.
TYPED_TEST(OptimizersTest, AdamMatchesTheTwin) {
  using T = TypeParam;
  for (const std::size_t n : test::kOddSizes) {
    for (const UpdateCommon& common : kCommons) {
      for (const int t : {1, 10}) {
        SCOPED_TRACE(testing::Message() << "n " << n << ", scale " << common.scale << ", l2 " << common.l2
                                        << ", decay " << common.decay << ", t " << t);
        AdamUpdate update{common};
        update.correction1 = 1 - std::pow(update.beta1, t);
        update.correction2 = 1 - std::pow(update.beta2, t);
        const auto g = positive_values<T>(n, 1);
        const auto m = positive_values<T>(n, 2);
        const auto v = positive_values<T>(n, 3);
        const auto h = positive_values<T>(n, 4);
        for (const auto& w : {std::vector<T>(n, T(0)), test::random_values<T>(n, 5)}) {
          const bool bare = n == 0 || w[0] == T(0);
          // Else the step of up to 0.35·√c₂/c₁·m/√v is added to a weight below 1.
          const double magnitude = bare ? 0 : 50;
          this->check(
              g, {m, v, w}, 4, magnitude,
              [&](auto k, auto* slope, auto& a) {
                adam_update<T>(k, update, slope, a[0], a[1], nullptr, a[2]);
              },
              [&](auto k, auto* slope, auto& a) {
                naive::adam_update<Wide<T>>(k, update, slope, a[0], a[1], nullptr, a[2]);
              });
          this->check(
              g, {m, v, h, w}, 4, magnitude,
              [&](auto k, auto* slope, auto& a) { adam_update(k, update, slope, a[0], a[1], a[2], a[3]); },
              [&](auto k, auto* slope, auto& a) {
                naive::adam_update(k, update, slope, a[0], a[1], a[2], a[3]);
              });
        }
      }
    }
  }
}

// A mean of either sign; steps are below 0.35.
TYPED_TEST(OptimizersTest, RmspropMatchesTheTwin) {
  using T = TypeParam;
  for (const std::size_t n : test::kOddSizes) {
    for (const UpdateCommon& common : kCommons) {
      for (const double momentum : {0.0, 0.9}) {
        for (const bool centered : {false, true}) {
          SCOPED_TRACE(testing::Message()
                       << "n " << n << ", scale " << common.scale << ", l2 " << common.l2 << ", decay "
                       << common.decay << ", momentum " << momentum << ", centered " << centered);
          RmspropUpdate update{common};
          update.rho = 0.9;
          update.momentum = momentum;
          const auto g = positive_values<T>(n, 1);
          auto s = positive_values<T>(n, 2);
          auto a = test::random_values<T>(n, 3, 0.5);
          for (T& x : s) x += T(1);  // s − a² is well above 0
          std::vector<std::vector<T>> before{s};
          if (centered) before.push_back(a);
          if (momentum != 0) before.push_back(positive_values<T>(n, 4));
          before.push_back(test::random_values<T>(n, 5));
          const auto run = [&](auto& arrays, const auto& f) {
            auto** next = arrays.data();
            auto* square = *next++;
            auto* mean = centered ? *next++ : nullptr;
            auto* velocity = momentum != 0 ? *next++ : nullptr;
            f(square, mean, velocity, *next);
          };
          this->check(
              g, before, 3, 1,
              [&](auto m, auto* slope, auto& arrays) {
                run(arrays, [&](auto*... x) { rmsprop_update(m, update, slope, x...); });
              },
              [&](auto m, auto* slope, auto& arrays) {
                run(arrays, [&](auto*... x) { naive::rmsprop_update(m, update, slope, x...); });
              });
        }
      }
    }
  }
}

TYPED_TEST(OptimizersTest, AdagradMatchesTheTwin) {
  using T = TypeParam;
  for (const std::size_t n : test::kOddSizes) {
    for (const UpdateCommon& common : kCommons) {
      SCOPED_TRACE(testing::Message() << "n " << n << ", scale " << common.scale << ", l2 " << common.l2
                                      << ", decay " << common.decay);
      const AdagradUpdate update{common};
      const auto g = positive_values<T>(n, 1);
      const auto s = positive_values<T>(n, 2);
      for (const auto& w : {std::vector<T>(n, T(0)), test::random_values<T>(n, 3)}) {
        const double magnitude = n == 0 || w[0] == T(0) ? 0 : 1;
        this->check(
            g, {s, w}, 4, magnitude,
            [&](auto m, auto* slope, auto& a) { adagrad_update(m, update, slope, a[0], a[1]); },
            [&](auto m, auto* slope, auto& a) { naive::adagrad_update(m, update, slope, a[0], a[1]); });
      }
    }
  }
}

// g′ = 0.5·4 + 0.25·2 = 2.5; w ← 2 − 0.5·0.25·2 = 1.75; v ← 0.5·1 + 2.5 = 3; w ← 1.75 − 0.5·3 = 0.25, and
// with Nesterov's 1.75 − 0.5·(2.5 + 0.5·3) = −0.25.
TYPED_TEST(OptimizersTest, SgdStepByHand) {
  using T = TypeParam;
  for_each_target([] {
    for (const bool nesterov : {false, true}) {
      const T g = 4;
      T v = 1;
      T w = 2;
      sgd_update<T>(1, {{0.5, 0.5, 0.25, 0.25}, 0.5, nesterov}, &g, &v, &w);
      EXPECT_EQ(v, T(3));
      EXPECT_EQ(w, nesterov ? T(-0.25) : T(0.25));
    }
  });
}

// s ← 0.75·4 + 0.25·2² = 4; a ← 0.75·(−2) + 0.25·2 = −1; d = 2/(√(4 − 1) + 1); v ← 0.5·1 + d; w ← 1 − 0.5·v.
TYPED_TEST(OptimizersTest, RmspropStepByHand) {
  using T = TypeParam;
  const RmspropUpdate update{{0.5}, 0.75, 1, 0.5};
  for_each_target([&] {
    const T g = 2;
    T s = 4, a = -2, v = 1, w = 1;
    rmsprop_update<T>(1, update, &g, &s, &a, &v, &w);
    EXPECT_EQ(s, T(4));
    EXPECT_EQ(a, T(-1));
    EXPECT_TRUE(close(v, 0.5L + 2 / (std::sqrt(3.0L) + 1), {2}));
    EXPECT_TRUE(close(w, 1 - 0.25L - 1 / (std::sqrt(3.0L) + 1), {2, 1}));
    T s2 = 4, w2 = 1;
    rmsprop_update<T>(1, update, &g, &s2, nullptr, nullptr, &w2);
    EXPECT_TRUE(close(w2, 1 - 0.5L * 2 / 3, {2, 1}));
  });
}

// A constant gradient has no variance: s − a², which rounding may put below 0, leaves ε alone to divide by.
TYPED_TEST(OptimizersTest, CenteredRmspropOfAConstantGradientIsFinite) {
  using T = TypeParam;
  RmspropUpdate update{{1}};
  update.rho = 0.5;
  update.epsilon = 0.25;
  for_each_target([&] {
    const T g = 1;
    T s = T(0.75), a = 1, w = 0;  // s ← 0.875 < a² = 1
    rmsprop_update<T>(1, update, &g, &s, &a, nullptr, &w);
    EXPECT_TRUE(close(w, -4.0, {2}));
  });
}

// m ← 0.5·0 + 0.5·2 = 1, m̂ = 1/0.5 = 2; v ← 0.25·4 = 1, v̂ = 1/0.25 = 4; w ← 1 − 0.25·2/(√4 + 2) = 0.875. With
// h = 9: ĥ = 36, w ← 1 − 0.25·2/(6 + 2) = 0.9375.
TYPED_TEST(OptimizersTest, AdamStepByHand) {
  using T = TypeParam;
  const AdamUpdate update{{0.25}, 0.5, 0.75, 2, 0.5, 0.25};
  for_each_target([&] {
    const T g = 2;
    T m = 0, v = 0, w = 1;
    adam_update<T>(1, update, &g, &m, &v, nullptr, &w);
    EXPECT_EQ(m, T(1));
    EXPECT_EQ(v, T(1));
    EXPECT_TRUE(close(w, 0.875, {1}));
    T m2 = 0, v2 = 0, h = 9, w2 = 1;
    adam_update<T>(1, update, &g, &m2, &v2, &h, &w2);
    EXPECT_EQ(v2, T(1));
    EXPECT_EQ(h, T(9));
    EXPECT_TRUE(close(w2, 0.9375, {1}));
  });
}

// s ← 5 + 2² = 9; w ← 1 − 0.5·2/(3 + 1) = 0.75.
TYPED_TEST(OptimizersTest, AdagradStepByHand) {
  using T = TypeParam;
  for_each_target([] {
    const T g = 2;
    T s = 5, w = 1;
    adagrad_update<T>(1, {{0.5}, 1}, &g, &s, &w);
    EXPECT_EQ(s, T(9));
    EXPECT_TRUE(close(w, 0.75, {1}));
  });
}

// A column of inputs that are always 0 has no gradient, ever.
TYPED_TEST(OptimizersTest, NoGradientKeepsTheWeights) {
  using T = TypeParam;
  constexpr std::size_t n = 33;
  const std::vector<T> w = test::random_values<T>(n, 1);
  const std::vector<T> g(n, T(0));
  for_each_target([&] {
    std::vector<T> a(n, T(0)), b(n, T(0)), c(n, T(0)), after = w;
    adam_update<T>(n, {{0.1}}, g.data(), a.data(), b.data(), c.data(), after.data());
    EXPECT_EQ(after, w);
    rmsprop_update<T>(n, {{0.1}}, g.data(), a.data(), b.data(), c.data(), after.data());
    EXPECT_EQ(after, w);
    adagrad_update<T>(n, {{0.1}}, g.data(), a.data(), after.data());
    EXPECT_EQ(after, w);
    EXPECT_EQ(a, g);
    EXPECT_EQ(b, g);
    EXPECT_EQ(c, g);
  });
}

// v from the smallest denormal to infinity, with m so that their quotient is of the order of 1.
TYPED_TEST(OptimizersTest, AdamDividesByAnyV) {
  using T = TypeParam;
  AdamUpdate update{{1}};
  update.beta1 = update.beta2 = 1;
  update.epsilon = static_cast<double>(std::numeric_limits<T>::min());
  std::vector<T> v, m;
  for (T x = std::numeric_limits<T>::denorm_min(); x < std::numeric_limits<T>::infinity(); x *= T(3)) {
    v.push_back(x);
    m.push_back(static_cast<T>(1.3) * std::sqrt(x));
  }
  v.push_back(std::numeric_limits<T>::max());
  m.push_back(T(-1e19));
  const std::vector<T> g(v.size(), T(0));
  const std::vector<T> w(v.size(), T(0));
  this->check(
      g, {m, v, w}, 2.5, 0,
      [&](auto n, auto* slope, auto& a) { adam_update<T>(n, update, slope, a[0], a[1], nullptr, a[2]); },
      [&](auto n, auto* slope, auto& a) {
        naive::adam_update<Wide<T>>(n, update, slope, a[0], a[1], nullptr, a[2]);
      });
}

// g² overflows long before g does: such a step is 0 and not NaN.
TYPED_TEST(OptimizersTest, AnInfiniteSumOfSquaresStopsTheWeight) {
  using T = TypeParam;
  const T g = std::sqrt(std::numeric_limits<T>::max()) * T(100);
  for_each_target([&] {
    T m = 0, v = 0, h = 0, w = 3;
    adam_update<T>(1, {{0.1}}, &g, &m, &v, nullptr, &w);
    EXPECT_EQ(v, this->kInfinity);
    EXPECT_EQ(w, T(3));
    T m2 = 0, v2 = 0;
    adam_update<T>(1, {{0.1}}, &g, &m2, &v2, &h, &w);
    EXPECT_EQ(h, this->kInfinity);
    EXPECT_EQ(w, T(3));
    T s = 0;
    rmsprop_update<T>(1, {{0.1}}, &g, &s, nullptr, nullptr, &w);
    EXPECT_EQ(w, T(3));
    T sum = 0;
    adagrad_update<T>(1, {{0.1}}, &g, &sum, &w);
    EXPECT_EQ(w, T(3));
  });
}

TYPED_TEST(OptimizersTest, NanReachesItsOwnParameterAlone) {
  using T = TypeParam;
  for (const UpdateCommon& common : {kCommons[0], kCommons[4]}) {
    for (const bool nesterov : {false, true}) {
      this->check_nan(2, [&](auto n, const T* g, auto& a) {
        sgd_update(n, {common, 0.9, nesterov}, g, a[0], a[1]);
      });
    }
    this->check_nan(1, [&](auto n, const T* g, auto& a) { sgd_update<T>(n, {common}, g, nullptr, a[0]); });
    this->check_nan(4, [&](auto n, const T* g, auto& a) {
      rmsprop_update(n, {common, 0.9, 1e-8, 0.9}, g, a[0], a[1], a[2], a[3]);
    });
    this->check_nan(2, [&](auto n, const T* g, auto& a) {
      rmsprop_update<T>(n, {common}, g, a[0], nullptr, nullptr, a[1]);
    });
    this->check_nan(3, [&](auto n, const T* g, auto& a) {
      std::vector<T> h(n, T(0.5));
      adam_update(n, {common}, g, a[0], a[1], h.data(), a[2]);
      for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(std::isnan(h[i]), std::isnan(a[1][i])) << i;
    });
    this->check_nan(
        3, [&](auto n, const T* g, auto& a) { adam_update<T>(n, {common}, g, a[0], a[1], nullptr, a[2]); });
    this->check_nan(2, [&](auto n, const T* g, auto& a) { adagrad_update(n, {common}, g, a[0], a[1]); });
  }
}

}  // namespace
}  // namespace blasnet::kernels
