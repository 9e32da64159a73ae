#include "kernels/losses.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/losses.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/elementwise_losses-inl.h"
#include "kernels/vector_loop-inl.h"
#include "kernels/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

// Elements whose terms are kept until they are summed in double: at most 1 KB.
constexpr std::size_t kChunk = 128;

template <typename T>
T largest_of(std::size_t n, const T* values) {
  const hn::ScalableTag<T> d;
  constexpr T kLeast = -std::numeric_limits<T>::infinity();
  const std::size_t lanes = hn::Lanes(d);
  auto largest = hn::Set(d, kLeast);
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) largest = hn::Max(largest, hn::LoadU(d, values + i));
  if (i < n) largest = hn::Max(largest, load_part(d, values + i, n - i, kLeast));
  return hn::GetLane(hn::MaxOfLanes(d, largest));
}

// As many elements of T as a vector has doubles, widened.
template <class D>
HWY_INLINE hn::VFromD<D> load_wide(D d, const double* from, std::size_t count) {
  return count >= hn::Lanes(d) ? hn::LoadU(d, from) : load_part(d, from, count, 0.0);
}
template <class D>
HWY_INLINE hn::VFromD<D> load_wide(D d, const float* from, std::size_t count) {
  const hn::Rebind<float, D> narrow;
  return hn::PromoteTo(
      d, count >= hn::Lanes(d) ? hn::LoadU(narrow, from) : load_part(narrow, from, count, 0.0f));
}

// Always in the same order: that of the lanes of doubles.
template <typename T>
double sum_of(std::size_t n, const T* values) {
  const hn::ScalableTag<double> d;
  const std::size_t lanes = hn::Lanes(d);
  auto sum = hn::Zero(d);
  for (std::size_t i = 0; i < n; i += lanes) sum = hn::Add(sum, load_wide(d, values + i, n - i));
  return hn::GetLane(hn::SumOfLanes(d, sum));
}

struct WeightSums {
  double weights;    // Σ q
  double distances;  // Σ q·(largest − z)
};

// A weight of 0 counts nothing, not even where z is −∞.
template <typename T>
WeightSums sums_of_weights(std::size_t n, const T* z, const T* q, T largest) {
  const hn::ScalableTag<double> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto top = hn::Set(d, static_cast<double>(largest));
  auto weights = hn::Zero(d);
  auto distances = hn::Zero(d);
  for (std::size_t i = 0; i < n; i += lanes) {
    const auto weight = load_wide(d, q + i, n - i);
    const auto distance = hn::Sub(top, load_wide(d, z + i, n - i));
    weights = hn::Add(weights, weight);
    distances =
        hn::Add(distances, hn::IfThenElseZero(hn::Ne(weight, hn::Zero(d)), hn::Mul(weight, distance)));
  }
  return {hn::GetLane(hn::SumOfLanes(d, weights)), hn::GetLane(hn::SumOfLanes(d, distances))};
}

// Σ e^(z − largest), a chunk's terms in T, all chunks in double; the terms are kept in `terms` unless it is
// null.
template <typename T>
double sum_of_exponentials(std::size_t n, const T* z, T largest, T* terms) {
  HWY_ALIGN T chunk[kChunk];
  double sum = 0;
  for (std::size_t first = 0; first < n; first += kChunk) {
    const std::size_t count = std::min(kChunk, n - first);
    T* to = terms == nullptr ? chunk : terms + first;
    transform(count, z + first, to,
              [=](auto d, auto v) HWY_ATTR { return exp_of_negative(d, hn::Sub(v, hn::Set(d, largest))); });
    sum += sum_of(count, to);
  }
  return sum;
}

template <typename T>
void softmax_rows(std::size_t rows, std::size_t cols, const T* z, std::size_t ldz, const T* q,
                  std::size_t ldq, const T* scales, double* losses, T* gradient, std::size_t ldg) {
  for (std::size_t r = 0; r < rows; ++r) {
    const T* z_row = z + r * ldz;
    const T* q_row = q + r * ldq;
    T* g_row = gradient == nullptr ? nullptr : gradient + r * ldg;
    // NaN in z may be overlooked here; it comes back in the sum of the exponentials.
    const T largest = largest_of(cols, z_row);
    const WeightSums sums = sums_of_weights(cols, z_row, q_row, largest);  // before the gradient overwrites z
    const double sum = sum_of_exponentials(cols, z_row, largest, g_row);
    // A product, so that NaN in z shows also where all weights are 0.
    losses[r] = sums.weights * std::log(sum) + sums.distances;
    if (g_row == nullptr) continue;
    const T factor = static_cast<T>(sums.weights / sum);
    const T scale = scales[r];
    transform(cols, g_row, q_row, g_row, [=](auto d, auto e, auto weight) HWY_ATTR {
      return hn::Mul(hn::Set(d, scale), hn::Sub(hn::Mul(e, hn::Set(d, factor)), weight));
    });
  }
}

// Σ l(z, t) over up to kChunk elements, and their slopes times `factor` into `slopes` unless that is null.
template <class L, typename T>
double loss_of_chunk(const L& loss, std::size_t n, const T* z, const T* t, const T* weights, T factor,
                     T* slopes) {
  const hn::ScalableTag<T> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto one = hn::Set(d, T(1));
  const auto scale = hn::Set(d, factor);
  HWY_ALIGN T values[kChunk];
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    auto value = hn::Zero(d), slope = hn::Zero(d);
    loss.evaluate(d, hn::LoadU(d, z + i), hn::LoadU(d, t + i),
                  weights == nullptr ? one : hn::LoadU(d, weights + i), value, slope);
    hn::StoreU(value, d, values + i);
    if (slopes != nullptr) hn::StoreU(hn::Mul(slope, scale), d, slopes + i);
  }
  if (i < n) {
    const std::size_t rest = n - i;
    auto value = hn::Zero(d), slope = hn::Zero(d);
    loss.evaluate(d, load_part(d, z + i, rest, T(0)), load_part(d, t + i, rest, T(0)),
                  weights == nullptr ? one : load_part(d, weights + i, rest, T(0)), value, slope);
    store_part(d, value, values + i, rest);
    if (slopes != nullptr) store_part(d, hn::Mul(slope, scale), slopes + i, rest);
  }
  return sum_of(n, values);
}

template <class L, typename T>
void elementwise_rows(const L& loss, std::size_t rows, std::size_t cols, const T* z, std::size_t ldz,
                      const T* t, std::size_t ldt, const T* weights, const T* scales, double* losses,
                      T* gradient, std::size_t ldg) {
  for (std::size_t r = 0; r < rows; ++r) {
    const T factor = gradient == nullptr ? T(0) : scales[r] / static_cast<T>(cols);
    double sum = 0;
    for (std::size_t c = 0; c < cols; c += kChunk) {
      sum += loss_of_chunk(loss, std::min(kChunk, cols - c), z + r * ldz + c, t + r * ldt + c,
                           weights == nullptr ? nullptr : weights + c, factor,
                           gradient == nullptr ? nullptr : gradient + r * ldg + c);
    }
    losses[r] = sum / static_cast<double>(cols);
  }
}

template <typename T>
void elementwise_any(ElementwiseLoss loss, T delta, std::size_t rows, std::size_t cols, const T* z,
                     std::size_t ldz, const T* t, std::size_t ldt, const T* weights, const T* scales,
                     double* losses, T* gradient, std::size_t ldg) {
  const auto run = [=](const auto& of) {
    elementwise_rows(of, rows, cols, z, ldz, t, ldt, weights, scales, losses, gradient, ldg);
  };
  switch (loss) {
    case ElementwiseLoss::kBinaryCrossEntropy:
      return run(BinaryCrossEntropy{});
    case ElementwiseLoss::kSquaredError:
      return run(SquaredError{});
    case ElementwiseLoss::kHuber:
      return run(Huber<T>{delta});
  }
}

#define BLASNET_INSTANTIATE(T, suffix)                                                                       \
  void softmax_rows_##suffix(std::size_t rows, std::size_t cols, const T* z, std::size_t ldz, const T* q,    \
                             std::size_t ldq, const T* scales, double* losses, T* g, std::size_t ldg) {      \
    softmax_rows(rows, cols, z, ldz, q, ldq, scales, losses, g, ldg);                                        \
  }                                                                                                          \
  void elementwise_##suffix(ElementwiseLoss loss, T delta, std::size_t rows, std::size_t cols, const T* z,   \
                            std::size_t ldz, const T* t, std::size_t ldt, const T* weights, const T* scales, \
                            double* losses, T* g, std::size_t ldg) {                                         \
    elementwise_any(loss, delta, rows, cols, z, ldz, t, ldt, weights, scales, losses, g, ldg);               \
  }
BLASNET_INSTANTIATE(float, f32)
BLASNET_INSTANTIATE(double, f64)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

#define BLASNET_DISPATCH(T, suffix)                                                                         \
  HWY_EXPORT(softmax_rows_##suffix);                                                                        \
  HWY_EXPORT(elementwise_##suffix);                                                                         \
  template <>                                                                                               \
  void softmax_cross_entropy_rows<T>(std::size_t rows, std::size_t cols, const T* z, std::size_t ldz,       \
                                     const T* q, std::size_t ldq, const T* scales, double* losses,          \
                                     T* gradient, std::size_t ldg) {                                        \
    HWY_DYNAMIC_DISPATCH(softmax_rows_##suffix)(rows, cols, z, ldz, q, ldq, scales, losses, gradient, ldg); \
  }                                                                                                         \
  template <>                                                                                               \
  void elementwise_loss<T>(ElementwiseLoss loss, T delta, std::size_t rows, std::size_t cols, const T* z,   \
                           std::size_t ldz, const T* t, std::size_t ldt, const T* positive_weights,         \
                           const T* scales, double* losses, T* gradient, std::size_t ldg) {                 \
    HWY_DYNAMIC_DISPATCH(elementwise_##suffix)                                                              \
    (loss, delta, rows, cols, z, ldz, t, ldt, positive_weights, scales, losses, gradient, ldg);             \
  }
BLASNET_DISPATCH(float, f32)
BLASNET_DISPATCH(double, f64)
#undef BLASNET_DISPATCH

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
