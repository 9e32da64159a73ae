// Runs a test on every instruction set of this machine that the kernels were compiled for.
#pragma once

#include <gtest/gtest.h>
#include <hwy/highway.h>
#include <hwy/targets.h>

#include <vector>

namespace blasnet::test {

// Dispatch goes to one instruction set while this lives.
class ChosenTarget {
 public:
  using Target = decltype(hwy::SupportedTargets());

  explicit ChosenTarget(Target target) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(target);
  }
  ~ChosenTarget() {
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().DeInit();
  }
  ChosenTarget(const ChosenTarget&) = delete;
  ChosenTarget& operator=(const ChosenTarget&) = delete;
};

// On x86-64 with AVX-512: AVX3, AVX2, SSE4, SSSE3 and SCALAR.
template <class F>
void for_each_target(const F& f) {
  for (const auto target : hwy::SupportedAndGeneratedTargets()) {
    SCOPED_TRACE(hwy::TargetName(target));
    const ChosenTarget chosen(target);
    f();
  }
}

}  // namespace blasnet::test
