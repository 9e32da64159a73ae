// Per-target loop over arrays, included once for every instruction set (see Highway's foreach_target.h).
#if defined(BLASNET_KERNELS_VECTOR_LOOP_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef BLASNET_KERNELS_VECTOR_LOOP_INL_H_
#undef BLASNET_KERNELS_VECTOR_LOOP_INL_H_
#else
#define BLASNET_KERNELS_VECTOR_LOOP_INL_H_
#endif

#include <hwy/highway.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Reads `count` < Lanes(d) elements; the other lanes become `fill`. Goes through a buffer where a masked load
// would read past the end.
template <class D, typename T>
HWY_INLINE hn::VFromD<D> load_part(D d, const T* from, std::size_t count, T fill) {
#if !HWY_MEM_OPS_MIGHT_FAULT
  const auto mask = hn::FirstN(d, count);
  return hn::IfThenElse(mask, hn::MaskedLoad(mask, d, from), hn::Set(d, fill));
#else
  HWY_ALIGN T lanes[hn::MaxLanes(d)];
  hn::Store(hn::Set(d, fill), d, lanes);
  std::memcpy(lanes, from, count * sizeof(T));
  return hn::Load(d, lanes);
#endif
}

template <class D, typename T>
HWY_INLINE void store_part(D d, hn::VFromD<D> v, T* to, std::size_t count) {
#if !HWY_MEM_OPS_MIGHT_FAULT
  hn::BlendedStore(v, hn::FirstN(d, count), d, to);
#else
  HWY_ALIGN T lanes[hn::MaxLanes(d)];
  hn::Store(v, d, lanes);
  std::memcpy(to, lanes, count * sizeof(T));
#endif
}

// out[i] = f(d, a[i]); `out` may be `a`.
template <typename T, class F>
HWY_INLINE void transform(std::size_t n, const T* a, T* out, const F& f) {
  const hn::ScalableTag<T> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) hn::StoreU(f(d, hn::LoadU(d, a + i)), d, out + i);
  if (i < n) store_part(d, f(d, load_part(d, a + i, n - i, T(0))), out + i, n - i);
}

// out[i] = f(d, a[i], b[i]); `out` may be `a` or `b`.
template <typename T, class F>
HWY_INLINE void transform(std::size_t n, const T* a, const T* b, T* out, const F& f) {
  const hn::ScalableTag<T> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) hn::StoreU(f(d, hn::LoadU(d, a + i), hn::LoadU(d, b + i)), d, out + i);
  if (i < n) {
    const std::size_t rest = n - i;
    store_part(d, f(d, load_part(d, a + i, rest, T(0)), load_part(d, b + i, rest, T(0))), out + i, rest);
  }
}

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
