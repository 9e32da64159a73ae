// A network as its definition reads: one sample after the other, one unit after the other, in double
// precision. Parameters stand in exchange order: layer by layer, weight [units, inputs], then bias [units].
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/network.h"
#include "kernels/naive/naive.h"

namespace blasnet::test {

// A labelled sample, normalised.
struct Sample {
  std::vector<double> x;
  std::size_t label;
};

class NaiveNetwork {
 public:
  NaiveNetwork(const engine::NetworkSpec& spec, std::vector<double> values)
      : parameters(std::move(values)), spec_(spec) {}

  std::vector<double> parameters;

  std::vector<double> logits(const std::vector<double>& x) const { return forward(x).back().y; }

  // −log softmax(logits)[label], averaged.
  double loss(std::span<const Sample> samples) const {
    double sum = 0;
    for (const Sample& sample : samples) {
      const std::vector<double> z = logits(sample.x);
      sum += std::log(sum_of_exponentials(z, sample.label));
    }
    return sum / static_cast<double>(samples.size());
  }

  // ∂loss/∂parameters, by the chain rule.
  std::vector<double> gradient(std::span<const Sample> samples) const {
    std::vector<double> result(parameters.size());
    for (const Sample& sample : samples)
      add_gradient(sample, 1.0 / static_cast<double>(samples.size()), result);
    return result;
  }

  // (loss(w + ε) − loss(w − ε))/2ε for parameter i.
  double central_difference(std::span<const Sample> samples, std::size_t i, double epsilon) {
    const double original = parameters[i];
    parameters[i] = original + epsilon;
    const double above = loss(samples);
    parameters[i] = original - epsilon;
    const double below = loss(samples);
    parameters[i] = original;
    return (above - below) / (2 * epsilon);
  }

 private:
  struct Layer {
    std::size_t weight, bias;  // where they start
    std::vector<double> x, z, y;
  };

  // 1/softmax(z)[label]
  static double sum_of_exponentials(const std::vector<double>& z, std::size_t label) {
    double sum = 0;
    for (const double other : z) sum += std::exp(other - z[label]);
    return sum;
  }

  std::vector<Layer> forward(const std::vector<double>& x) const {
    std::vector<Layer> layers;
    std::size_t next = 0;
    for (const engine::LayerSpec& spec : spec_.layers) {
      Layer layer;
      layer.x = layers.empty() ? x : layers.back().y;
      layer.weight = next;
      layer.bias = next + spec.units * layer.x.size();
      next = layer.bias + (spec.bias ? spec.units : 0);
      for (std::size_t unit = 0; unit < spec.units; ++unit) {
        double z = spec.bias ? parameters[layer.bias + unit] : 0.0;
        for (std::size_t i = 0; i < layer.x.size(); ++i)
          z += parameters[layer.weight + unit * layer.x.size() + i] * layer.x[i];
        layer.z.push_back(z);
        layer.y.push_back(kernels::naive::value(spec.activation, z));
      }
      layers.push_back(std::move(layer));
    }
    return layers;
  }

  void add_gradient(const Sample& sample, double scale, std::vector<double>& result) const {
    const std::vector<Layer> layers = forward(sample.x);
    std::vector<double> dy;  // ∂loss/∂y of the layer at hand
    for (std::size_t i = 0; i < layers.back().y.size(); ++i)
      dy.push_back(1 / sum_of_exponentials(layers.back().y, i) - (i == sample.label ? 1 : 0));
    for (std::size_t l = layers.size(); l-- > 0;) {
      const Layer& layer = layers[l];
      const engine::LayerSpec& spec = spec_.layers[l];
      std::vector<double> dx(layer.x.size());
      for (std::size_t unit = 0; unit < spec.units; ++unit) {
        const double dz = dy[unit] * kernels::naive::derivative(spec.activation, layer.z[unit]);
        if (spec.bias) result[layer.bias + unit] += scale * dz;
        for (std::size_t i = 0; i < layer.x.size(); ++i) {
          const std::size_t weight = layer.weight + unit * layer.x.size() + i;
          result[weight] += scale * dz * layer.x[i];
          dx[i] += dz * parameters[weight];
        }
      }
      dy = std::move(dx);
    }
  }

  engine::NetworkSpec spec_;
};

}  // namespace blasnet::test
