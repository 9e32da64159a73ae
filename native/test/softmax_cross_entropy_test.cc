#include "kernels/softmax_cross_entropy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
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
class SoftmaxCrossEntropyTest : public testing::Test {
 protected:
  static constexpr T kNan = std::numeric_limits<T>::quiet_NaN();
  static constexpr T kInfinity = std::numeric_limits<T>::infinity();

  static std::vector<std::int32_t> labels(std::size_t rows, std::size_t cols) {
    std::vector<std::int32_t> result;
    for (std::size_t r = 0; r < rows; ++r) result.push_back(static_cast<std::int32_t>((r * 7 + 3) % cols));
    return result;
  }

  // Both kernels against the twin, on every instruction set.
  static void compare(std::size_t rows, std::size_t cols, const std::vector<T>& logits, T scale) {
    SCOPED_TRACE(testing::Message() << "rows " << rows << ", cols " << cols << ", scale " << scale);
    const std::vector<std::int32_t> label = labels(rows, cols);
    std::vector<Wide<T>> expected(rows * cols);
    std::vector<double> expected_losses(rows);
    const LossSum twin = naive::softmax_cross_entropy_backward<Wide<T>>(
        rows, cols, test::widened(logits).data(), cols, label.data(), scale, expected.data(), cols,
        expected_losses.data());
    const std::vector<double> magnitudes = magnitudes_of(rows, cols, logits, label, scale, expected);
    // The sum of each row is taken in T: its error grows with the columns, and one ε of it moves the loss by
    // ε.
    const double rounding = 4 + std::sqrt(static_cast<double>(cols));
    const auto loss_is_close = [&](double loss) {
      return close(static_cast<T>(loss), twin.loss, {rounding, static_cast<double>(rows)});
    };

    const std::vector<T> unwritten(rows * cols, kNan);
    for_each_target([&] {
      for (const std::size_t misalignment : test::kMisalignments) {
        const std::size_t ldz = cols + 5 * misalignment;
        const std::size_t ldg = cols + 3 * misalignment;
        const Input<T> in(test::spread(rows, cols, ldz, logits, test::kPoison<T>), misalignment);
        Output<double> losses(rows, -1, misalignment);
        const LossSum forward =
            softmax_cross_entropy(rows, cols, in.data(), ldz, label.data(), losses.data());
        ASSERT_TRUE(loss_is_close(forward.loss));
        ASSERT_EQ(forward.correct, twin.correct);
        const std::vector<double> terms = losses.copy();
        ASSERT_TRUE(close(std::vector<T>(terms.begin(), terms.end()), expected_losses, {rounding, 1.0}));
        ASSERT_EQ(std::accumulate(terms.begin(), terms.end(), 0.0), forward.loss);
        ASSERT_TRUE(losses.guards_untouched());

        Output<T> gradient(test::spread(rows, cols, ldg, unwritten, test::kGap<T>), misalignment);
        Output<double> again(rows, -1, misalignment);
        const LossSum backward = softmax_cross_entropy_backward(rows, cols, in.data(), ldz, label.data(),
                                                                scale, gradient.data(), ldg, again.data());
        ASSERT_EQ(backward.loss, forward.loss);
        ASSERT_EQ(backward.correct, forward.correct);
        ASSERT_EQ(again.copy(), terms);
        const std::vector<T> dense = test::gathered<T>(rows, cols, ldg, gradient.values());
        ASSERT_TRUE(close(dense, expected, {rounding, 0, magnitudes}));
        ASSERT_EQ(gradient.copy(), test::spread(rows, cols, ldg, dense, test::kGap<T>));
        ASSERT_TRUE(gradient.guards_untouched());

        Output<T> in_place(test::spread(rows, cols, ldz, logits, test::kGap<T>), misalignment);
        const LossSum over = softmax_cross_entropy_backward<T>(rows, cols, in_place.data(), ldz, label.data(),
                                                               scale, in_place.data(), ldz);
        ASSERT_EQ(over.loss, forward.loss);
        ASSERT_EQ(over.correct, forward.correct);
        ASSERT_EQ(in_place.copy(), test::spread(rows, cols, ldz, dense, test::kGap<T>));
        ASSERT_TRUE(in_place.guards_untouched());
      }
    });
  }

 private:
  // scale·p, with what rounding z − max(z) does to e^(z − max(z)); at the label scale·1 as well, which
  // cancels.
  static std::vector<double> magnitudes_of(std::size_t rows, std::size_t cols, const std::vector<T>& logits,
                                           const std::vector<std::int32_t>& label, T scale,
                                           const std::vector<Wide<T>>& gradient) {
    std::vector<double> result;
    for (std::size_t r = 0; r < rows; ++r) {
      const T* z = logits.data() + r * cols;
      const double largest = static_cast<double>(*std::max_element(z, z + cols));
      for (std::size_t c = 0; c < cols; ++c) {
        const bool at_label = c == static_cast<std::size_t>(label[r]);
        const double p = std::abs(static_cast<double>(gradient[r * cols + c]));
        const double distance = std::min(largest - static_cast<double>(z[c]), 1e3);
        result.push_back(at_label ? static_cast<double>(scale) * (1 + distance / 4) : p * (1 + distance / 4));
      }
    }
    return result;
  }
};

TYPED_TEST_SUITE(SoftmaxCrossEntropyTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(SoftmaxCrossEntropyTest, MatchesTheTwinForEveryNumberOfColumns) {
  using T = TypeParam;
  for (std::size_t cols = 1; cols <= 40; ++cols)
    for (const std::size_t rows : {1, 3})
      this->compare(rows, cols, test::random_values<T>(rows * cols, 1, 6), T(1) / 3);
  this->compare(2, 1000, test::random_values<T>(2000, 2, 6), T(0.5));
  this->compare(65, 10, test::random_values<T>(650, 3, 6), T(1) / 65);
}

// Threads take rows of a batch: a row must not depend on those beside it.
TYPED_TEST(SoftmaxCrossEntropyTest, ARowIsTheSameToTheBitWhateverRowsAreWithIt) {
  using T = TypeParam;
  constexpr std::size_t kRows = 7;
  constexpr std::size_t kCols = 19;
  const std::vector<T> logits = test::random_values<T>(kRows * kCols, 12, 6);
  const std::vector<std::int32_t> label = this->labels(kRows, kCols);
  for_each_target([&] {
    std::vector<T> whole(kRows * kCols);
    std::vector<double> losses(kRows);
    softmax_cross_entropy_backward(kRows, kCols, logits.data(), kCols, label.data(), T(0.125), whole.data(),
                                   kCols, losses.data());
    std::vector<T> one_by_one(kRows * kCols);
    for (std::size_t r = 0; r < kRows; ++r) {
      double loss = -1;
      softmax_cross_entropy_backward(1, kCols, logits.data() + r * kCols, kCols, label.data() + r, T(0.125),
                                     one_by_one.data() + r * kCols, kCols, &loss);
      EXPECT_EQ(loss, losses[r]) << r;
    }
    EXPECT_EQ(one_by_one, whole);
  });
}

TYPED_TEST(SoftmaxCrossEntropyTest, NoRowsLoseNothing) { this->compare(0, 10, {}, TypeParam(1)); }

TYPED_TEST(SoftmaxCrossEntropyTest, HugeLogitsDoNotOverflow) {
  using T = TypeParam;
  for (const double bound : {100.0, 1e4, 1e30})
    for (const std::size_t cols : {2, 9, 33})
      this->compare(4, cols, test::random_values<T>(4 * cols, 5, bound), T(0.25));
  constexpr T kLargest = std::numeric_limits<T>::max() / 4;
  this->compare(1, 4, {kLargest, -kLargest, T(0), kLargest / 2}, T(1));
}

TYPED_TEST(SoftmaxCrossEntropyTest, TheFirstOfEqualLogitsCounts) {
  using T = TypeParam;
  for_each_target([] {
    for (const std::size_t cols : {2, 3, 10, 17}) {
      const std::vector<T> logits(cols, T(2.5));
      for (std::size_t label = 0; label < cols; ++label) {
        const auto at = static_cast<std::int32_t>(label);
        const LossSum sum = softmax_cross_entropy(1, cols, logits.data(), cols, &at);
        EXPECT_EQ(sum.correct, label == 0 ? 1u : 0u) << label << " of " << cols;
        EXPECT_TRUE(close(static_cast<T>(sum.loss), std::log(static_cast<double>(cols)), {4}));
      }
    }
  });
}

TYPED_TEST(SoftmaxCrossEntropyTest, CountsTheRowsWhoseLabelIsLargest) {
  using T = TypeParam;
  const std::vector<T> logits = {1, 2, 3, /**/ 3, 2, 1, /**/ 1, 3, 3, /**/ 3, 1, 3};
  for_each_target([&] {
    const auto correct = [&](std::vector<std::int32_t> labels) {
      return softmax_cross_entropy(4, 3, logits.data(), 3, labels.data()).correct;
    };
    EXPECT_EQ(correct({2, 0, 1, 0}), 4u);
    EXPECT_EQ(correct({2, 0, 2, 2}), 2u);
    EXPECT_EQ(correct({0, 1, 0, 1}), 0u);
  });
}

// softmax(0, ln 3) = (1/4, 3/4)
TYPED_TEST(SoftmaxCrossEntropyTest, WorkedByHand) {
  using T = TypeParam;
  const std::vector<T> logits = {0, static_cast<T>(std::log(3.0))};
  const std::int32_t label = 0;
  for_each_target([&] {
    std::vector<T> gradient(2);
    const LossSum sum =
        softmax_cross_entropy_backward(1, 2, logits.data(), 2, &label, T(2), gradient.data(), 2);
    EXPECT_TRUE(close(static_cast<T>(sum.loss), std::log(4.0), {4}));
    EXPECT_EQ(sum.correct, 0u);
    EXPECT_TRUE(close(gradient, std::vector<double>{-1.5, 1.5}, {4}));
  });
}

TYPED_TEST(SoftmaxCrossEntropyTest, TheGradientOfEachRowSumsToNothing) {
  using T = TypeParam;
  constexpr std::size_t kRows = 5;
  for_each_target([&] {
    for (const std::size_t cols : {2, 7, 10, 33}) {
      const std::vector<T> logits = test::random_values<T>(kRows * cols, 11, 10);
      const std::vector<std::int32_t> label = this->labels(kRows, cols);
      std::vector<T> gradient(kRows * cols);
      softmax_cross_entropy_backward(kRows, cols, logits.data(), cols, label.data(), T(1), gradient.data(),
                                     cols);
      for (std::size_t r = 0; r < kRows; ++r) {
        double sum = 0;
        for (std::size_t c = 0; c < cols; ++c) sum += static_cast<double>(gradient[r * cols + c]);
        EXPECT_TRUE(close(static_cast<T>(sum), 0.0, {4 + std::sqrt(static_cast<double>(cols)), 1.0}));
        EXPECT_LT(gradient[r * cols + static_cast<std::size_t>(label[r])], T(0));
      }
    }
  });
}

TYPED_TEST(SoftmaxCrossEntropyTest, NanAnywhereMakesTheLossNan) {
  using T = TypeParam;
  for (const std::size_t cols : {1, 2, 9, 19, 40}) {
    for (std::size_t at = 0; at < cols; ++at) {
      std::vector<T> logits = test::random_values<T>(3 * cols, 1, 3);
      logits[cols + at] = this->kNan;
      const std::vector<std::int32_t> label = this->labels(3, cols);
      for_each_target([&] {
        std::vector<T> gradient(3 * cols);
        const LossSum backward = softmax_cross_entropy_backward(3, cols, logits.data(), cols, label.data(),
                                                                T(1), gradient.data(), cols);
        ASSERT_TRUE(std::isnan(softmax_cross_entropy(3, cols, logits.data(), cols, label.data()).loss))
            << at << " of " << cols;
        ASSERT_TRUE(std::isnan(backward.loss)) << at << " of " << cols;
      });
    }
  }
}

// A diverged network must not be taken for a trained one.
TYPED_TEST(SoftmaxCrossEntropyTest, InfiniteLogits) {
  using T = TypeParam;
  const auto loss = [](std::vector<T> logits, std::int32_t label) {
    return softmax_cross_entropy(1, logits.size(), logits.data(), logits.size(), &label).loss;
  };
  for_each_target([&] {
    const T inf = this->kInfinity;
    EXPECT_TRUE(std::isnan(loss({inf, 0, 0}, 0)));
    EXPECT_TRUE(std::isnan(loss({-inf, -inf}, 0)));
    EXPECT_EQ(loss({0, -inf, -inf}, 0), 0.0);
    EXPECT_EQ(loss({0, -inf, -inf}, 1), std::numeric_limits<double>::infinity());
  });
}

}  // namespace
}  // namespace blasnet::kernels
