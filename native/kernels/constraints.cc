#include "kernels/constraints.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/constraints.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include "kernels/tile-inl.h"
#include "kernels/vector_loop-inl.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

template <typename T>
void add_penalty_gradient_any(std::size_t n, const T* w, T l1, T l2, T* g) {
  transform(n, w, g, g, [=](auto d, auto weight, auto gradient) HWY_ATTR {
    const auto slope = hn::CopySign(hn::Set(d, l1), weight);
    // NaN comes through the other term.
    const auto signed_l1 = hn::IfThenElseZero(hn::Ne(weight, hn::Zero(d)), slope);
    return hn::MulAdd(hn::Set(d, T(2) * l2), weight, hn::Add(gradient, signed_l1));
  });
}

// Sums in a fixed order, the same for every instruction set: element i belongs to partial sum i mod kSums,
// and these are added from the first to the last. They fill four vectors of AVX2, which hides the latency of
// an addition.
constexpr std::size_t kSums = 16;

using DoubleTag = hn::CappedTag<double, kSums>;
constexpr std::size_t kDoubles = hn::MaxLanes(DoubleTag{});
constexpr std::size_t kSumVectors = kSums / kDoubles;

HWY_INLINE hn::VFromD<DoubleTag> load_as_double(DoubleTag d, const double* from) {
  return hn::LoadU(d, from);
}
HWY_INLINE hn::VFromD<DoubleTag> load_as_double(DoubleTag d, const float* from) {
  return hn::PromoteTo(d, hn::LoadU(hn::Rebind<float, DoubleTag>(), from));
}

// Σ f(x[i]). f has no multiply-add, so that every instruction set comes to the same bits.
template <typename T, class F>
HWY_INLINE double sum_in_double(std::size_t n, const T* x, const F& f) {
  const DoubleTag d;
  hn::VFromD<DoubleTag> v[kSumVectors];
#pragma GCC unroll 16
  for (auto& sum : v) sum = hn::Zero(d);
  std::size_t i = 0;
  for (; i + kSums <= n; i += kSums) {
#pragma GCC unroll 16
    for (std::size_t j = 0; j < kSumVectors; ++j)
      v[j] = hn::Add(v[j], f(d, load_as_double(d, x + i + j * kDoubles)));
  }
  double sums[kSums];
#pragma GCC unroll 16
  for (std::size_t j = 0; j < kSumVectors; ++j) hn::StoreU(v[j], d, sums + j * kDoubles);
  const hn::CappedTag<double, 1> one;
  for (std::size_t j = 0; i + j < n; ++j)
    sums[j] += hn::GetLane(f(one, hn::Set(one, static_cast<double>(x[i + j]))));
  double total = 0;
  for (const double sum : sums) total += sum;
  return total;
}

template <typename T>
double sum_of_squares_any(std::size_t n, const T* g) {
  return sum_in_double(n, g, [](auto, auto x) HWY_ATTR { return hn::Mul(x, x); });
}

template <typename T>
double penalty_any(std::size_t n, const T* w, T l1, T l2) {
  return sum_in_double(n, w, [=](auto d, auto x) HWY_ATTR {
    const auto first = hn::Mul(hn::Set(d, static_cast<double>(l1)), hn::Abs(x));
    return hn::Add(first, hn::Mul(hn::Set(d, static_cast<double>(l2)), hn::Mul(x, x)));
  });
}

// With comparisons, not Min and Max, so that NaN passes through.
template <typename T>
void clip_any(std::size_t n, T limit, T* g) {
  transform(n, g, g, [=](auto d, auto x) HWY_ATTR {
    const auto most = hn::Set(d, limit);
    const auto least = hn::Neg(most);
    return hn::IfThenElse(hn::Gt(x, most), most, hn::IfThenElse(hn::Lt(x, least), least, x));
  });
}

template <std::size_t kVectors, typename T>
void limit_strip(std::size_t rows, T limit, T* W, std::size_t ldw) {
  const TileTag<T> d;
  using V = hn::VFromD<TileTag<T>>;
  Tile<1, kVectors, T> scale;
  scale.zero();
  for (std::size_t r = 0; r < rows; ++r) {
    scale.each([=](V& sum, std::size_t, std::size_t c) HWY_ATTR {
      const V w = hn::LoadU(d, W + r * ldw + c);
      sum = hn::MulAdd(w, w, sum);
    });
  }
  bool any = false;
  scale.each([&](V& sum, std::size_t, std::size_t) HWY_ATTR {
    const V norm = hn::Sqrt(sum);
    const auto above = hn::Gt(norm, hn::Set(d, limit));
    any = any || !hn::AllFalse(d, above);
    // A norm beyond what T holds makes the column NaN, so that it shows: times 0 it would be dead without a
    // word.
    const V factor = hn::Add(hn::Div(hn::Set(d, limit), norm), hn::Sub(norm, norm));
    sum = hn::IfThenElse(above, factor, hn::Set(d, T(1)));
  });
  if (!any) return;
  for (std::size_t r = 0; r < rows; ++r) {
    scale.each([=](const V& factor, std::size_t, std::size_t c) HWY_ATTR {
      T* w = W + r * ldw + c;
      hn::StoreU(hn::Mul(factor, hn::LoadU(d, w)), d, w);
    });
  }
}

template <typename T>
void limit_column_norms_any(std::size_t rows, std::size_t columns, T limit, T* W, std::size_t ldw) {
  for_strips<4, T>(
      columns, [=](auto vectors, std::size_t c) HWY_ATTR { limit_strip<vectors>(rows, limit, W + c, ldw); });
}

template <typename T>
void move_average_any(std::size_t n, T decay, const T* w, T* average) {
  transform(n, w, average, average, [=](auto d, auto weight, auto mean) HWY_ATTR {
    return hn::MulAdd(hn::Set(d, decay), mean, hn::Mul(hn::Set(d, T(1) - decay), weight));
  });
}

#define BLASNET_INSTANTIATE(T, suffix)                                                                      \
  void add_penalty_gradient_##suffix(std::size_t n, const T* w, T l1, T l2, T* g) {                         \
    add_penalty_gradient_any(n, w, l1, l2, g);                                                              \
  }                                                                                                         \
  double penalty_##suffix(std::size_t n, const T* w, T l1, T l2) { return penalty_any(n, w, l1, l2); }      \
  void clip_##suffix(std::size_t n, T limit, T* g) { clip_any(n, limit, g); }                               \
  double sum_of_squares_##suffix(std::size_t n, const T* g) { return sum_of_squares_any(n, g); }            \
  void limit_column_norms_##suffix(std::size_t rows, std::size_t columns, T limit, T* W, std::size_t ldw) { \
    limit_column_norms_any(rows, columns, limit, W, ldw);                                                   \
  }                                                                                                         \
  void move_average_##suffix(std::size_t n, T decay, const T* w, T* average) {                              \
    move_average_any(n, decay, w, average);                                                                 \
  }
BLASNET_INSTANTIATE(float, f32)
BLASNET_INSTANTIATE(double, f64)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

#define BLASNET_DISPATCH(T, suffix)                                                                    \
  HWY_EXPORT(add_penalty_gradient_##suffix);                                                           \
  HWY_EXPORT(penalty_##suffix);                                                                        \
  HWY_EXPORT(clip_##suffix);                                                                           \
  HWY_EXPORT(sum_of_squares_##suffix);                                                                 \
  HWY_EXPORT(limit_column_norms_##suffix);                                                             \
  HWY_EXPORT(move_average_##suffix);                                                                   \
  template <>                                                                                          \
  void add_penalty_gradient<T>(std::size_t n, const T* w, T l1, T l2, T* g) {                          \
    HWY_DYNAMIC_DISPATCH(add_penalty_gradient_##suffix)(n, w, l1, l2, g);                              \
  }                                                                                                    \
  template <>                                                                                          \
  double penalty<T>(std::size_t n, const T* w, T l1, T l2) {                                           \
    return HWY_DYNAMIC_DISPATCH(penalty_##suffix)(n, w, l1, l2);                                       \
  }                                                                                                    \
  template <>                                                                                          \
  void clip<T>(std::size_t n, T limit, T * g) {                                                        \
    HWY_DYNAMIC_DISPATCH(clip_##suffix)(n, limit, g);                                                  \
  }                                                                                                    \
  template <>                                                                                          \
  double sum_of_squares<T>(std::size_t n, const T* g) {                                                \
    return HWY_DYNAMIC_DISPATCH(sum_of_squares_##suffix)(n, g);                                        \
  }                                                                                                    \
  template <>                                                                                          \
  void limit_column_norms<T>(std::size_t rows, std::size_t columns, T limit, T * W, std::size_t ldw) { \
    HWY_DYNAMIC_DISPATCH(limit_column_norms_##suffix)(rows, columns, limit, W, ldw);                   \
  }                                                                                                    \
  template <>                                                                                          \
  void move_average<T>(std::size_t n, T decay, const T* w, T* average) {                               \
    HWY_DYNAMIC_DISPATCH(move_average_##suffix)(n, decay, w, average);                                 \
  }
BLASNET_DISPATCH(float, f32)
BLASNET_DISPATCH(double, f64)
#undef BLASNET_DISPATCH

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
