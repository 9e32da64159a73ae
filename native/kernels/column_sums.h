// Sums down the columns of a matrix: the gradient of a bias.
#pragma once

#include <cstddef>

namespace blasnet::kernels {

// sums[c] ← beta·sums[c] + Σ_r m[r, c]. m: [rows, cols] with rows ldm apart; sums: [cols], must not
// overlap m.
// With beta = 0 it does not matter what sums held, NaN included.
template <typename T>
void column_sums(std::size_t rows, std::size_t cols, const T* m, std::size_t ldm, T beta, T* sums);

}  // namespace blasnet::kernels
