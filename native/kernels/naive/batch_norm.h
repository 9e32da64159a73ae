// The naive twins of batch_norm.h, column after column.
#pragma once

#include <cmath>
#include <cstddef>

namespace blasnet::kernels::naive {

template <typename T>
void column_moments(std::size_t rows, std::size_t columns, const T* z, std::size_t ldz, T* mean,
                    T* variance) {
  for (std::size_t c = 0; c < columns; ++c) {
    T sum = 0;
    for (std::size_t r = 0; r < rows; ++r) sum += z[r * ldz + c];
    mean[c] = sum / T(rows);
    T squares = 0;
    for (std::size_t r = 0; r < rows; ++r) squares += (z[r * ldz + c] - mean[c]) * (z[r * ldz + c] - mean[c]);
    variance[c] = squares / T(rows);
  }
}

template <typename T>
void standardise(std::size_t rows, std::size_t columns, const T* mean, const T* variance, T epsilon, T* z,
                 std::size_t ldz) {
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c)
      z[r * ldz + c] = (z[r * ldz + c] - mean[c]) / std::sqrt(variance[c] + epsilon);
}

template <typename T>
void scale_and_shift(std::size_t rows, std::size_t columns, const T* x, std::size_t ldx, const T* scale,
                     const T* shift, T* y, std::size_t ldy) {
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) y[r * ldy + c] = scale[c] * x[r * ldx + c] + shift[c];
}

template <typename T>
void batch_norm_sums(std::size_t rows, std::size_t columns, const T* du, std::size_t lddu,
                     const T* normalised, std::size_t ldn, T* scale_gradient, T* shift_gradient) {
  for (std::size_t c = 0; c < columns; ++c) {
    scale_gradient[c] = shift_gradient[c] = 0;
    for (std::size_t r = 0; r < rows; ++r) {
      shift_gradient[c] += du[r * lddu + c];
      scale_gradient[c] += du[r * lddu + c] * normalised[r * ldn + c];
    }
  }
}

template <typename T>
void batch_norm_backward(std::size_t rows, std::size_t columns, std::size_t batch, const T* normalised,
                         std::size_t ldn, const T* scale, const T* variance, T epsilon,
                         const T* scale_gradient, const T* shift_gradient, T* du, std::size_t lddu) {
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      T& d = du[r * lddu + c];
      d = scale[c] / std::sqrt(variance[c] + epsilon) *
          (d - shift_gradient[c] / T(batch) - normalised[r * ldn + c] * scale_gradient[c] / T(batch));
    }
  }
}

template <typename T>
void move_statistics(std::size_t columns, T momentum, T factor, const T* value, T* running) {
  for (std::size_t c = 0; c < columns; ++c)
    running[c] = (1 - momentum) * running[c] + momentum * value[c] * factor;
}

}  // namespace blasnet::kernels::naive
