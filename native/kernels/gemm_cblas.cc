#include <cblas.h>

#include "kernels/gemm.h"

namespace blasnet::kernels {
namespace {

CBLAS_TRANSPOSE op(Transpose transpose) { return transpose == Transpose::kYes ? CblasTrans : CblasNoTrans; }

}  // namespace

template <>
void gemm<float>(Transpose transpose_a, Transpose transpose_b, int M, int N, int K, float alpha,
                 const float* A, int lda, const float* B, int ldb, float beta, float* C, int ldc) {
  cblas_sgemm(CblasRowMajor, op(transpose_a), op(transpose_b), M, N, K, alpha, A, lda, B, ldb, beta, C, ldc);
}

template <>
void gemm<double>(Transpose transpose_a, Transpose transpose_b, int M, int N, int K, double alpha,
                  const double* A, int lda, const double* B, int ldb, double beta, double* C, int ldc) {
  cblas_dgemm(CblasRowMajor, op(transpose_a), op(transpose_b), M, N, K, alpha, A, lda, B, ldb, beta, C, ldc);
}

}  // namespace blasnet::kernels
