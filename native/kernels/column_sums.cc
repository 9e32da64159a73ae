#include "kernels/column_sums.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/column_sums.cc"
#include <hwy/foreach_target.h>
// After foreach_target, so that each instruction set sees them.
#include <hwy/highway.h>

#include "kernels/vector_loop-inl.h"

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

template <typename T>
void column_sums_any(std::size_t rows, std::size_t cols, const T* m, std::size_t ldm, T beta, T* sums) {
  const hn::ScalableTag<T> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto start = [=](auto previous) HWY_ATTR {
    return beta == T(0) ? hn::Zero(d) : hn::Mul(hn::Set(d, beta), previous);
  };
  std::size_t c = 0;
  for (; c + lanes <= cols; c += lanes) {
    auto sum = start(hn::LoadU(d, sums + c));
    for (std::size_t r = 0; r < rows; ++r) sum = hn::Add(sum, hn::LoadU(d, m + r * ldm + c));
    hn::StoreU(sum, d, sums + c);
  }
  if (c < cols) {
    const std::size_t rest = cols - c;
    auto sum = start(load_part(d, sums + c, rest, T(0)));
    for (std::size_t r = 0; r < rows; ++r) sum = hn::Add(sum, load_part(d, m + r * ldm + c, rest, T(0)));
    store_part(d, sum, sums + c, rest);
  }
}

void column_sums_f32(std::size_t rows, std::size_t cols, const float* m, std::size_t ldm, float beta,
                     float* sums) {
  column_sums_any(rows, cols, m, ldm, beta, sums);
}
void column_sums_f64(std::size_t rows, std::size_t cols, const double* m, std::size_t ldm, double beta,
                     double* sums) {
  column_sums_any(rows, cols, m, ldm, beta, sums);
}

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blasnet::kernels {

HWY_EXPORT(column_sums_f32);
HWY_EXPORT(column_sums_f64);

template <>
void column_sums<float>(std::size_t rows, std::size_t cols, const float* m, std::size_t ldm, float beta,
                        float* sums) {
  HWY_DYNAMIC_DISPATCH(column_sums_f32)(rows, cols, m, ldm, beta, sums);
}
template <>
void column_sums<double>(std::size_t rows, std::size_t cols, const double* m, std::size_t ldm, double beta,
                         double* sums) {
  HWY_DYNAMIC_DISPATCH(column_sums_f64)(rows, cols, m, ldm, beta, sums);
}

}  // namespace blasnet::kernels
#endif  // HWY_ONCE
