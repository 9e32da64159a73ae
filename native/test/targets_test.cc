#include "test/targets.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "kernels/backend_info.h"
#include "kernels/sgd.h"

namespace blasnet::test {
namespace {

TEST(Targets, EachIsChosenInTurn) {
  std::set<std::string> names;
  std::set<std::size_t> entries;
  for_each_target([&] {
    names.insert(kernels::backend_info().simd);
    entries.insert(hwy::GetChosenTarget().GetIndex());
  });
  EXPECT_EQ(names.size(), hwy::SupportedAndGeneratedTargets().size());
  EXPECT_EQ(entries.size(), names.size());
  EXPECT_GE(names.size(), 2u) << "no second instruction set to compare with";
}

TEST(Targets, TheBestOneIsChosenAgainAfterwards) {
  const std::string before = kernels::backend_info().simd;
  for_each_target([] {});
  EXPECT_EQ(kernels::backend_info().simd, before);
  EXPECT_EQ(before, hwy::TargetName(hwy::SupportedAndGeneratedTargets().front()));
}

#if HWY_ARCH_X86
// w − lr·v with one rounding leaves the error of the product, with two it leaves nothing.
TEST(Targets, KernelsRunOnTheChosenOne) {
  const float lr = 1 + 0x1p-12f;
  const float v = 1 + 0x1p-12f;
  for_each_target([&] {
    float w = lr * v;
    kernels::descend<float>(1, &v, lr, &w);
    const std::string simd = kernels::backend_info().simd;
    const bool fused = simd == "AVX2" || simd.rfind("AVX3", 0) == 0;
    EXPECT_EQ(w, fused ? -0x1p-24f : 0.0f) << simd;
  });
}
#endif

}  // namespace
}  // namespace blasnet::test
