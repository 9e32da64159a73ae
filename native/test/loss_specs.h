// Losses with all their options, for tests that go through all of them.
#pragma once

#include <string>
#include <vector>

#include "engine/loss.h"

namespace blasnet::test {

struct NamedLoss {
  std::string name;
  engine::LossSpec spec;
};

// n weights, none alike, one of them 0.
inline std::vector<double> some_weights(std::size_t n) {
  std::vector<double> weights;
  for (std::size_t i = 0; i < n; ++i)
    weights.push_back(i == 1 ? 0.0 : 0.25 + 0.5 * static_cast<double>(i % 5));
  return weights;
}

// For networks of so many outputs.
inline std::vector<NamedLoss> every_loss(std::size_t outputs) {
  using engine::Loss;
  const std::vector<double> weights = some_weights(outputs);
  const auto spec = [](Loss kind, const auto& change) {
    engine::LossSpec result;
    result.kind = kind;
    change(result);
    return result;
  };
  const auto as_it_is = [](engine::LossSpec&) {};
  return {
      {"softmax", {}},
      {"softmax, smoothing", spec(Loss::kSoftmaxCrossEntropy, [](auto& l) { l.label_smoothing = 0.1; })},
      {"softmax, class weights",
       spec(Loss::kSoftmaxCrossEntropy, [&](auto& l) { l.class_weights = weights; })},
      {"softmax, smoothing, class weights", spec(Loss::kSoftmaxCrossEntropy,
                                                 [&](auto& l) {
                                                   l.label_smoothing = 0.3;
                                                   l.class_weights = weights;
                                                 })},
      {"binary", spec(Loss::kBinaryCrossEntropy, as_it_is)},
      {"binary, positive weights",
       spec(Loss::kBinaryCrossEntropy, [&](auto& l) { l.positive_weights = weights; })},
      {"squared error", spec(Loss::kSquaredError, as_it_is)},
      {"Huber", spec(Loss::kHuber, as_it_is)},
      {"Huber, delta 0.25", spec(Loss::kHuber, [](auto& l) { l.delta = 0.25; })},
  };
}

}  // namespace blasnet::test
