#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

// OpenBLAS chooses its kernels once a process, so what depends on them runs again in a process for each set.
// A set that this CPU lacks cannot run. Training does without them: its tests go through the instruction sets
// of our own kernels instead.
#if defined(__x86_64__) && defined(__linux__)

namespace blasnet {
namespace {

void run_again_on(const std::string& core) {
  const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
  const std::string command = "OPENBLAS_CORETYPE=" + core + " BLASNET_TEST_CORE=" + core + " '" + program +
                              "' --gtest_brief=1 --gtest_filter='BackendInfo.*:GemmTest*'";
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
}

TEST(BlasCores, Avx2KernelsPass) {
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) run_again_on("Haswell");
}

TEST(BlasCores, Avx512KernelsPass) {
  if (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")) run_again_on("SkylakeX");
}

TEST(BlasCores, SseKernelsPass) { run_again_on("Nehalem"); }

}  // namespace
}  // namespace blasnet

#endif
