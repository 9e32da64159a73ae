// Small networks and data sets for the tests of the engine.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "engine/dataset.h"
#include "engine/network.h"
#include "test/naive_network.h"
#include "test/samples.h"

namespace blasnet::test {

inline const std::atomic<bool> kNotCancelled{false};

// Densities that a data set can claim to have: they decide which first layer reads it, and both must be right
// for it.
inline constexpr double kDense = 1;
inline constexpr double kSparse = 0;

// Layers of all five activations, odd widths, with and without bias.
inline engine::NetworkSpec mixed_spec() {
  using kernels::Activation;
  return {9,
          {{7, Activation::kImprovedSigmoid, true},
           {5, Activation::kRelu, true},
           {6, Activation::kTanh, false},
           {3, Activation::kSigmoid, true},
           {4, Activation::kIdentity, true}}};
}

// Samples of `In` that a data set reads in place, and the same normalised, for the naive network.
template <typename In>
struct LabelledSamples {
  LabelledSamples(std::size_t count, std::size_t features, std::int32_t classes, unsigned seed = 1) {
    std::mt19937_64 generator(seed);
    const double mean = 100;
    const double deviation = 60;
    for (std::size_t i = 0; i < count * features; ++i) values.push_back(static_cast<In>(generator() % 256));
    dataset.count = count;
    dataset.features = features;
    dataset.classes = classes;
    dataset.mean = mean;
    dataset.standard_deviation = deviation;
    for (std::size_t i = 0; i < count; ++i) {
      const auto label = static_cast<std::int32_t>(generator() % static_cast<std::uint64_t>(classes));
      dataset.labels.push_back(label);
      Sample sample{{}, static_cast<std::size_t>(label)};
      for (std::size_t j = 0; j < features; ++j)
        sample.x.push_back((static_cast<double>(values[i * features + j]) - mean) / deviation);
      samples.push_back(std::move(sample));
    }
    dataset.inputs = values.data();
  }
  LabelledSamples(const LabelledSamples&) = delete;
  LabelledSamples& operator=(const LabelledSamples&) = delete;

  // The samples at `indices`, in that order.
  std::vector<Sample> batch(const std::vector<std::uint32_t>& indices) const {
    std::vector<Sample> result;
    for (const std::uint32_t i : indices) result.push_back(samples[i]);
    return result;
  }

  std::vector<In> values;
  std::vector<Sample> samples;
  engine::Dataset dataset;
};

// n indices below count, in a fixed order that looks random, with repeats.
inline std::vector<std::uint32_t> some_indices(std::size_t n, std::size_t count, unsigned seed = 3) {
  std::mt19937_64 generator(seed);
  std::vector<std::uint32_t> indices(n);
  for (std::uint32_t& i : indices) i = static_cast<std::uint32_t>(generator() % count);
  return indices;
}

// Parameters in exchange order that float and double hold exactly alike.
inline std::vector<double> some_parameters(const engine::NetworkSpec& spec, unsigned seed = 2) {
  const std::vector<float> values = random_values<float>(engine::ParameterLayout(spec).count(), seed, 0.7);
  return {values.begin(), values.end()};
}

template <typename T>
engine::Network<T> network_with(const engine::NetworkSpec& spec, const std::vector<double>& parameters) {
  engine::Network<T> network(spec);
  const std::vector<T> values(parameters.begin(), parameters.end());
  network.layout.from_exchange(values.data(), network.parameters.data());
  return network;
}

// A block of a network (its parameters or its velocity), in exchange order.
template <typename T>
std::vector<T> exchanged(const engine::ParameterLayout& layout, const engine::AlignedBuffer<T>& block) {
  std::vector<T> values(layout.count());
  layout.to_exchange(block.data(), values.data());
  return values;
}

// A block as it lies in memory, gaps included.
template <typename T>
std::vector<T> copy_of(const engine::AlignedBuffer<T>& block) {
  return {block.data(), block.data() + block.size()};
}

}  // namespace blasnet::test
