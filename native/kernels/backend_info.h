// What the kernels run on.
#pragma once

#include <string>

namespace blasnet::kernels {

enum class BlasThreading { kSequential, kPthreads, kOpenMp };

struct BackendInfo {
  std::string blas_core;
  std::string blas_version;
  std::string blas_config;
  BlasThreading blas_threading;
  int blas_threads;
  std::string simd;
  std::string compiler;
};

// Makes OpenBLAS run every call on the calling thread. One number for the whole process: call once, at load.
void use_one_blas_thread();

// An OpenMP build of OpenBLAS asks OpenMP besides, which keeps a number for each thread: call this on every
// thread before it multiplies. Does nothing for other builds.
void use_one_blas_thread_here();

BackendInfo backend_info();

}  // namespace blasnet::kernels
