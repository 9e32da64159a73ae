#include "kernels/backend_info.h"

#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>

namespace blasnet::kernels {
namespace {

TEST(BackendInfo, NamesWhatTheKernelsRunOn) {
  const BackendInfo info = backend_info();
  EXPECT_FALSE(info.blas_core.empty());
  const char* const asked = std::getenv("BLASNET_TEST_CORE");  // set by blas_cores_test.cc
  EXPECT_TRUE(asked == nullptr || info.blas_core == asked) << info.blas_core;
  EXPECT_EQ(info.blas_config.rfind("OpenBLAS " + info.blas_version, 0), 0u) << info.blas_config;
  EXPECT_TRUE(std::isdigit(static_cast<unsigned char>(info.blas_version.front()))) << info.blas_version;
  EXPECT_FALSE(info.simd.empty());
  EXPECT_NE(info.simd, "Unknown");
  EXPECT_TRUE(info.compiler.rfind("gcc ", 0) == 0 || info.compiler.rfind("clang ", 0) == 0) << info.compiler;
}

TEST(BackendInfo, OneBlasThreadOnceAskedFor) {
  use_one_blas_thread();
  EXPECT_EQ(backend_info().blas_threads, 1);
}

}  // namespace
}  // namespace blasnet::kernels
