#include "kernels/gemm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>
#include <vector>

#include "kernels/backend_info.h"
#include "kernels/naive/naive.h"
#include "test/closeness.h"
#include "test/guarded.h"
#include "test/samples.h"

namespace blasnet::kernels {
namespace {

using test::close;
using test::Input;
using test::Output;
using test::Wide;

struct Shape {
  int M, N, K;
};

struct Factors {
  double alpha, beta;
};

// Every odd size in every place; the large ones beside small ones, to keep the naive twin quick.
constexpr Shape kShapes[] = {
    {0, 3, 2},  {2, 0, 5},   {3, 5, 0},    {1, 1, 1},    {2, 3, 5},    {3, 7, 8},   {5, 2, 9},   {7, 8, 15},
    {8, 9, 16}, {9, 15, 17}, {15, 16, 31}, {16, 17, 33}, {17, 31, 63}, {31, 33, 7}, {33, 63, 3}, {63, 65, 2},
    {65, 1, 1}, {1, 100, 5}, {100, 1, 65}, {1, 257, 3},  {257, 5, 1},  {2, 1, 257}, {1, 785, 2}, {785, 2, 3},
};
// The products of a network for 28×28 pictures, and long ones: above 10⁶ multiplications a product may be
// cut.
constexpr Shape kLargeShapes[] = {{32, 65, 785},  {785, 65, 31},  {33, 257, 100}, {100, 33, 257},
                                  {20, 60, 1999}, {1999, 60, 20}, {47, 1, 9000}};

constexpr double kFactors[] = {0, 1, -0.5, 0.9};
// What training uses: forward, momentum.
constexpr Factors kUsedFactors[] = {{1, 0}, {1, 0.9}};
constexpr Factors kFactorsOfLargeShapes[] = {{1, 0}, {-0.5, 0.9}};

template <typename T>
class GemmTest : public testing::Test {
 protected:
  static constexpr T kNan = std::numeric_limits<T>::quiet_NaN();

  struct Stored {
    int rows, cols, ld;
  };

  // A stored matrix with NaN between its rows: reading there would show.
  static std::vector<T> matrix(const Stored& s, unsigned seed) {
    const auto rows = static_cast<std::size_t>(s.rows);
    const auto cols = static_cast<std::size_t>(s.cols);
    const auto ld = static_cast<std::size_t>(s.ld);
    if (rows == 0) return {};
    std::vector<T> padded((rows - 1) * ld + cols, kNan);
    const std::vector<T> values = test::random_values<T>(rows * cols, seed);
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < cols; ++c) padded[r * ld + c] = values[r * cols + c];
    return padded;
  }

  static std::vector<Wide<T>> absolute(const std::vector<Wide<T>>& m) {
    std::vector<Wide<T>> result;
    for (const Wide<T> x : m) result.push_back(std::abs(x));
    return result;
  }

  // One product against the twin. `padding`: how much larger than needed the leading dimensions are.
  static void compare(Shape s, Transpose ta, Transpose tb, Factors f, int padding, std::size_t misalignment) {
    SCOPED_TRACE(testing::Message() << "M " << s.M << ", N " << s.N << ", K " << s.K
                                    << (ta == Transpose::kYes ? ", Aᵀ" : ", A")
                                    << (tb == Transpose::kYes ? " Bᵀ" : " B") << ", alpha " << f.alpha
                                    << ", beta " << f.beta << ", padding " << padding << ", misalignment "
                                    << misalignment);
    const auto stored = [padding](Transpose t, int rows, int cols) {
      const bool transposed = t == Transpose::kYes;
      return transposed ? Stored{cols, rows, std::max(rows, 1) + padding}
                        : Stored{rows, cols, std::max(cols, 1) + padding};
    };
    const Stored a = stored(ta, s.M, s.K);
    const Stored b = stored(tb, s.K, s.N);
    const Stored c = stored(Transpose::kNo, s.M, s.N);
    const std::vector<T> A = matrix(a, 1);
    const std::vector<T> B = matrix(b, 2);
    std::vector<T> C = matrix(c, 3);
    const auto alpha = static_cast<T>(f.alpha);
    const auto beta = static_cast<T>(f.beta);

    // The padding of C must come back as it was, so it holds numbers; what beta = 0 discards is NaN.
    for (T& x : C) x = std::isnan(x) ? T(7) : x;
    std::vector<Wide<T>> expected = test::widened(C);
    std::vector<Wide<T>> magnitudes = absolute(expected);
    naive::gemm<Wide<T>>(ta, tb, s.M, s.N, s.K, alpha, test::widened(A).data(), a.ld, test::widened(B).data(),
                         b.ld, beta, expected.data(), c.ld);
    naive::gemm<Wide<T>>(ta, tb, s.M, s.N, s.K, std::abs(alpha), absolute(test::widened(A)).data(), a.ld,
                         absolute(test::widened(B)).data(), b.ld, std::abs(beta), magnitudes.data(), c.ld);
    if (beta == 0) {
      for (int r = 0; r < s.M; ++r)
        for (int column = 0; column < s.N; ++column) C[static_cast<std::size_t>(r * c.ld + column)] = kNan;
    }

    Output<T> out(C, misalignment);
    const Input<T> in_a(A, misalignment);
    const Input<T> in_b(B, misalignment);
    gemm<T>(ta, tb, s.M, s.N, s.K, alpha, in_a.data(), a.ld, in_b.data(), b.ld, beta, out.data(), c.ld);
    const double rounding = 2 + 2 * std::sqrt(static_cast<double>(s.K));
    ASSERT_TRUE(close(out.values(), expected, {rounding, 0, {magnitudes.begin(), magnitudes.end()}}));
    ASSERT_TRUE(out.guards_untouched());
  }

  template <class F>
  static void for_each_transposition(const F& f) {
    for (const Transpose ta : {Transpose::kNo, Transpose::kYes})
      for (const Transpose tb : {Transpose::kNo, Transpose::kYes}) f(ta, tb);
  }
};

TYPED_TEST_SUITE(GemmTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(GemmTest, OddSizesMatchTheTwinForAllFactors) {
  this->for_each_transposition([this](Transpose ta, Transpose tb) {
    for (const Shape& shape : kShapes)
      for (const double alpha : kFactors)
        for (const double beta : kFactors) this->compare(shape, ta, tb, {alpha, beta}, 0, 0);
  });
}

TYPED_TEST(GemmTest, WideLeadingDimensionsAndMisalignedPointersMatchTheTwin) {
  this->for_each_transposition([this](Transpose ta, Transpose tb) {
    for (const Shape& shape : kShapes)
      for (const Factors& factors : kUsedFactors)
        for (const std::size_t misalignment : test::kMisalignments)
          this->compare(shape, ta, tb, factors, 3, misalignment);
  });
}

TYPED_TEST(GemmTest, LargeProductsMatchTheTwin) {
  this->for_each_transposition([this](Transpose ta, Transpose tb) {
    for (const Shape& shape : kLargeShapes)
      for (const Factors& factors : kFactorsOfLargeShapes) this->compare(shape, ta, tb, factors, 3, 1);
  });
}

TYPED_TEST(GemmTest, WorkedByHand) {
  // [1 2; 3 4]·[5 6; 7 8], and 2·that − 1·[1 1; 1 1]
  const std::vector<TypeParam> A = {1, 2, 3, 4};
  const std::vector<TypeParam> B = {5, 6, 7, 8};
  std::vector<TypeParam> C = {1, 1, 1, 1};
  gemm<TypeParam>(Transpose::kNo, Transpose::kNo, 2, 2, 2, 2, A.data(), 2, B.data(), 2, -1, C.data(), 2);
  EXPECT_EQ(C, (std::vector<TypeParam>{37, 43, 85, 99}));
  gemm<TypeParam>(Transpose::kYes, Transpose::kNo, 2, 2, 2, 1, A.data(), 2, B.data(), 2, 0, C.data(), 2);
  EXPECT_EQ(C, (std::vector<TypeParam>{26, 30, 38, 44}));
  gemm<TypeParam>(Transpose::kNo, Transpose::kYes, 2, 2, 2, 1, A.data(), 2, B.data(), 2, 0, C.data(), 2);
  EXPECT_EQ(C, (std::vector<TypeParam>{17, 23, 39, 53}));
}

// Products may run on several threads at once; each gets what it gets alone.
TYPED_TEST(GemmTest, ProductsAtOnceDoNotDisturbEachOther) {
  using T = TypeParam;
  constexpr int kSize = 60;
  constexpr std::size_t kThreads = 4;
  use_one_blas_thread();
  const auto product = [](unsigned seed) {
    use_one_blas_thread_here();
    const std::vector<T> A = test::random_values<T>(kSize * kSize, seed);
    const std::vector<T> B = test::random_values<T>(kSize * kSize, seed + 1);
    std::vector<T> C(kSize * kSize);
    for (int i = 0; i < 50; ++i)
      gemm<T>(Transpose::kNo, Transpose::kNo, kSize, kSize, kSize, T(0.01), A.data(), kSize, B.data(), kSize,
              T(0.5), C.data(), kSize);
    return C;
  };
  std::vector<std::vector<T>> together(kThreads);
  std::vector<std::thread> threads;
  for (unsigned n = 0; n < kThreads; ++n) threads.emplace_back([&, n] { together[n] = product(n); });
  for (std::thread& thread : threads) thread.join();
  for (unsigned n = 0; n < kThreads; ++n) EXPECT_EQ(together[n], product(n)) << n;
}

TYPED_TEST(GemmTest, NanInAnInputReachesItsRowAlone) {
  std::vector<TypeParam> A = {1, 2, this->kNan, 4};
  const std::vector<TypeParam> B = {5, 6, 7, 8};
  std::vector<TypeParam> C(4);
  gemm<TypeParam>(Transpose::kNo, Transpose::kNo, 2, 2, 2, 1, A.data(), 2, B.data(), 2, 0, C.data(), 2);
  EXPECT_EQ(C[0], 19);
  EXPECT_EQ(C[1], 22);
  EXPECT_TRUE(std::isnan(C[2]));
  EXPECT_TRUE(std::isnan(C[3]));
}

}  // namespace
}  // namespace blasnet::kernels
