// The loss of a batch as its definition reads: one row after the other, in extended precision.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "engine/dataset.h"
#include "engine/loss.h"

namespace blasnet::test {

using Rows = std::vector<std::vector<double>>;

// What a row of outputs is compared with.
struct ReferenceTarget {
  std::vector<double> t;      // [outputs]
  std::ptrdiff_t label = -1;  // none where there are rows of targets
  double sample_weight = 1;
};

inline std::vector<ReferenceTarget> targets_of(const engine::Dataset& dataset,
                                               const std::vector<std::uint32_t>& samples,
                                               std::size_t outputs) {
  std::vector<ReferenceTarget> result;
  for (const std::uint32_t s : samples) {
    ReferenceTarget target{std::vector<double>(outputs), -1, 1};
    if (!dataset.sample_weights.empty()) target.sample_weight = dataset.sample_weights[s];
    if (dataset.targets.width != 0) {
      for (std::size_t c = 0; c < outputs; ++c) {
        const auto at = s * outputs + c;
        const double value = std::visit([&](const auto* values) { return static_cast<double>(values[at]); },
                                        dataset.targets.values);
        target.t[c] = (value - dataset.targets.mean) / dataset.targets.standard_deviation;
      }
    } else {
      target.label = dataset.labels[s];
      if (outputs == 1)
        target.t[0] = static_cast<double>(target.label);
      else
        target.t[static_cast<std::size_t>(target.label)] = 1;
    }
    result.push_back(std::move(target));
  }
  return result;
}

namespace detail {

inline long double log_sum_exp(const std::vector<double>& z) {
  const long double largest = *std::max_element(z.begin(), z.end());
  long double sum = 0;
  for (const double x : z) sum += std::exp(x - largest);
  return largest + std::log(sum);
}

// w_c·((1 − ε)·t_c + ε/C); the only class of a network with one output always has t = 1.
inline std::vector<long double> wanted(const engine::LossSpec& spec, const ReferenceTarget& target) {
  const std::size_t outputs = target.t.size();
  std::vector<long double> q;
  for (std::size_t c = 0; c < outputs; ++c) {
    const long double t = outputs == 1 && target.label == 0 ? 1.0L : target.t[c];
    const long double w = spec.class_weights.empty() ? 1.0L : spec.class_weights[c];
    q.push_back(w * ((1 - static_cast<long double>(spec.label_smoothing)) * t +
                     spec.label_smoothing / static_cast<long double>(outputs)));
  }
  return q;
}

}  // namespace detail

inline long double row_loss(const engine::LossSpec& spec, const std::vector<double>& z,
                            const ReferenceTarget& target) {
  long double sum = 0;
  if (spec.kind == engine::Loss::kSoftmaxCrossEntropy) {
    const auto q = detail::wanted(spec, target);
    for (std::size_t c = 0; c < z.size(); ++c) sum += q[c] * (detail::log_sum_exp(z) - z[c]);
    return sum;
  }
  for (std::size_t c = 0; c < z.size(); ++c) {
    const long double t = target.t[c];
    const long double d = z[c] - t;
    const long double p = spec.positive_weights.empty() ? 1.0L : spec.positive_weights[c];
    const long double delta = spec.delta;
    if (spec.kind == engine::Loss::kBinaryCrossEntropy)
      sum += (1 - t) * z[c] + (1 + (p - 1) * t) * detail::log_sum_exp({0.0, -z[c]});
    else if (spec.kind == engine::Loss::kSquaredError)
      sum += d * d;
    else
      sum += std::abs(d) <= delta ? d * d / 2 : delta * (std::abs(d) - delta / 2);
  }
  return sum / static_cast<long double>(z.size());
}

// ∂row_loss/∂z
inline std::vector<long double> row_slope(const engine::LossSpec& spec, const std::vector<double>& z,
                                          const ReferenceTarget& target) {
  std::vector<long double> slope(z.size());
  if (spec.kind == engine::Loss::kSoftmaxCrossEntropy) {
    const auto q = detail::wanted(spec, target);
    for (std::size_t j = 0; j < z.size(); ++j)
      for (std::size_t c = 0; c < z.size(); ++c)
        slope[j] += q[c] * (std::exp(z[j] - detail::log_sum_exp(z)) - (c == j ? 1 : 0));
    return slope;
  }
  for (std::size_t c = 0; c < z.size(); ++c) {
    const long double t = target.t[c];
    const long double d = z[c] - t;
    const long double p = spec.positive_weights.empty() ? 1.0L : spec.positive_weights[c];
    const long double delta = spec.delta;
    long double& s = slope[c];
    if (spec.kind == engine::Loss::kBinaryCrossEntropy)
      s = (1 - t) - (1 + (p - 1) * t) / (1 + std::exp(static_cast<long double>(z[c])));
    else if (spec.kind == engine::Loss::kSquaredError)
      s = 2 * d;
    else
      s = std::abs(d) <= delta ? d : d > 0 ? delta : -delta;
    s /= static_cast<long double>(z.size());
  }
  return slope;
}

// Σ sample weight·(class weight of the label)
inline long double total_weight(const engine::LossSpec& spec, const std::vector<ReferenceTarget>& targets) {
  long double total = 0;
  for (const ReferenceTarget& target : targets) {
    const bool has_class = target.label >= 0 && !spec.class_weights.empty();
    total +=
        target.sample_weight * (has_class ? spec.class_weights[static_cast<std::size_t>(target.label)] : 1.0);
  }
  return total;
}

inline double batch_loss(const engine::LossSpec& spec, const Rows& z,
                         const std::vector<ReferenceTarget>& targets) {
  const long double total = total_weight(spec, targets);
  if (total == 0) return 0;
  long double sum = 0;
  for (std::size_t r = 0; r < z.size(); ++r)
    sum += targets[r].sample_weight * row_loss(spec, z[r], targets[r]);
  return static_cast<double>(sum / total);
}

// ∂batch_loss/∂z
inline Rows batch_slope(const engine::LossSpec& spec, const Rows& z,
                        const std::vector<ReferenceTarget>& targets) {
  const long double total = total_weight(spec, targets);
  Rows result;
  for (std::size_t r = 0; r < z.size(); ++r) {
    std::vector<double> row;
    for (const long double s : row_slope(spec, z[r], targets[r]))
      row.push_back(total == 0 ? 0.0 : static_cast<double>(targets[r].sample_weight * s / total));
    result.push_back(std::move(row));
  }
  return result;
}

}  // namespace blasnet::test
