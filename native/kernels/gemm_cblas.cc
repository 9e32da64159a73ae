#include <cblas.h>

#include <cstddef>
#include <string_view>

#include "kernels/gemm.h"

namespace blasnet::kernels {
namespace {

// OpenBLAS's AVX-512 kernels multiply without packing up to this M·N·K (its own limit), and a product of a
// long, narrow matrix is faster as several of those than as one that packs: 32×784×64 takes 13.5 µs in two
// parts against 23.2 whole, 784×32×64 transposed 14.2 against 18.7 (Zen 5, OpenBLAS 0.3.21). The AVX2 kernels
// have no such path: there the parts are as fast as the whole or slower.
constexpr double kSmallProduct = 1e6;
// Below this many rows or columns a part costs more than it saves.
constexpr int kShortestPart = 48;

// Whether BLAS has those kernels.
bool blas_multiplies_small_without_packing() {
  static const bool has = [] {
    const std::string_view core = openblas_get_corename();
    return core == "SkylakeX" || core == "Cooperlake" || core == "SapphireRapids";
  }();
  return has;
}

// Into how many parts to cut `length`, the long side of a product of M·N·K multiplications.
int parts_of(int length, int M, int N, int K) {
  const double products = static_cast<double>(M) * N * K;
  if (products <= kSmallProduct || products > kSmallProduct * (length / kShortestPart)) return 1;
  if (!blas_multiplies_small_without_packing()) return 1;
  int parts = static_cast<int>(products / kSmallProduct) + 1;
  // The longest part counts: of 43 × 801 × 58 in two, one would lie just above the limit.
  while ((length + parts - 1) / parts * (products / length) > kSmallProduct) ++parts;
  return parts;
}

// First element of part i of `parts` nearly equal ones.
int part_start(int length, int i, int parts) {
  return static_cast<int>(static_cast<std::ptrdiff_t>(length) * i / parts);
}

CBLAS_TRANSPOSE op(Transpose transpose) { return transpose == Transpose::kYes ? CblasTrans : CblasNoTrans; }

}  // namespace

template <>
void gemm<float>(Transpose transpose_a, Transpose transpose_b, int M, int N, int K, float alpha,
                 const float* A, int lda, const float* B, int ldb, float beta, float* C, int ldc) {
  const auto whole = [&](int rows, int depth, const float* a, const float* b, float beta_part, float* c) {
    cblas_sgemm(CblasRowMajor, op(transpose_a), op(transpose_b), rows, N, depth, alpha, a, lda, b, ldb,
                beta_part, c, ldc);
  };
  if (transpose_b == Transpose::kYes) return whole(M, K, A, B, beta, C);

  if (transpose_a == Transpose::kNo) {  // forward: add up products over parts of K
    const int parts = parts_of(K, M, N, K);
    for (int i = 0; i < parts; ++i) {
      const int k = part_start(K, i, parts);
      whole(M, part_start(K, i + 1, parts) - k, A + k, B + std::ptrdiff_t{k} * ldb, i == 0 ? beta : 1.0f, C);
    }
    return;
  }
  const int parts = parts_of(M, M, N, K);  // weight gradient: one product for each part of the rows of C
  for (int i = 0; i < parts; ++i) {
    const int m = part_start(M, i, parts);
    whole(part_start(M, i + 1, parts) - m, K, A + m, B, beta, C + std::ptrdiff_t{m} * ldc);
  }
}

template <>
void gemm<double>(Transpose transpose_a, Transpose transpose_b, int M, int N, int K, double alpha,
                  const double* A, int lda, const double* B, int ldb, double beta, double* C, int ldc) {
  cblas_dgemm(CblasRowMajor, op(transpose_a), op(transpose_b), M, N, K, alpha, A, lda, B, ldb, beta, C, ldc);
}

}  // namespace blasnet::kernels
