/* Loaded before MKL: its answer to "is this an Intel processor?". On any other, MKL computes with slower kernels than
 * the processor has instructions for. */
int mkl_serv_intel_cpu_true(void) { return 1; }
