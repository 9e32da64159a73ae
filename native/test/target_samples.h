// Samples with labels or rows of targets, with or without weights.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/dataset.h"
#include "test/fixtures.h"

namespace blasnet::test {

enum class TargetKind { kLabels, kBytes, kFloats, kDoubles };
inline constexpr TargetKind kTargetKinds[] = {TargetKind::kLabels, TargetKind::kBytes, TargetKind::kFloats,
                                              TargetKind::kDoubles};

inline std::string name_of(TargetKind kind) {
  constexpr const char* kNames[] = {"labels", "bytes", "floats", "doubles"};
  return kNames[static_cast<std::size_t>(kind)];
}

// Labels below `classes`, or as many targets a sample as there are outputs.
class TargetSamples {
 public:
  TargetSamples(std::size_t count, std::size_t features, std::size_t outputs, TargetKind kind, bool weighted,
                std::int32_t classes = 0, double zeros = 0)
      : samples_(count, features, classes == 0 ? static_cast<std::int32_t>(outputs) : classes) {
    std::mt19937_64 generator(11);
    for (auto& x : samples_.values)
      if (static_cast<double>(generator() % 1000) < 1000 * zeros) x = 0;
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t j = 0; j < features; ++j)
        samples_.samples[i].x[j] =
            (samples_.values[i * features + j] - samples_.dataset.mean) / samples_.dataset.standard_deviation;
    engine::Dataset& data = samples_.dataset;
    if (weighted)
      for (std::size_t i = 0; i < count; ++i)
        data.sample_weights.push_back(i % 4 == 1 ? 0.0 : 0.5 + static_cast<double>(generator() % 8) / 4);
    if (kind == TargetKind::kLabels) return;
    for (std::size_t i = 0; i < count * outputs; ++i) {
      bytes_.push_back(static_cast<std::uint8_t>(generator() % 256));
      floats_.push_back(static_cast<float>(generator() % 1024) / 8);
      doubles_.push_back(static_cast<double>(generator() % 1024) / 8);
    }
    data.labels.clear();
    data.classes = 0;
    data.targets.width = outputs;
    data.targets.mean = 20;
    data.targets.standard_deviation = 90;
    if (kind == TargetKind::kBytes) data.targets.values = bytes_.data();
    if (kind == TargetKind::kFloats) data.targets.values = floats_.data();
    if (kind == TargetKind::kDoubles) data.targets.values = doubles_.data();
  }

  engine::Dataset& dataset() { return samples_.dataset; }
  const engine::Dataset& dataset() const { return samples_.dataset; }
  // The inputs of the samples at `indices`, normalised.
  std::vector<std::vector<double>> inputs(const std::vector<std::uint32_t>& indices) const {
    std::vector<std::vector<double>> rows;
    for (const std::uint32_t i : indices) rows.push_back(samples_.samples[i].x);
    return rows;
  }

 private:
  LabelledSamples<std::uint8_t> samples_;
  std::vector<std::uint8_t> bytes_;
  std::vector<float> floats_;
  std::vector<double> doubles_;
};

}  // namespace blasnet::test
