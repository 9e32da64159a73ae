// Per-target tail of the normal distribution, with relative precision as far out as the element type reaches.
#if defined(BLASNET_KERNELS_NORMAL_TAIL_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef BLASNET_KERNELS_NORMAL_TAIL_INL_H_
#undef BLASNET_KERNELS_NORMAL_TAIL_INL_H_
#else
#define BLASNET_KERNELS_NORMAL_TAIL_INL_H_
#endif

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>

HWY_BEFORE_NAMESPACE();
namespace blasnet::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Φ(−a)·e^(a²/2) is smooth and falls like 1/a: one quotient of polynomials covers all a for which e^(−a²/2)
// is not 0. Coefficients: interpolation at the Chebyshev nodes of (a − k)/(a + k), from the constant upwards.
// All are positive, so nothing cancels.
template <typename T>
struct TailRatio;

// 0 ≤ a ≤ 15 with k = 3; relative error below 8e-9.
template <>
struct TailRatio<float> {
  static constexpr float kLargest = 15;
  static constexpr float kNumerator[] = {0.50000000217564784095f, 0.43867425738206206748f,
                                         0.18347186143016863059f, 0.040700061477378580033f,
                                         0.0041225282030692149665f};
  static constexpr float kDenominator[] = {1.0f,
                                           1.6752334168384365051f,
                                           1.2035824337408796611f,
                                           0.47008430523369784589f,
                                           0.10202606508008999256f,
                                           0.010333534103018608766f};
  static constexpr std::uint32_t kUpperHalf = 0xFFFFF000u;  // of the significand, with sign and exponent
};

// 0 ≤ a ≤ 39 with k = 4; relative error below 2e-18.
template <>
struct TailRatio<double> {
  static constexpr double kLargest = 39;
  static constexpr double kNumerator[] = {
      0.50000000000000000015,    0.82643901167628244237,   0.67723330520669396116,  0.35547108497401329118,
      0.13110713751106681543,    0.035341074639996771196,  0.007041273528835195047, 0.0010250715693504379794,
      0.00010474310614534725494, 6.8301227250702238895e-6, 2.1841939157224645817e-7};
  static constexpr double kDenominator[] = {1.0,
                                            2.4507625841554303211,
                                            2.8098922385043354009,
                                            1.993492032760400027,
                                            0.97465321348953005227,
                                            0.34576707665724711578,
                                            0.091122169470986539354,
                                            0.017911312346517042275,
                                            0.0025865939582046200867,
                                            0.00026309952765603220112,
                                            0.000017120578741890866853,
                                            5.4749622264256447185e-7};
  static constexpr std::uint64_t kUpperHalf = 0xFFFFFFFFF8000000u;
};

// Σ coefficients[kFirst + i]·x^i for i < kTerms ≤ 16, by halves: powers[j] is x^(2^j). The rounding of the
// powers is common to numerator and denominator, and cancels: GELU is off by 6.3 ulp at worst, by 13.6 with
// Horner.
template <std::size_t kFirst, std::size_t kTerms, class D, class V, std::size_t kCount>
HWY_INLINE V polynomial(D d, const V (&powers)[4], const hn::TFromD<D> (&coefficients)[kCount]) {
  if constexpr (kTerms == 1) {
    return hn::Set(d, coefficients[kFirst]);
  } else {
    constexpr std::size_t kBit = std::bit_width(kTerms - 1) - 1;
    constexpr std::size_t kLower = std::size_t{1} << kBit;
    return hn::MulAdd(polynomial<kFirst + kLower, kTerms - kLower>(d, powers, coefficients), powers[kBit],
                      polynomial<kFirst, kLower>(d, powers, coefficients));
  }
}

// What the functions below take for |z|: beyond it e^(−a²/2) is 0, and infinity would make NaN.
template <class D, class V = hn::VFromD<D>>
HWY_INLINE V distance_in_normal(D d, V z) {
  return hn::Min(hn::Abs(z), hn::Set(d, TailRatio<hn::TFromD<D>>::kLargest));
}

// Φ(−a)·e^(a²/2), a from distance_in_normal.
template <class D, class V = hn::VFromD<D>>
HWY_INLINE V tail_ratio(D d, V a) {
  using Ratio = TailRatio<hn::TFromD<D>>;
  const V a2 = hn::Mul(a, a);
  const V a4 = hn::Mul(a2, a2);
  const V powers[] = {a, a2, a4, hn::Mul(a4, a4)};
  return hn::Div(polynomial<0, std::size(Ratio::kNumerator)>(d, powers, Ratio::kNumerator),
                 polynomial<0, std::size(Ratio::kDenominator)>(d, powers, Ratio::kDenominator));
}

// factor·e^(−a²/2), a from distance_in_normal. Rounding a² alone would cost a²/2 ulp: what it loses is had
// from the exact products of a's halves. The factor comes first, so that it also counts where e^(−a²/2) is
// denormal.
template <class D, class V = hn::VFromD<D>>
HWY_INLINE V times_gaussian(D d, V a, V factor) {
  using T = hn::TFromD<D>;
  const hn::RebindToUnsigned<D> bits;
  const V upper = hn::BitCast(d, hn::And(hn::BitCast(bits, a), hn::Set(bits, TailRatio<T>::kUpperHalf)));
  const V lower = hn::Sub(a, upper);
  const V square = hn::Mul(a, a);
  const V mixed = hn::Mul(hn::Add(upper, upper), lower);
  const V lost = hn::Add(hn::Add(hn::Sub(hn::Mul(upper, upper), square), mixed), hn::Mul(lower, lower));
  const V half = hn::Set(d, T(0.5));
  const V corrected = hn::NegMulAdd(hn::Mul(half, lost), factor, factor);
  return hn::Mul(corrected, hn::Exp(d, hn::Neg(hn::Mul(half, square))));
}

}  // namespace blasnet::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
