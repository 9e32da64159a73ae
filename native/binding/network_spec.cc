#include "binding/network_spec.h"

#include <string>

#include "binding/errors.h"

namespace blasnet::binding {
namespace {

constexpr std::size_t kMostLayers = 10000;
constexpr std::size_t kMostParameters = kLargestDimension;

double probability_or(const Options& options, const char* name, double fallback) {
  const double value = options.number_or(name, fallback);
  if (value < 0 || value >= 1)
    throw_range_error(options.env(), options.function(), name, "a number from 0 to below 1",
                      describe(options.get(name)));
  return value;
}

std::optional<engine::BatchNormSpec> read_batch_norm(const Options& layer) {
  if (!layer.has("batchNorm")) return std::nullopt;
  const Options options(layer.function() + ".batchNorm", layer.get("batchNorm"), {"momentum", "epsilon"});
  engine::BatchNormSpec spec;
  spec.momentum = options.number_or("momentum", spec.momentum);
  if (spec.momentum < 0 || spec.momentum > 1)
    throw_range_error(options.env(), options.function(), "momentum", "a number from 0 to 1",
                      describe(options.get("momentum")));
  if (options.has("epsilon")) spec.epsilon = options.deviation("epsilon");
  return spec;
}

engine::LayerSpec read_layer(const Options& options) {
  engine::LayerSpec layer{options.size("units"), options.activation("activation"), options.boolean("bias")};
  layer.batch_norm = read_batch_norm(options);
  layer.dropout = probability_or(options, "dropout", 0);
  layer.l1 = options.at_least_zero_or("l1", 0);
  layer.l2 = options.at_least_zero_or("l2", 0);
  return layer;
}

}  // namespace

engine::NetworkSpec read_network_spec(const Options& options) {
  const Napi::Env env = options.env();
  const std::string& function = options.function();
  engine::NetworkSpec spec{options.size("inputs"), {}, probability_or(options, "inputDropout", 0)};
  const Napi::Value layers = options.get("layers");
  if (!layers.IsArray()) throw_type_error(function, "layers", "an array", layers);
  const auto array = layers.As<Napi::Array>();
  if (array.Length() == 0 || array.Length() > kMostLayers)
    throw_range_error(env, function, "layers", "1 to " + std::to_string(kMostLayers) + " layers",
                      describe(layers));
  std::size_t inputs = spec.inputs;
  double parameters = 0;
  // The length as it was checked: a getter of an element may change it.
  for (uint32_t i = 0, count = array.Length(); i < count; ++i) {
    const Napi::Value element = array.Get(i);
    const Options layer(function + ": layers[" + std::to_string(i) + "]", element,
                        {"units", "activation", "bias", "batchNorm", "dropout", "l1", "l2"});
    spec.layers.push_back(read_layer(layer));
    parameters += (static_cast<double>(inputs) + 5) * static_cast<double>(spec.layers.back().units);
    inputs = spec.layers.back().units;
    if (parameters > static_cast<double>(kMostParameters))
      throw_range_error(env, function, "layers", "at most " + std::to_string(kMostParameters) + " parameters",
                        std::to_string(static_cast<unsigned long long>(parameters)) + " or more");
  }
  return spec;
}

}  // namespace blasnet::binding
