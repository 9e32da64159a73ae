#include "kernels/batch_norm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "kernels/naive/batch_norm.h"
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
using test::kGap;
using test::kPoison;
using test::Output;
using test::random_values;
using test::spread;

using Exact = long double;

constexpr std::size_t kRows[] = {1, 2, 3, 17, 65, 128};
constexpr std::size_t kColumns[] = {16, 32, 48, 64, 80, 112, 144};

template <typename T>
std::vector<Exact> exact(const std::vector<T>& values) {
  return {values.begin(), values.end()};
}

// In [0.5, 1.5).
template <typename T>
std::vector<T> variances(std::size_t n, unsigned seed) {
  std::vector<T> values = random_values<T>(n, seed, 0.5);
  for (T& x : values) x += T(1);
  return values;
}

template <typename T>
class BatchNormTest : public testing::Test {
 protected:
  static constexpr T kEpsilon = T(1) / 1024;

  // f(rows, columns, misalignment, distance between rows) on every target.
  template <class F>
  static void at_odd_sizes(const F& f) {
    for (const std::size_t rows : kRows) {
      for (const std::size_t columns : kColumns) {
        for_each_target([&] {
          for (const std::size_t misalignment : test::kMisalignments) {
            SCOPED_TRACE(testing::Message() << rows << " rows, " << columns << " columns");
            f(rows, columns, misalignment, columns + 5 * misalignment);
          }
        });
      }
    }
  }
};

TYPED_TEST_SUITE(BatchNormTest, test::ElementTypes, test::ElementTypeNames);

// Sums of n terms of the order of 1.
double rounding(std::size_t rows) { return 3 + std::sqrt(static_cast<double>(rows)); }

TYPED_TEST(BatchNormTest, MomentsMatchTheTwin) {
  using T = TypeParam;
  this->at_odd_sizes([](std::size_t rows, std::size_t columns, std::size_t misalignment, std::size_t ld) {
    std::vector<T> z = random_values<T>(rows * columns, 1);
    for (T& x : z) x += T(3);  // a mean well above the deviation
    std::vector<Exact> mean(columns), variance(columns);
    naive::column_moments(rows, columns, exact(z).data(), columns, mean.data(), variance.data());
    const Input<T> matrix(spread(rows, columns, ld, z, kPoison<T>), misalignment);
    Output<T> means(columns, kPoison<T>, misalignment), squares(columns, kPoison<T>, misalignment);
    column_moments(rows, columns, matrix.data(), ld, means.data(), squares.data());
    ASSERT_TRUE(close(means.values(), mean, {rounding(rows)}));
    // (z − mean)² with a mean that is wrong by some units of 3.
    ASSERT_TRUE(close(squares.values(), variance, {rounding(rows), 1}));
    ASSERT_TRUE(means.guards_untouched() && squares.guards_untouched());
  });
}

TYPED_TEST(BatchNormTest, StandardiseMatchesTheTwin) {
  using T = TypeParam;
  this->at_odd_sizes([](std::size_t rows, std::size_t columns, std::size_t misalignment, std::size_t ld) {
    const T epsilon = BatchNormTest<T>::kEpsilon;
    const auto z = random_values<T>(rows * columns, 1);
    const auto mean = random_values<T>(columns, 2);
    const auto variance = variances<T>(columns, 3);
    auto expected = exact(z);
    naive::standardise<Exact>(rows, columns, exact(mean).data(), exact(variance).data(), epsilon,
                              expected.data(), columns);
    const Input<T> means(mean, misalignment), squares(variance, misalignment);
    Output<T> matrix(spread(rows, columns, ld, z, kGap<T>), misalignment);
    standardise(rows, columns, means.data(), squares.data(), epsilon, matrix.data(), ld);
    ASSERT_TRUE(close(matrix.values(), spread(rows, columns, ld, expected, kGap<Exact>), {3}));
    ASSERT_TRUE(matrix.guards_untouched());
  });
}

TYPED_TEST(BatchNormTest, ScaleAndShiftMatchesTheTwinAlsoInPlace) {
  using T = TypeParam;
  this->at_odd_sizes([](std::size_t rows, std::size_t columns, std::size_t misalignment, std::size_t ld) {
    const auto x = random_values<T>(rows * columns, 1);
    const auto scale = random_values<T>(columns, 2);
    const auto shift = random_values<T>(columns, 3);
    std::vector<Exact> expected(rows * columns);
    naive::scale_and_shift(rows, columns, exact(x).data(), columns, exact(scale).data(), exact(shift).data(),
                           expected.data(), columns);
    const Input<T> scales(scale, misalignment), shifts(shift, misalignment);
    const Input<T> from(spread(rows, columns, ld + 3, x, kPoison<T>), misalignment);
    Output<T> y(spread(rows, columns, ld, std::vector<T>(rows * columns, kPoison<T>), kGap<T>), misalignment);
    scale_and_shift(rows, columns, from.data(), ld + 3, scales.data(), shifts.data(), y.data(), ld);
    ASSERT_TRUE(close(y.values(), spread(rows, columns, ld, expected, kGap<Exact>), {1.5, 1}));
    ASSERT_TRUE(y.guards_untouched());

    Output<T> both(spread(rows, columns, ld, x, kGap<T>), misalignment);
    scale_and_shift(rows, columns, both.data(), ld, scales.data(), shifts.data(), both.data(), ld);
    ASSERT_EQ(both.copy(), y.copy());
  });
}

TYPED_TEST(BatchNormTest, SumsMatchTheTwin) {
  using T = TypeParam;
  this->at_odd_sizes([](std::size_t rows, std::size_t columns, std::size_t misalignment, std::size_t ld) {
    const auto du = random_values<T>(rows * columns, 1);
    const auto normalised = random_values<T>(rows * columns, 2);
    std::vector<Exact> scale(columns), shift(columns);
    naive::batch_norm_sums(rows, columns, exact(du).data(), columns, exact(normalised).data(), columns,
                           scale.data(), shift.data());
    const Input<T> slopes(spread(rows, columns, ld, du, kPoison<T>), misalignment);
    const Input<T> x(spread(rows, columns, ld + 3, normalised, kPoison<T>), misalignment);
    Output<T> scales(columns, kPoison<T>, misalignment), shifts(columns, kPoison<T>, misalignment);
    batch_norm_sums(rows, columns, slopes.data(), ld, x.data(), ld + 3, scales.data(), shifts.data());
    const double largest = 1 + std::sqrt(static_cast<double>(rows));
    ASSERT_TRUE(close(scales.values(), scale, {rounding(rows), largest}));
    ASSERT_TRUE(close(shifts.values(), shift, {rounding(rows), largest}));
    ASSERT_TRUE(scales.guards_untouched() && shifts.guards_untouched());
  });
}

TYPED_TEST(BatchNormTest, BackwardMatchesTheTwin) {
  using T = TypeParam;
  this->at_odd_sizes([](std::size_t rows, std::size_t columns, std::size_t misalignment, std::size_t ld) {
    const T epsilon = BatchNormTest<T>::kEpsilon;
    const std::size_t batch = rows + 7;  // some rows of a larger batch
    const auto du = random_values<T>(rows * columns, 1);
    const auto normalised = random_values<T>(rows * columns, 2);
    const auto scale = random_values<T>(columns, 3);
    const auto variance = variances<T>(columns, 4);
    const auto scale_gradient = random_values<T>(columns, 5);
    const auto shift_gradient = random_values<T>(columns, 6);
    auto expected = exact(du);
    naive::batch_norm_backward<Exact>(
        rows, columns, batch, exact(normalised).data(), columns, exact(scale).data(), exact(variance).data(),
        epsilon, exact(scale_gradient).data(), exact(shift_gradient).data(), expected.data(), columns);
    const Input<T> x(spread(rows, columns, ld + 3, normalised, kPoison<T>), misalignment);
    const Input<T> scales(scale, misalignment), squares(variance, misalignment);
    const Input<T> scale_sums(scale_gradient, misalignment), shift_sums(shift_gradient, misalignment);
    Output<T> slopes(spread(rows, columns, ld, du, kGap<T>), misalignment);
    batch_norm_backward(rows, columns, batch, x.data(), ld + 3, scales.data(), squares.data(), epsilon,
                        scale_sums.data(), shift_sums.data(), slopes.data(), ld);
    ASSERT_TRUE(close(slopes.values(), spread(rows, columns, ld, expected, kGap<Exact>), {3, 1}));
    ASSERT_TRUE(slopes.guards_untouched());
  });
}

TYPED_TEST(BatchNormTest, MoveStatisticsMatchesTheTwin) {
  using T = TypeParam;
  for (const std::size_t columns : test::kOddSizes) {
    const auto value = random_values<T>(columns, 1);
    const auto running = random_values<T>(columns, 2);
    for (const T momentum : {T(0), T(0.1), T(1)}) {
      auto expected = exact(running);
      naive::move_statistics<Exact>(columns, momentum, T(1.25), exact(value).data(), expected.data());
      for_each_target([&] {
        for (const std::size_t misalignment : test::kMisalignments) {
          const Input<T> now(value, misalignment);
          Output<T> moved(running, misalignment);
          move_statistics(columns, momentum, T(1.25), now.data(), moved.data());
          ASSERT_TRUE(close(moved.values(), expected, {2, 1}))
              << columns << " columns, momentum " << momentum;
          ASSERT_TRUE(moved.guards_untouched());
        }
      });
    }
  }
}

// Column 0 of (1, 3, 8): mean 4, variance (9 + 1 + 16)/3; one of equal numbers: variance 0, and x̂ = 0.
TYPED_TEST(BatchNormTest, ByHand) {
  using T = TypeParam;
  for_each_target([] {
    std::vector<T> z(3 * 16, T(5)), mean(16), variance(16);
    z[0] = 1, z[16] = 3, z[32] = 8;
    column_moments(3, 16, z.data(), 16, mean.data(), variance.data());
    EXPECT_EQ(mean[0], T(4));
    EXPECT_TRUE(close(variance[0], 26.0L / 3, {1}));
    EXPECT_EQ(mean[1], T(5));
    EXPECT_EQ(variance[1], T(0));
    standardise(3, 16, mean.data(), variance.data(), T(0.25), z.data(), 16);
    EXPECT_TRUE(close(z[32], 4 / std::sqrt(26.0L / 3 + 0.25L), {2}));
    EXPECT_EQ(z[33], T(0));
  });
}

TYPED_TEST(BatchNormTest, AColumnDoesNotDependOnItsNeighbours) {
  using T = TypeParam;
  constexpr std::size_t rows = 19, columns = 144;
  const auto z = random_values<T>(rows * columns, 1);
  const auto du = random_values<T>(rows * columns, 2);
  const auto scale = random_values<T>(columns, 3);
  for_each_target([&] {
    // All five, on `part` columns at a time.
    const auto in_parts_of = [&](std::size_t part) {
      std::vector<T> x = z, y(z.size()), dz = du, mean(columns), variance(columns), ds(columns), dt(columns);
      for (std::size_t c = 0; c < columns; c += part) {
        const T epsilon = BatchNormTest<T>::kEpsilon;
        column_moments(rows, part, x.data() + c, columns, mean.data() + c, variance.data() + c);
        standardise(rows, part, mean.data() + c, variance.data() + c, epsilon, x.data() + c, columns);
        scale_and_shift(rows, part, x.data() + c, columns, scale.data() + c, mean.data() + c, y.data() + c,
                        columns);
        batch_norm_sums(rows, part, dz.data() + c, columns, x.data() + c, columns, ds.data() + c,
                        dt.data() + c);
        batch_norm_backward(rows, part, rows, x.data() + c, columns, scale.data() + c, variance.data() + c,
                            epsilon, ds.data() + c, dt.data() + c, dz.data() + c, columns);
      }
      return std::vector<std::vector<T>>{x, y, dz, mean, variance, ds, dt};
    };
    EXPECT_EQ(in_parts_of(16), in_parts_of(columns));
    EXPECT_EQ(in_parts_of(48), in_parts_of(columns));
  });
}

TYPED_TEST(BatchNormTest, NanReachesItsOwnColumnAlone) {
  using T = TypeParam;
  constexpr std::size_t rows = 3, columns = 32;
  for (std::size_t at = 0; at < columns; ++at) {
    for_each_target([&] {
      auto z = random_values<T>(rows * columns, 1);
      z[columns + at] = std::numeric_limits<T>::quiet_NaN();
      auto dz = random_values<T>(rows * columns, 2);
      const auto scale = random_values<T>(columns, 3);
      std::vector<T> y(z.size()), mean(columns), variance(columns), ds(columns), dt(columns),
          running(columns, T(1));
      column_moments(rows, columns, z.data(), columns, mean.data(), variance.data());
      standardise(rows, columns, mean.data(), variance.data(), T(0.5), z.data(), columns);
      scale_and_shift(rows, columns, z.data(), columns, scale.data(), scale.data(), y.data(), columns);
      batch_norm_sums(rows, columns, dz.data(), columns, z.data(), columns, ds.data(), dt.data());
      batch_norm_backward(rows, columns, rows, z.data(), columns, scale.data(), variance.data(), T(0.5),
                          ds.data(), dt.data(), dz.data(), columns);
      move_statistics(columns, T(0.5), T(1), mean.data(), running.data());
      for (std::size_t c = 0; c < columns; ++c) {
        for (const T x : {mean[c], variance[c], ds[c], running[c], z[c], y[c], dz[c]})
          ASSERT_EQ(std::isnan(x), c == at) << c;
        ASSERT_FALSE(std::isnan(dt[c]));
      }
    });
  }
}

// C = Σ weight·u + u²/2 of u, the normalised z: its gradients by the kernels against central differences of
// the forward pass by the kernels.
TEST(BatchNormGradientTest, AgreesWithCentralDifferences) {
  constexpr std::size_t rows = 6, columns = 16;
  constexpr double epsilon = 1e-3;
  const auto weight = random_values<double>(rows * columns, 1);
  for_each_target([&] {
    auto z = random_values<double>(rows * columns, 2);
    auto scale = random_values<double>(columns, 3);
    auto shift = random_values<double>(columns, 4);
    std::vector<double> x, u(rows * columns), mean(columns), variance(columns);
    const auto cost = [&] {
      x = z;
      column_moments(rows, columns, x.data(), columns, mean.data(), variance.data());
      standardise(rows, columns, mean.data(), variance.data(), epsilon, x.data(), columns);
      scale_and_shift(rows, columns, x.data(), columns, scale.data(), shift.data(), u.data(), columns);
      double sum = 0;
      for (std::size_t i = 0; i < u.size(); ++i) sum += weight[i] * u[i] + u[i] * u[i] / 2;
      return sum;
    };
    cost();
    std::vector<double> dz(rows * columns), scale_gradient(columns), shift_gradient(columns);
    for (std::size_t i = 0; i < u.size(); ++i) dz[i] = weight[i] + u[i];
    batch_norm_sums(rows, columns, dz.data(), columns, x.data(), columns, scale_gradient.data(),
                    shift_gradient.data());
    batch_norm_backward(rows, columns, rows, x.data(), columns, scale.data(), variance.data(), epsilon,
                        scale_gradient.data(), shift_gradient.data(), dz.data(), columns);
    const auto check = [&](std::vector<double>& parameter, const std::vector<double>& gradient) {
      constexpr double h = 1e-5;
      for (std::size_t i = 0; i < parameter.size(); ++i) {
        const double before = parameter[i];
        parameter[i] = before + h;
        const double above = cost();
        parameter[i] = before - h;
        const double below = cost();
        parameter[i] = before;
        ASSERT_NEAR(gradient[i], (above - below) / (2 * h), 1e-8) << i;
      }
    };
    check(z, dz);
    check(scale, scale_gradient);
    check(shift, shift_gradient);
  });
}

}  // namespace
}  // namespace blasnet::kernels
