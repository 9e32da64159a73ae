// Elementary functions from sums and products alone, for numbers that must be the same on every machine:
// those of the C library may differ in the last bit from one to the next. In double precision, to about
// 10⁻¹⁵.
#pragma once

namespace blasnet::kernels::portable {

namespace detail {

// Σₖ (−x²)ᵏ/(first + 2k)!, k < 10, for |x| ≤ π/4; `first` is 0 for the cosine and 1 for sin(x)/x.
inline double alternating_series(double x, int first) {
  double sum = 1;
  for (int n = first + 18; n > first; n -= 2) sum = 1 - x * x / (n * (n - 1.0)) * sum;
  return sum;
}

inline double radians(double degrees) { return degrees * 0.017453292519943295; }

inline double sin_small(double degrees) { return radians(degrees) * alternating_series(radians(degrees), 1); }

inline double cos_small(double degrees) { return alternating_series(radians(degrees), 0); }

// 0 … 180
inline double sin_up(double degrees) {
  const double d = degrees > 90 ? 180 - degrees : degrees;
  return d > 45 ? cos_small(90 - d) : sin_small(d);
}

}  // namespace detail

// −180 … 180
inline double sin_degrees(double degrees) {
  return degrees < 0 ? -detail::sin_up(-degrees) : detail::sin_up(degrees);
}

// −180 … 180
inline double cos_degrees(double degrees) {
  const double d = degrees < 0 ? -degrees : degrees;
  if (d <= 45) return detail::cos_small(d);
  return d <= 90 ? detail::sin_up(90 - d) : -detail::sin_up(d - 90);
}

// eˣ for −9 ≤ x ≤ 0
inline double exp_small(double x) {
  const double y = x / 8;
  double sum = 1;
  for (int n = 20; n > 0; --n) sum = 1 + y / n * sum;
  const double squared = sum * sum;
  return squared * squared * (squared * squared);
}

}  // namespace blasnet::kernels::portable
