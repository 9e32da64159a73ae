#include "binding/training_options.h"

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "binding/augmentation.h"
#include "binding/errors.h"

namespace blasnet::binding {
namespace {

constexpr std::size_t kMostAugmentationThreads = 1024;

[[noreturn]] void refuse(const Options& options, const char* name, const std::string& expected) {
  throw_range_error(options.env(), options.function(), name, expected, describe(options.get(name)));
}

// Appended step by step: GCC 12 sees an overlap in a sum of strings.
std::string quoted(const std::string& text) { return std::string("'").append(text).append("'"); }

// What the object says it is, one of `kinds`.
std::string kind_of(const Options& options, std::initializer_list<const char*> kinds) {
  std::string expected;
  for (const char* kind : kinds) expected.append(expected.empty() ? "one of " : ", ").append(quoted(kind));
  const Napi::Value value = options.get("kind");
  if (!value.IsString()) throw_type_error(options.function(), "kind", expected, value);
  const std::string kind = value.As<Napi::String>().Utf8Value();
  const bool known = std::any_of(kinds.begin(), kinds.end(), [&](const char* k) { return kind == k; });
  if (!known) refuse(options, "kind", expected);
  return kind;
}

// Refuses those of `names` that are given but not among `own`, the ones that the kind has.
void expect_only(const Options& options, const std::string& kind, std::initializer_list<const char*> own,
                 std::initializer_list<const char*> names) {
  for (const std::string_view name : names) {
    const bool known = std::any_of(own.begin(), own.end(), [&](const char* o) { return name == o; });
    if (options.has(name.data()) && !known)
      refuse(options, name.data(), "nothing beside kind " + quoted(kind));
  }
}

// In [0, 1), in the network's dtype as well.
double share_or(const Options& options, const char* name, double fallback, bool float32) {
  const double value = options.number_or(name, fallback);
  if (value < 0 || value >= 1 || (float32 && static_cast<float>(value) >= 1))
    refuse(options, name, "a number from 0 to below 1");
  return value;
}

// Above 0, in the network's dtype as well; infinity means no limit.
double limit_of(const Options& options, const char* name, bool float32) {
  if (!options.has(name)) return engine::OptimizerSpec::kNoLimit;
  const double value = options.positive(name);
  if (float32 && (static_cast<float>(value) == 0 || value > std::numeric_limits<float>::max()))
    refuse(options, name, "a number above 0 that float32 can hold");
  return value;
}

double epsilon_or(const Options& options, double fallback, bool float32) {
  // Far enough above the smallest normal number that what the rules make of it has an inverse.
  constexpr double kLeast = 1e-30;
  if (!options.has("epsilon")) return fallback;
  const double value = options.positive("epsilon");
  if (float32 && !(value >= kLeast && value <= std::numeric_limits<float>::max()))
    refuse(options, "epsilon", "a number of at least 1e-30 that float32 can hold");
  return value;
}

std::vector<double> weights_of(const Options& options, const char* name) {
  if (!options.has(name)) return {};
  const ArrayView array = options.array(name, {napi_float64_array});
  if (array.length == 0) refuse(options, name, "one weight an output");
  std::vector<double> weights(array.as<const double>(), array.as<const double>() + array.length);
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (!(weights[i] >= 0 && weights[i] <= std::numeric_limits<float>::max()))
      throw_range_error(options.env(), options.function(),
                        std::string(name).append("[").append(std::to_string(i)).append("]"),
                        "a number of at least 0 that float32 can hold",
                        describe(Napi::Number::New(options.env(), weights[i])));
  return weights;
}

}  // namespace

engine::LossSpec read_loss(const Options& options) {
  engine::LossSpec loss;
  if (!options.has("loss")) return loss;
  const Options own(options.function() + ": loss", options.get("loss"),
                    {"kind", "labelSmoothing", "classWeights", "positiveWeights", "delta"});
  const std::string kind =
      kind_of(own, {"softmax-cross-entropy", "binary-cross-entropy", "mean-squared-error", "huber"});
  const auto only = [&](std::initializer_list<const char*> names) {
    expect_only(own, kind, names, {"labelSmoothing", "classWeights", "positiveWeights", "delta"});
  };
  if (kind == "softmax-cross-entropy") {
    only({"labelSmoothing", "classWeights"});
    loss.label_smoothing = share_or(own, "labelSmoothing", 0, true);
    loss.class_weights = weights_of(own, "classWeights");
  } else if (kind == "binary-cross-entropy") {
    only({"positiveWeights"});
    loss.kind = engine::Loss::kBinaryCrossEntropy;
    loss.positive_weights = weights_of(own, "positiveWeights");
  } else if (kind == "mean-squared-error") {
    only({});
    loss.kind = engine::Loss::kSquaredError;
  } else {
    only({"delta"});
    loss.kind = engine::Loss::kHuber;
    if (own.has("delta")) loss.delta = limit_of(own, "delta", true);
  }
  return loss;
}

engine::OptimizerSpec read_optimizer(const Options& options, bool float32) {
  engine::OptimizerSpec spec;
  if (!options.has("optimizer")) return spec;
  const Options own(options.function() + ": optimizer", options.get("optimizer"),
                    {"kind", "momentum", "nesterov", "rho", "epsilon", "centered", "beta1", "beta2",
                     "amsgrad", "initialAccumulator", "l2Decay", "decoupledDecay", "clipValue", "clipNorm",
                     "maxNorm", "averageDecay"});
  const std::string kind = kind_of(own, {"sgd", "rmsprop", "adam", "adagrad"});
  const auto only = [&](std::initializer_list<const char*> names) {
    expect_only(own, kind, names,
                {"momentum", "nesterov", "rho", "epsilon", "centered", "beta1", "beta2", "amsgrad",
                 "initialAccumulator"});
  };
  if (kind == "sgd") {
    only({"momentum", "nesterov"});
    spec.rule = engine::Sgd{share_or(own, "momentum", 0, float32), own.boolean_or("nesterov", false)};
  } else if (kind == "rmsprop") {
    only({"rho", "epsilon", "momentum", "centered"});
    const engine::Rmsprop standard;
    spec.rule = engine::Rmsprop{share_or(own, "rho", standard.rho, float32),
                                epsilon_or(own, standard.epsilon, float32),
                                share_or(own, "momentum", 0, float32), own.boolean_or("centered", false)};
  } else if (kind == "adam") {
    only({"beta1", "beta2", "epsilon", "amsgrad"});
    const engine::Adam standard;
    spec.rule = engine::Adam{share_or(own, "beta1", standard.beta1, float32),
                             share_or(own, "beta2", standard.beta2, float32),
                             epsilon_or(own, standard.epsilon, float32), own.boolean_or("amsgrad", false)};
  } else {
    only({"epsilon", "initialAccumulator"});
    const engine::Adagrad standard;
    spec.rule = engine::Adagrad{epsilon_or(own, standard.epsilon, float32),
                                own.at_least_zero_or("initialAccumulator", 0)};
  }
  spec.l2 = own.at_least_zero_or("l2Decay", 0);
  spec.decay = own.at_least_zero_or("decoupledDecay", 0);
  spec.clip_value = limit_of(own, "clipValue", float32);
  spec.clip_norm = limit_of(own, "clipNorm", float32);
  spec.max_norm = limit_of(own, "maxNorm", float32);
  if (own.has("averageDecay")) spec.average_decay = share_or(own, "averageDecay", 0, float32);
  return spec;
}

std::optional<engine::AugmentationParameters> read_training_augmentation(const Options& options) {
  constexpr const char* kThreads = "augmentationThreads";
  if (!options.has("augmentation")) {
    if (options.has(kThreads)) refuse(options, kThreads, "nothing without augmentation");
    return std::nullopt;
  }
  engine::AugmentationParameters parameters;
  const Options own(options.function() + ": augmentation", options.get("augmentation"),
                    {"width", "height", "shift", "rotation", "scale", "shear", "elastic"});
  parameters.images = read_augmentation_fields(own);
  read_image_size(own, parameters.images);
  parameters.threads = options.size_or(kThreads, 0, 0, kMostAugmentationThreads);
  return parameters;
}

}  // namespace blasnet::binding
