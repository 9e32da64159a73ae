#include "kernels/losses.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <type_traits>
#include <vector>

#include "kernels/naive/losses.h"
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

constexpr std::size_t kColumns[] = {1, 2, 3, 7, 8, 10, 16, 17, 33, 100, 127, 128, 129, 300};

template <typename T>
constexpr T kNan = std::numeric_limits<T>::quiet_NaN();
template <typename T>
constexpr T kInfinity = std::numeric_limits<T>::infinity();

// One of the two functions of losses.h, or of their twins, with what is not an array bound.
template <typename T>
struct Call {
  std::size_t rows, cols;
  const T* z;
  std::size_t ldz;
  const T* targets;
  std::size_t ldt;
  const T* scales;
  double* losses;
  T* gradient;
  std::size_t ldg;
};

// What is checked of both functions: values and gradients of `kernel` against those of `twin`, with rows
// apart, misaligned, without a gradient and in place. Allowances are those of the row losses and of the
// gradient.
template <typename T, class Kernel, class Twin>
void compare(std::size_t rows, std::size_t cols, const std::vector<T>& z, const std::vector<T>& targets,
             const test::Allowance& of_losses, const test::Allowance& of_gradient, const Kernel& kernel,
             const Twin& twin) {
  SCOPED_TRACE(testing::Message() << "rows " << rows << ", cols " << cols);
  const std::vector<T> scales = test::random_values<T>(rows, 5, 3);
  const std::vector<long double> wide_z(z.begin(), z.end()), wide_t(targets.begin(), targets.end());
  const std::vector<long double> wide_scales(scales.begin(), scales.end());
  std::vector<long double> expected(rows * cols);
  std::vector<double> expected_losses(rows);
  twin(Call<long double>{rows, cols, wide_z.data(), cols, wide_t.data(), cols, wide_scales.data(),
                         expected_losses.data(), expected.data(), cols});

  const std::vector<T> unwritten(rows * cols, kNan<T>);
  for_each_target([&] {
    for (const std::size_t misalignment : test::kMisalignments) {
      const std::size_t ldz = cols + 5 * misalignment;
      const std::size_t ldt = cols + 2 * misalignment;
      const std::size_t ldg = cols + 3 * misalignment;
      const Input<T> in(test::spread(rows, cols, ldz, z, test::kPoison<T>), misalignment);
      const Input<T> t(test::spread(rows, cols, ldt, targets, test::kPoison<T>), misalignment);
      const Input<T> s(scales, misalignment);
      Output<double> losses(rows, -1, misalignment);
      Output<T> gradient(test::spread(rows, cols, ldg, unwritten, test::kGap<T>), misalignment);
      kernel(
          Call<T>{rows, cols, in.data(), ldz, t.data(), ldt, s.data(), losses.data(), gradient.data(), ldg});
      const std::vector<double> terms = losses.copy();
      ASSERT_TRUE(close(std::vector<T>(terms.begin(), terms.end()), expected_losses, of_losses));
      ASSERT_TRUE(losses.guards_untouched());
      const std::vector<T> dense = test::gathered<T>(rows, cols, ldg, gradient.values());
      ASSERT_TRUE(close(dense, expected, of_gradient));
      ASSERT_EQ(gradient.copy(), test::spread(rows, cols, ldg, dense, test::kGap<T>));
      ASSERT_TRUE(gradient.guards_untouched());

      Output<double> alone(rows, -1, misalignment);
      kernel(Call<T>{rows, cols, in.data(), ldz, t.data(), ldt, nullptr, alone.data(), nullptr, 0});
      ASSERT_EQ(alone.copy(), terms);
      ASSERT_TRUE(alone.guards_untouched());

      Output<T> in_place(test::spread(rows, cols, ldz, z, test::kGap<T>), misalignment);
      Output<double> again(rows, -1, misalignment);
      kernel(Call<T>{rows, cols, in_place.data(), ldz, t.data(), ldt, s.data(), again.data(), in_place.data(),
                     ldz});
      ASSERT_EQ(again.copy(), terms);
      ASSERT_EQ(in_place.copy(), test::spread(rows, cols, ldz, dense, test::kGap<T>));
      ASSERT_TRUE(in_place.guards_untouched());
    }
  });
}

// Σ over rows of scales[r]·losses[r], which the gradient is the derivative of, by central differences.
template <class Kernel>
void expect_central_differences(std::size_t rows, std::size_t cols, const std::vector<double>& z,
                                const std::vector<double>& targets, const Kernel& kernel) {
  constexpr double kStep = 1e-5;
  const std::vector<double> scales = test::random_values<double>(rows, 6, 2);
  std::vector<double> losses(rows);
  const auto total = [&](const std::vector<double>& at) {
    kernel(
        Call<double>{rows, cols, at.data(), cols, targets.data(), cols, nullptr, losses.data(), nullptr, 0});
    return std::inner_product(losses.begin(), losses.end(), scales.begin(), 0.0);
  };
  for_each_target([&] {
    std::vector<double> gradient(z.size());
    kernel(Call<double>{rows, cols, z.data(), cols, targets.data(), cols, scales.data(), losses.data(),
                        gradient.data(), cols});
    std::vector<double> numeric;
    for (std::size_t i = 0; i < z.size(); ++i) {
      std::vector<double> above = z, below = z;
      above[i] += kStep;
      below[i] -= kStep;
      numeric.push_back((total(above) - total(below)) / (2 * kStep));
    }
    EXPECT_TRUE(close(gradient, numeric, {2e-9 / std::numeric_limits<double>::epsilon(), 1.0}));
  });
}

template <typename T>
std::vector<T> probabilities(std::size_t n, unsigned seed) {
  std::vector<T> result = test::random_values<T>(n, seed);
  for (T& x : result) x = std::abs(x);
  return result;
}

constexpr auto kSoftmax = [](const auto& c) {
  softmax_cross_entropy_rows(c.rows, c.cols, c.z, c.ldz, c.targets, c.ldt, c.scales, c.losses, c.gradient,
                             c.ldg);
};
constexpr auto kNaiveSoftmax = [](const auto& c) {
  naive::softmax_cross_entropy_rows(c.rows, c.cols, c.z, c.ldz, c.targets, c.ldt, c.scales, c.losses,
                                    c.gradient, c.ldg);
};

template <typename T>
class SoftmaxCrossEntropyRowsTest : public testing::Test {
 protected:
  struct Result {
    double loss;
    std::vector<T> gradient;
  };

  static Result of(const std::vector<T>& z, const std::vector<T>& q, T scale = 1) {
    Result result{0, std::vector<T>(z.size())};
    softmax_cross_entropy_rows(1, z.size(), z.data(), z.size(), q.data(), q.size(), &scale, &result.loss,
                               result.gradient.data(), z.size());
    return result;
  }

  // What cancels in scale·(p·Σq − q), and what rounding z − max(z) does to p.
  static std::vector<double> magnitudes(std::size_t rows, std::size_t cols, const std::vector<T>& z,
                                        const std::vector<T>& q) {
    const std::vector<T> scales = test::random_values<T>(rows, 5, 3);
    std::vector<double> result;
    for (std::size_t r = 0; r < rows; ++r) {
      const T* row = z.data() + r * cols;
      const double largest = *std::max_element(row, row + cols);
      const double weights = std::accumulate(q.data() + r * cols, q.data() + (r + 1) * cols, 0.0);
      double sum = 0;
      for (std::size_t c = 0; c < cols; ++c) sum += std::exp(row[c] - largest);
      for (std::size_t c = 0; c < cols; ++c) {
        const double p = std::exp(row[c] - largest) / sum;
        result.push_back(std::abs(scales[r]) *
                         (p * weights * (1 + (largest - row[c]) / 4) + q[r * cols + c]));
      }
    }
    return result;
  }
};

TYPED_TEST_SUITE(SoftmaxCrossEntropyRowsTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(SoftmaxCrossEntropyRowsTest, MatchesTheTwinAtOddSizes) {
  using T = TypeParam;
  for (const std::size_t rows : {0, 1, 3}) {
    for (const std::size_t cols : kColumns) {
      const std::vector<T> z = test::random_values<T>(rows * cols, 1, 12);
      const std::vector<T> q = probabilities<T>(rows * cols, 2);
      const double weights =
          static_cast<double>(cols);  // Σ q at most: one ε of Σ e^z moves the loss by ε·Σ q
      compare(rows, cols, z, q, {4, weights}, {6, 0, this->magnitudes(rows, cols, z, q)}, kSoftmax,
              kNaiveSoftmax);
    }
  }
}

TEST(SoftmaxCrossEntropyRowsGradient, MatchesCentralDifferences) {
  for (const std::size_t cols : {1, 2, 5, 19, 130}) {
    SCOPED_TRACE(cols);
    std::vector<double> q = probabilities<double>(2 * cols, 4);
    for (double& weight : q)
      weight /= static_cast<double>(cols);  // losses of about 1: their rounding is divided by h
    expect_central_differences(2, cols, test::random_values<double>(2 * cols, 3, 3), q, kSoftmax);
  }
}

// softmax(0, ln 3) = (1/4, 3/4); q = (1/2, 3/2): loss ln 4/2 + 3/2·(ln 4 − ln 3), gradient 2·(1/2 − 1/2, 3/2
// − 3/2)
TYPED_TEST(SoftmaxCrossEntropyRowsTest, WorkedByHand) {
  using T = TypeParam;
  const std::vector<T> z = {0, static_cast<T>(std::log(3.0))};
  for_each_target([&] {
    const auto fitting = this->of(z, {T(0.5), T(1.5)});
    EXPECT_TRUE(close(static_cast<T>(fitting.loss), 0.5 * std::log(4.0) + 1.5 * std::log(4.0 / 3), {4}));
    EXPECT_TRUE(close(fitting.gradient, std::vector<double>{0, 0}, {4, 1.5}));
    const auto label = this->of(z, {1, 0}, 2);
    EXPECT_TRUE(close(static_cast<T>(label.loss), std::log(4.0), {4}));
    EXPECT_TRUE(close(label.gradient, std::vector<double>{-1.5, 1.5}, {4}));
  });
}

TYPED_TEST(SoftmaxCrossEntropyRowsTest, OneColumnHasNoLoss) {
  using T = TypeParam;
  for_each_target([&] {
    const auto result = this->of({T(-300)}, {T(0.7)});
    EXPECT_EQ(result.loss, 0.0);
    EXPECT_EQ(result.gradient[0], T(0));
  });
}

TYPED_TEST(SoftmaxCrossEntropyRowsTest, LargeLogitsDoNotOverflow) {
  using T = TypeParam;
  const std::vector<T> z = {T(1e4), 0, T(-1e4), T(9999)};
  for_each_target([&] {
    const auto wrong = this->of(z, {0, 0, 1, 0});
    const double log_sum = std::log1p(std::exp(-1.0));
    EXPECT_TRUE(close(static_cast<T>(wrong.loss), 2e4 + log_sum, {1}));
    const double p = 1 / (1 + std::exp(-1.0));
    EXPECT_TRUE(close(wrong.gradient, std::vector<double>{p, 0, -1, 1 - p}, {4}));
    const auto right = this->of(z, {1, 0, 0, 0});
    EXPECT_TRUE(close(static_cast<T>(right.loss), log_sum, {4}));
    EXPECT_TRUE(close(right.gradient, std::vector<double>{p - 1, 0, 0, 1 - p}, {4}));
  });
}

// A diverged network must not be taken for a trained one.
TYPED_TEST(SoftmaxCrossEntropyRowsTest, InfiniteLogits) {
  using T = TypeParam;
  constexpr T kInf = kInfinity<T>;
  for_each_target([&] {
    EXPECT_TRUE(std::isnan(this->of({kInf, 0, 0}, {1, 0, 0}).loss));
    EXPECT_TRUE(std::isnan(this->of({-kInf, -kInf}, {1, 0}).loss));
    EXPECT_EQ(this->of({0, -kInf, -kInf}, {1, 0, 0}).loss, 0.0);
    EXPECT_EQ(this->of({0, -kInf, -kInf}, {T(0.9), T(0.1), 0}).loss, kInfinity<double>);
    EXPECT_TRUE(close(this->of({0, -kInf, -kInf}, {T(0.75), T(0.25), 0}).gradient,
                      std::vector<double>{0.25, -0.25, 0}, {1}));
  });
}

// Also where all weights of the row are 0.
TYPED_TEST(SoftmaxCrossEntropyRowsTest, NanAnywhereMakesTheLossOfItsRowNan) {
  using T = TypeParam;
  for (const std::size_t cols : {1, 2, 9, 19, 40}) {
    for (std::size_t at = 0; at < cols; ++at) {
      std::vector<T> z = test::random_values<T>(3 * cols, 1, 3);
      z[cols + at] = kNan<T>;
      for (const T weight : {T(0), T(1)}) {
        const std::vector<T> q(3 * cols, weight);
        for_each_target([&] {
          double losses[3];
          softmax_cross_entropy_rows<T>(3, cols, z.data(), cols, q.data(), cols, nullptr, losses, nullptr, 0);
          for (std::size_t r = 0; r < 3; ++r)
            ASSERT_EQ(std::isnan(losses[r]), r == 1) << at << " of " << cols;
        });
      }
    }
  }
}

constexpr ElementwiseLoss kElementwise[] = {ElementwiseLoss::kBinaryCrossEntropy,
                                            ElementwiseLoss::kSquaredError, ElementwiseLoss::kHuber};
constexpr double kDelta = 0.75;  // exact in float

// With the weights of positives as a Call of element type T has them, or without.
auto elementwise(ElementwiseLoss loss, const std::vector<float>* weights) {
  return [=]<typename T>(const Call<T>& c) {
    const std::vector<T> typed =
        weights == nullptr ? std::vector<T>() : std::vector<T>(weights->begin(), weights->end());
    elementwise_loss<T>(loss, T(kDelta), c.rows, c.cols, c.z, c.ldz, c.targets, c.ldt,
                        weights == nullptr ? nullptr : typed.data(), c.scales, c.losses, c.gradient, c.ldg);
  };
}
auto naive_elementwise(ElementwiseLoss loss, const std::vector<float>* weights) {
  return [=]<typename T>(const Call<T>& c) {
    const std::vector<T> typed =
        weights == nullptr ? std::vector<T>() : std::vector<T>(weights->begin(), weights->end());
    naive::elementwise_loss<T>(loss, T(kDelta), c.rows, c.cols, c.z, c.ldz, c.targets, c.ldt,
                               weights == nullptr ? nullptr : typed.data(), c.scales, c.losses, c.gradient,
                               c.ldg);
  };
}

template <typename T>
class ElementwiseLossTest : public testing::Test {
 protected:
  struct Result {
    double loss;
    T slope;
  };

  static Result of(ElementwiseLoss loss, T z, T t, T positive_weight = 1) {
    const T scale = 1;
    Result result{-1, kNan<T>};
    elementwise_loss<T>(loss, T(kDelta), 1, 1, &z, 1, &t, 1, &positive_weight, &scale, &result.loss,
                        &result.slope, 1);
    return result;
  }
};

TYPED_TEST_SUITE(ElementwiseLossTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(ElementwiseLossTest, MatchesTheTwinAtOddSizes) {
  using T = TypeParam;
  for (const ElementwiseLoss loss : kElementwise) {
    for (const std::size_t rows : {0, 1, 3}) {
      for (const std::size_t cols : kColumns) {
        SCOPED_TRACE(static_cast<int>(loss));
        const std::vector<T> z = test::random_values<T>(rows * cols, 1, 8);
        const std::vector<T> t = probabilities<T>(rows * cols, 2);
        std::vector<float> weights = probabilities<float>(cols, 3);
        for (float& p : weights) p *= 5;
        const bool weighted = loss == ElementwiseLoss::kBinaryCrossEntropy;
        // Losses are summed in double, whatever T is.
        const double rounding = std::is_same_v<T, float> ? 4 : 4 + std::sqrt(static_cast<double>(cols));
        // (1 − t)·s(z) and p·t·s(−z) cancel, z − t does: what either is made of, times the scale of at
        // most 3.
        const double magnitude = 3 * (weighted ? 5.0 : 9.0) / static_cast<double>(cols);
        const std::vector<float>* const none = nullptr;
        for (const auto* given : {none, weighted ? &weights : none})
          compare(rows, cols, z, t, {rounding}, {4, magnitude}, elementwise(loss, given),
                  naive_elementwise(loss, given));
      }
    }
  }
}

TEST(ElementwiseLossGradient, MatchesCentralDifferences) {
  for (const ElementwiseLoss loss : kElementwise) {
    for (const std::size_t cols : {1, 2, 5, 19, 130}) {
      SCOPED_TRACE(testing::Message() << static_cast<int>(loss) << ", cols " << cols);
      std::vector<float> weights = probabilities<float>(cols, 3);
      for (float& p : weights) p *= 5;
      expect_central_differences(2, cols, test::random_values<double>(2 * cols, 3, 3),
                                 probabilities<double>(2 * cols, 4), elementwise(loss, &weights));
    }
  }
}

TYPED_TEST(ElementwiseLossTest, WorkedByHand) {
  using T = TypeParam;
  constexpr auto kBinary = ElementwiseLoss::kBinaryCrossEntropy;
  for_each_target([&] {
    EXPECT_TRUE(close(static_cast<T>(this->of(kBinary, 0, 0).loss), std::log(2.0), {2}));
    EXPECT_EQ(this->of(kBinary, 0, 0).slope, T(0.5));
    EXPECT_EQ(this->of(kBinary, 0, 1).slope, T(-0.5));
    EXPECT_TRUE(close(static_cast<T>(this->of(kBinary, 0, 1, 3).loss), 3 * std::log(2.0), {2}));
    EXPECT_EQ(this->of(kBinary, 0, 1, 3).slope, T(-1.5));
    EXPECT_EQ(this->of(kBinary, 0, T(0.25)).slope, T(0.25));
    EXPECT_EQ(this->of(ElementwiseLoss::kSquaredError, 3, 1).loss, 4.0);
    EXPECT_EQ(this->of(ElementwiseLoss::kSquaredError, 3, 1).slope, T(4));
    EXPECT_EQ(this->of(ElementwiseLoss::kHuber, T(1.5), 1).loss, 0.125);
    EXPECT_EQ(this->of(ElementwiseLoss::kHuber, T(1.5), 1).slope, T(0.5));
    EXPECT_EQ(this->of(ElementwiseLoss::kHuber, -1, 1).loss, 0.75 * (2 - 0.375));
    EXPECT_EQ(this->of(ElementwiseLoss::kHuber, -1, 1).slope, T(-0.75));
    EXPECT_EQ(this->of(ElementwiseLoss::kHuber, T(1.75), 1).slope, T(0.75));
  });
}

TYPED_TEST(ElementwiseLossTest, LargeLogitsNeitherOverflowNorLoseTheirTails) {
  using T = TypeParam;
  constexpr auto kBinary = ElementwiseLoss::kBinaryCrossEntropy;
  for_each_target([&] {
    for (const T z : {T(100), T(1e4)}) {
      EXPECT_EQ(this->of(kBinary, z, 0).loss, static_cast<double>(z));
      EXPECT_EQ(this->of(kBinary, z, 0).slope, T(1));
      EXPECT_EQ(this->of(kBinary, -z, 1).loss, static_cast<double>(z));
      EXPECT_EQ(this->of(kBinary, -z, 1).slope, T(-1));
      EXPECT_EQ(this->of(kBinary, -z, 1, 2).loss, 2 * static_cast<double>(z));
    }
    EXPECT_EQ(this->of(kBinary, T(1e4), 1).loss, 0.0);
    EXPECT_EQ(this->of(kBinary, T(1e4), 1).slope, T(0));
    EXPECT_EQ(this->of(kBinary, T(-1e4), 0).loss, 0.0);
    const double tail = std::exp(-60.0);
    EXPECT_TRUE(close(static_cast<T>(this->of(kBinary, 60, 1).loss), tail, {4}));
    EXPECT_TRUE(close(this->of(kBinary, 60, 1).slope, -tail, {4}));
    EXPECT_TRUE(close(static_cast<T>(this->of(kBinary, -60, 0).loss), tail, {4}));
    EXPECT_TRUE(close(this->of(kBinary, -60, 0).slope, tail, {4}));
    EXPECT_EQ(this->of(ElementwiseLoss::kSquaredError, T(-1e4), 0).loss, 1e8);
    EXPECT_EQ(this->of(ElementwiseLoss::kHuber, T(-1e4), 0).loss, 0.75 * (1e4 - 0.375));
  });
}

TYPED_TEST(ElementwiseLossTest, NanAnywhereMakesTheLossAndTheSlopeNan) {
  using T = TypeParam;
  for (const ElementwiseLoss loss : kElementwise) {
    for (const std::size_t cols : {1, 2, 9, 19, 40}) {
      for (std::size_t at = 0; at < cols; ++at) {
        std::vector<T> z = test::random_values<T>(3 * cols, 1, 3);
        z[cols + at] = kNan<T>;
        const std::vector<T> t(3 * cols, T(1));
        const std::vector<T> scales(3, T(1));
        for_each_target([&] {
          double losses[3];
          std::vector<T> gradient(3 * cols);
          elementwise_loss<T>(loss, T(kDelta), 3, cols, z.data(), cols, t.data(), cols, nullptr,
                              scales.data(), losses, gradient.data(), cols);
          for (std::size_t r = 0; r < 3; ++r)
            ASSERT_EQ(std::isnan(losses[r]), r == 1) << at << " of " << cols;
          for (std::size_t i = 0; i < 3 * cols; ++i) ASSERT_EQ(std::isnan(gradient[i]), i == cols + at) << i;
        });
      }
    }
  }
}

// Many small terms beside a large one: a sum in float32 would lose them.
TEST(ElementwiseLossSum, IsTakenInDouble) {
  std::vector<float> z(4097, 0.0625f);
  z[0] = 4096;
  const std::vector<float> t(z.size(), 0.0f);
  for_each_target([&] {
    double loss = 0;
    elementwise_loss<float>(ElementwiseLoss::kSquaredError, 1, 1, z.size(), z.data(), z.size(), t.data(),
                            z.size(), nullptr, nullptr, &loss, nullptr, 0);
    EXPECT_EQ(loss * 4097, 16777216.0 + 16.0);
  });
}

}  // namespace
}  // namespace blasnet::kernels
