// The activation functions, for tests that go through all of them.
#pragma once

#include "kernels/activation.h"

namespace blasnet::test {

inline constexpr kernels::Activation kActivations[] = {
    kernels::Activation::kSigmoid, kernels::Activation::kImprovedSigmoid, kernels::Activation::kTanh,
    kernels::Activation::kRelu,    kernels::Activation::kIdentity,
};

inline const char* name_of(kernels::Activation activation) {
  switch (activation) {
    case kernels::Activation::kSigmoid:
      return "sigmoid";
    case kernels::Activation::kImprovedSigmoid:
      return "improved sigmoid";
    case kernels::Activation::kTanh:
      return "tanh";
    case kernels::Activation::kRelu:
      return "relu";
    case kernels::Activation::kIdentity:
      return "identity";
  }
  return "unknown";
}

}  // namespace blasnet::test
