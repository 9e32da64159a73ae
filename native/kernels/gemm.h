// General matrix product. The only header through which anything is multiplied by BLAS.
#pragma once

namespace blasnet::kernels {

enum class Transpose : bool { kNo = false, kYes = true };

// C ← alpha·op(A)·op(B) + beta·C, all row-major: op(A) is [M, K], op(B) [K, N], C [M, N].
// lda, ldb, ldc: elements from one row of the stored matrix to the next.
// C must not overlap A or B. With beta = 0, C is written without being read.
template <typename T>
void gemm(Transpose transpose_a, Transpose transpose_b, int M, int N, int K, T alpha, const T* A, int lda,
          const T* B, int ldb, T beta, T* C, int ldc);

}  // namespace blasnet::kernels
