// A network with all that a layer can have, as its definition reads: a batch at a time, one unit after the
// other, in double precision. Parameters stand in exchange order.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include "engine/loss.h"
#include "engine/network.h"
#include "kernels/dropout.h"
#include "kernels/naive/naive.h"
#include "test/reference_loss.h"

namespace blasnet::test {

// Of the inputs, then of the outputs of each layer: what each is multiplied by. Empty: nothing is dropped.
using Masks = std::vector<Rows>;

class ReferenceNetwork {
 public:
  ReferenceNetwork(const engine::NetworkSpec& spec, std::vector<double> values)
      : parameters(std::move(values)), spec_(spec) {
    std::size_t next = 0;
    std::size_t inputs = spec.inputs;
    for (const engine::LayerSpec& layer : spec.layers) {
      Place place{};
      place.inputs = inputs;
      place.weight = next;
      place.bias = next + inputs * layer.units;
      place.scale = place.bias + (layer.bias ? layer.units : 0);
      next = place.scale + (layer.batch_norm ? 4 * layer.units : 0);
      places_.push_back(place);
      inputs = layer.units;
    }
  }

  std::vector<double> parameters;

  // As outside training: running statistics, no dropout.
  Rows infer(const Rows& x) const {
    Rows y = x;
    for (std::size_t l = 0; l < spec_.layers.size(); ++l) {
      const engine::LayerSpec& layer = spec_.layers[l];
      const Place& at = places_[l];
      Rows u = product(l, y);
      for (auto& row : u) {
        for (std::size_t c = 0; c < layer.units; ++c) {
          if (layer.batch_norm) {
            const double mean = parameters[at.scale + 2 * layer.units + c];
            const double variance = parameters[at.scale + 3 * layer.units + c];
            row[c] =
                parameters[at.scale + c] * (row[c] - mean) / std::sqrt(variance + layer.batch_norm->epsilon) +
                parameters[at.scale + layer.units + c];
          }
          row[c] = kernels::naive::value(layer.activation, row[c]);
        }
      }
      y = std::move(u);
    }
    return y;
  }

  double loss(const Rows& x, const std::vector<ReferenceTarget>& targets, const engine::LossSpec& loss,
              const Masks& masks) const {
    return batch_loss(loss, forward(x, masks).back().y, targets) + penalty();
  }

  // ∂loss/∂parameters, by the chain rule.
  std::vector<double> gradient(const Rows& x, const std::vector<ReferenceTarget>& targets,
                               const engine::LossSpec& loss, const Masks& masks) const {
    const std::vector<Layer> layers = forward(x, masks);
    std::vector<double> result(parameters.size());
    Rows d = batch_slope(loss, layers.back().y, targets);
    for (std::size_t l = layers.size(); l-- > 0;) {
      const engine::LayerSpec& spec = spec_.layers[l];
      const Place& at = places_[l];
      if (!masks.empty() && !masks[l + 1].empty())
        for (std::size_t r = 0; r < d.size(); ++r)
          for (std::size_t c = 0; c < spec.units; ++c) d[r][c] *= masks[l + 1][r][c];
      for (std::size_t r = 0; r < d.size(); ++r)
        for (std::size_t c = 0; c < spec.units; ++c)
          d[r][c] *= kernels::naive::derivative(spec.activation, layers[l].u[r][c]);
      if (spec.batch_norm) through_normalisation(l, layers[l], d, result);
      Rows dx(d.size(), std::vector<double>(at.inputs));
      for (std::size_t r = 0; r < d.size(); ++r) {
        for (std::size_t c = 0; c < spec.units; ++c) {
          if (spec.bias) result[at.bias + c] += d[r][c];
          for (std::size_t i = 0; i < at.inputs; ++i) {
            const std::size_t w = at.weight + c * at.inputs + i;
            result[w] += d[r][c] * layers[l].x[r][i];
            dx[r][i] += d[r][c] * parameters[w];
          }
        }
      }
      for (std::size_t w = at.weight; w < at.bias; ++w) {
        const double value = parameters[w];
        result[w] += spec.l1 * (value > 0 ? 1 : value < 0 ? -1 : 0) + 2 * spec.l2 * value;
      }
      d = std::move(dx);
    }
    return result;
  }

  // The parameters, with running statistics as after a step on this batch.
  std::vector<double> with_moved_statistics(const Rows& x, const Masks& masks) const {
    std::vector<double> result = parameters;
    const std::vector<Layer> layers = forward(x, masks);
    const double n = static_cast<double>(x.size());
    for (std::size_t l = 0; l < layers.size(); ++l) {
      const engine::LayerSpec& spec = spec_.layers[l];
      if (!spec.batch_norm) continue;
      const double share = spec.batch_norm->momentum;
      for (std::size_t c = 0; c < spec.units; ++c) {
        double& mean = result[places_[l].scale + 2 * spec.units + c];
        double& variance = result[places_[l].scale + 3 * spec.units + c];
        mean = (1 - share) * mean + share * layers[l].mean[c];
        variance = (1 - share) * variance + share * layers[l].variance[c] * (n > 1 ? n / (n - 1) : 1);
      }
    }
    return result;
  }

 private:
  struct Place {
    std::size_t inputs, weight, bias, scale;
  };
  struct Layer {
    Rows x, normalised, u, y;
    std::vector<double> mean, variance;
  };

  Rows product(std::size_t l, const Rows& x) const {
    const engine::LayerSpec& spec = spec_.layers[l];
    const Place& at = places_[l];
    Rows z;
    for (const auto& row : x) {
      std::vector<double> sums;
      for (std::size_t c = 0; c < spec.units; ++c) {
        double sum = spec.bias ? parameters[at.bias + c] : 0;
        for (std::size_t i = 0; i < at.inputs; ++i) sum += parameters[at.weight + c * at.inputs + i] * row[i];
        sums.push_back(sum);
      }
      z.push_back(std::move(sums));
    }
    return z;
  }

  static void drop(Rows& x, const Masks& masks, std::size_t i) {
    if (masks.empty() || masks[i].empty()) return;
    for (std::size_t r = 0; r < x.size(); ++r)
      for (std::size_t c = 0; c < x[r].size(); ++c) x[r][c] *= masks[i][r][c];
  }

  std::vector<Layer> forward(const Rows& x, const Masks& masks) const {
    std::vector<Layer> layers;
    const double n = static_cast<double>(x.size());
    for (std::size_t l = 0; l < spec_.layers.size(); ++l) {
      const engine::LayerSpec& spec = spec_.layers[l];
      Layer layer;
      layer.x = l == 0 ? x : layers.back().y;
      if (l == 0) drop(layer.x, masks, 0);
      layer.u = product(l, layer.x);
      if (spec.batch_norm) {
        layer.normalised = layer.u;
        for (std::size_t c = 0; c < spec.units; ++c) {
          double mean = 0, variance = 0;
          for (const auto& row : layer.u) mean += row[c] / n;
          for (const auto& row : layer.u) variance += (row[c] - mean) * (row[c] - mean) / n;
          layer.mean.push_back(mean);
          layer.variance.push_back(variance);
          for (std::size_t r = 0; r < x.size(); ++r) {
            double& normalised = layer.normalised[r][c];
            normalised = (normalised - mean) / std::sqrt(variance + spec.batch_norm->epsilon);
            layer.u[r][c] =
                parameters[places_[l].scale + c] * normalised + parameters[places_[l].scale + spec.units + c];
          }
        }
      }
      layer.y = layer.u;
      for (auto& row : layer.y)
        for (double& y : row) y = kernels::naive::value(spec.activation, y);
      drop(layer.y, masks, l + 1);
      layers.push_back(std::move(layer));
    }
    return layers;
  }

  // From ∂C/∂u to ∂C/∂z, term by term: each z moves its own x̂, the mean and the variance.
  void through_normalisation(std::size_t l, const Layer& layer, Rows& d, std::vector<double>& result) const {
    const engine::LayerSpec& spec = spec_.layers[l];
    const Place& at = places_[l];
    const double n = static_cast<double>(d.size());
    for (std::size_t c = 0; c < spec.units; ++c) {
      const double deviation = std::sqrt(layer.variance[c] + spec.batch_norm->epsilon);
      double of_variance = 0, of_mean = 0;
      for (std::size_t r = 0; r < d.size(); ++r) {
        result[at.scale + c] += d[r][c] * layer.normalised[r][c];
        result[at.scale + spec.units + c] += d[r][c];
        const double dn = d[r][c] * parameters[at.scale + c];
        const double centred = layer.normalised[r][c] * deviation;
        of_variance += dn * centred * -0.5 / (deviation * deviation * deviation);
        of_mean -= dn / deviation;
      }
      for (std::size_t r = 0; r < d.size(); ++r) {
        const double centred = layer.normalised[r][c] * deviation;
        d[r][c] =
            d[r][c] * parameters[at.scale + c] / deviation + of_variance * 2 * centred / n + of_mean / n;
      }
    }
  }

  double penalty() const {
    double sum = 0;
    for (std::size_t l = 0; l < places_.size(); ++l)
      for (std::size_t w = places_[l].weight; w < places_[l].bias; ++w)
        sum +=
            spec_.layers[l].l1 * std::abs(parameters[w]) + spec_.layers[l].l2 * parameters[w] * parameters[w];
    return sum;
  }

  engine::NetworkSpec spec_;
  std::vector<Place> places_;
};

}  // namespace blasnet::test
