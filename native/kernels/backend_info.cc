#include "kernels/backend_info.h"

#include <cblas.h>
#include <dlfcn.h>
#include <hwy/highway.h>
#include <hwy/targets.h>

namespace blasnet::kernels {
namespace {

BlasThreading blas_threading() {
  switch (openblas_get_parallel()) {
    case OPENBLAS_THREAD:
      return BlasThreading::kPthreads;
    case OPENBLAS_OPENMP:
      return BlasThreading::kOpenMp;
    default:
      return BlasThreading::kSequential;
  }
}

// "OpenBLAS 0.3.21 NO_LAPACKE …" → "0.3.21"
std::string version_in(const std::string& config) {
  const std::string prefix = "OpenBLAS ";
  if (config.rfind(prefix, 0) != 0) return "unknown";
  return config.substr(prefix.size(), config.find(' ', prefix.size()) - prefix.size());
}

// The best of the instruction sets compiled in that this CPU has; dispatch picks the same one.
std::string simd_name() {
  const auto targets = static_cast<uint64_t>(hwy::SupportedTargets()) & HWY_TARGETS;
  const uint64_t best = targets & (~targets + 1);  // lower bits stand for better targets
  return hwy::TargetName(static_cast<decltype(hwy::SupportedTargets())>(best));
}

std::string compiler_name() {
#if defined(__clang__)
  return "clang " __clang_version__;
#elif defined(__GNUC__)
  return "gcc " __VERSION__;
#else
  return "unknown";
#endif
}

}  // namespace

void use_one_blas_thread() { openblas_set_num_threads(1); }

void use_one_blas_thread_here() {
  // Looked up rather than linked: which OpenMP library there is, and whether, is OpenBLAS's affair.
  using SetNumThreads = void (*)(int);
  static const auto set_num_threads =
      blas_threading() == BlasThreading::kOpenMp
          ? reinterpret_cast<SetNumThreads>(dlsym(RTLD_DEFAULT, "omp_set_num_threads"))
          : nullptr;
  if (set_num_threads != nullptr) set_num_threads(1);
}

BackendInfo backend_info() {
  const std::string config = openblas_get_config();
  return {openblas_get_corename(),    version_in(config), config,         blas_threading(),
          openblas_get_num_threads(), simd_name(),        compiler_name()};
}

}  // namespace blasnet::kernels
