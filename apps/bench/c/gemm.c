// Matrix products by plain CBLAS calls, for `bench kernels`: what a C program reaches without blasnet.
//
// Reads requests from standard input, a line each: `f32|f64 m n k transposeA transposeB repeats`, and answers
// each with the seconds that so many products C <- op(A) op(B) took. Row-major; op(A) is [m, k], op(B) [k,
// n].

#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

// Three blocks that grow to the largest product asked for.
static void* block(int which, size_t bytes) {
  static void* blocks[3];
  static size_t sizes[3];
  if (sizes[which] < bytes) {
    free(blocks[which]);
    size_t rounded = (bytes + 63) / 64 * 64;
    blocks[which] = aligned_alloc(64, rounded);
    if (blocks[which] == NULL) {
      fprintf(stderr, "out of memory\n");
      exit(1);
    }
    sizes[which] = rounded;
  }
  return blocks[which];
}

static double seconds_f32(int m, int n, int k, CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, long repeats) {
  float *a = block(0, sizeof(float) * m * k), *b = block(1, sizeof(float) * k * n),
        *c = block(2, sizeof(float) * m * n);
  for (long i = 0; i < (long)m * k; i++) a[i] = 0.5f;
  for (long i = 0; i < (long)k * n; i++) b[i] = 0.25f;
  const int lda = ta == CblasTrans ? m : k, ldb = tb == CblasTrans ? k : n;
  cblas_sgemm(CblasRowMajor, ta, tb, m, n, k, 1, a, lda, b, ldb, 0, c, n);
  const double start = now();
  for (long i = 0; i < repeats; i++) cblas_sgemm(CblasRowMajor, ta, tb, m, n, k, 1, a, lda, b, ldb, 0, c, n);
  return now() - start;
}

static double seconds_f64(int m, int n, int k, CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, long repeats) {
  double *a = block(0, sizeof(double) * m * k), *b = block(1, sizeof(double) * k * n),
         *c = block(2, sizeof(double) * m * n);
  for (long i = 0; i < (long)m * k; i++) a[i] = 0.5;
  for (long i = 0; i < (long)k * n; i++) b[i] = 0.25;
  const int lda = ta == CblasTrans ? m : k, ldb = tb == CblasTrans ? k : n;
  cblas_dgemm(CblasRowMajor, ta, tb, m, n, k, 1, a, lda, b, ldb, 0, c, n);
  const double start = now();
  for (long i = 0; i < repeats; i++) cblas_dgemm(CblasRowMajor, ta, tb, m, n, k, 1, a, lda, b, ldb, 0, c, n);
  return now() - start;
}

int main(void) {
  char type[4];
  int m, n, k, ta, tb;
  long repeats;
  while (scanf("%3s %d %d %d %d %d %ld", type, &m, &n, &k, &ta, &tb, &repeats) == 7) {
    const CBLAS_TRANSPOSE opA = ta ? CblasTrans : CblasNoTrans, opB = tb ? CblasTrans : CblasNoTrans;
    const double seconds = strcmp(type, "f32") == 0 ? seconds_f32(m, n, k, opA, opB, repeats)
                                                    : seconds_f64(m, n, k, opA, opB, repeats);
    printf("%.9f\n", seconds);
    fflush(stdout);
  }
  return 0;
}
