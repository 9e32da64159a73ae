// What is done to gradients before an update and to parameters after it.
#pragma once

#include <cstddef>

namespace blasnet::kernels {

// g[i] ← g[i] + l1·sign(w[i]) + 2·l2·w[i]: the gradient of l1·Σ|w| + l2·Σw². sign(0) = 0.
template <typename T>
void add_penalty_gradient(std::size_t n, const T* w, T l1, T l2, T* g);

// l1·Σ|w[i]| + l2·Σw[i]², summed in double.
template <typename T>
double penalty(std::size_t n, const T* w, T l1, T l2);

// g[i] ← min(max(g[i], −limit), limit). NaN stays.
template <typename T>
void clip(std::size_t n, T limit, T* g);

// Σ g[i]², summed in double.
template <typename T>
double sum_of_squares(std::size_t n, const T* g);

// Every column of W whose Euclidean norm is above `limit` is scaled to it; Srivastava et al. 2014, 5.1: a
// column holds the weights into one unit. W: [rows, columns] with rows ldw apart, `columns` a multiple of
// kPadding. Norms are summed row by row, so that a column does not depend on its neighbours. A column whose
// norm T cannot hold becomes NaN.
template <typename T>
void limit_column_norms(std::size_t rows, std::size_t columns, T limit, T* W, std::size_t ldw);

// average[i] ← decay·average[i] + (1 − decay)·w[i]
template <typename T>
void move_average(std::size_t n, T decay, const T* w, T* average);

}  // namespace blasnet::kernels
