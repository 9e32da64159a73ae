// The activation functions, for tests that go through all of them.
#pragma once

#include <string>

#include "kernels/activation.h"

namespace blasnet::test {

// Every kind, those with a parameter with more than one.
inline constexpr kernels::Activation kActivations[] = {
    kernels::Activation::kSigmoid,
    kernels::Activation::kImprovedSigmoid,
    kernels::Activation::kTanh,
    kernels::Activation::kRelu,
    kernels::Activation::kLeakyRelu,
    {kernels::Activation::kLeakyRelu, 0.0},
    {kernels::Activation::kLeakyRelu, 0.3},
    {kernels::Activation::kLeakyRelu, 1.0},
    kernels::Activation::kElu,
    {kernels::Activation::kElu, 0.4},
    {kernels::Activation::kElu, 1.5},
    kernels::Activation::kGelu,
    kernels::Activation::kSilu,
    kernels::Activation::kSoftplus,
    kernels::Activation::kIdentity,
};

inline std::string name_of(kernels::Activation activation) {
  const auto with = [&](const char* name, const char* parameter) {
    return std::string(name) + ", " + parameter + " " + std::to_string(activation.parameter);
  };
  switch (activation.kind) {
    case kernels::Activation::kSigmoid:
      return "sigmoid";
    case kernels::Activation::kImprovedSigmoid:
      return "improved sigmoid";
    case kernels::Activation::kTanh:
      return "tanh";
    case kernels::Activation::kRelu:
      return "relu";
    case kernels::Activation::kLeakyRelu:
      return with("leaky relu", "slope");
    case kernels::Activation::kElu:
      return with("elu", "alpha");
    case kernels::Activation::kGelu:
      return "gelu";
    case kernels::Activation::kSilu:
      return "silu";
    case kernels::Activation::kSoftplus:
      return "softplus";
    case kernels::Activation::kIdentity:
      return "identity";
  }
  return "unknown";
}

}  // namespace blasnet::test
