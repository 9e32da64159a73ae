#include "binding/network_arguments.h"

#include <cmath>
#include <limits>
#include <string>

#include "binding/errors.h"
#include "binding/labels.h"
#include "binding/memory.h"

namespace blasnet::binding {
namespace {

void expect_dataset(const Options& options, bool holds, const std::string& expected,
                    const std::string& received) {
  if (!holds) throw_range_error(options.env(), options.function(), "dataset", expected, received);
}

void expect_float_holds(const Options& options, const std::string& names, double mean, double deviation) {
  const auto shown = [&](double x) { return describe(Napi::Number::New(options.env(), x)); };
  expect_dataset(options,
                 std::isfinite(static_cast<float>(mean)) && std::isfinite(static_cast<float>(1 / deviation)),
                 names + " that float32 can hold", shown(mean) + " and " + shown(deviation));
}

void expect_weights(const Options& options, const char* name, const std::vector<double>& weights,
                    std::size_t outputs) {
  if (!weights.empty() && weights.size() != outputs)
    throw_range_error(options.env(), options.function() + ": loss", name,
                      std::to_string(outputs) + " weights, one an output", std::to_string(weights.size()));
}

void expect_labels(const Options& options, const engine::Dataset& view, std::size_t outputs,
                   const engine::LossSpec& loss) {
  expect_dataset(options, !view.labels.empty(), "a data set with labels or targets", "one without");
  const auto classes = static_cast<std::size_t>(view.classes);
  // One output that says yes or no serves two classes.
  const bool binary = outputs == 1 && loss.kind != engine::Loss::kSoftmaxCrossEntropy;
  if (binary) {
    expect_dataset(options, classes <= 2, "at most 2 classes for one unit in the last layer",
                   std::to_string(classes));
  } else {
    expect_dataset(options, classes <= outputs,
                   "at most " + std::to_string(outputs) + " classes, the units of the last layer",
                   std::to_string(classes));
  }
}

}  // namespace

std::shared_ptr<DatasetStorage> fitting_dataset(const Options& options, const engine::ParameterLayout& layout,
                                                std::size_t element) {
  auto storage = NativeDataset::storage_of(options.function(), options.get("dataset"));
  const engine::Dataset& view = storage->view;
  expect_dataset(options, view.features == layout.inputs(),
                 "samples of " + std::to_string(layout.inputs()) + " features",
                 std::to_string(view.features));
  if (element == sizeof(float)) {
    expect_float_holds(options, "mean and standardDeviation", view.mean, view.standard_deviation);
    expect_float_holds(options, "targetMean and targetStandardDeviation", view.targets.mean,
                       view.targets.standard_deviation);
  }
  return storage;
}

std::shared_ptr<DatasetStorage> fitting_dataset(const Options& options, const engine::ParameterLayout& layout,
                                                std::size_t element, const engine::LossSpec& loss) {
  auto storage = fitting_dataset(options, layout, element);
  const engine::Dataset& view = storage->view;
  const std::size_t outputs = layout.outputs();
  expect_weights(options, "classWeights", loss.class_weights, outputs);
  expect_weights(options, "positiveWeights", loss.positive_weights, outputs);
  if (view.targets.width == 0) {
    expect_labels(options, view, outputs, loss);
  } else {
    expect_dataset(options, view.targets.width == outputs,
                   std::to_string(outputs) + " targets a sample, the units of the last layer",
                   std::to_string(view.targets.width));
  }
  return storage;
}

void expect_images(const Options& options, const DatasetStorage& dataset,
                   const kernels::Augmentation& images) {
  const engine::Dataset& view = dataset.view;
  const std::string name = options.function() + ": augmentation";
  if (!std::holds_alternative<const std::uint8_t*>(view.inputs))
    throw_range_error(options.env(), name, "dataset", "inputs that are bytes", "numbers");
  if (images.width * images.height != view.features)
    throw_range_error(options.env(), name, "width · height",
                      std::to_string(view.features) + ", the features of a sample",
                      std::to_string(images.width * images.height));
}

double workspace_bytes(const engine::ParameterLayout& layout, std::size_t rows, std::size_t element) {
  double columns = static_cast<double>(layout.input_stride());
  for (const auto& layer : layout.layers()) columns += 4 * static_cast<double>(layer.stride);
  const auto transposed = static_cast<double>(layout.block_size());
  return (columns * static_cast<double>(rows) + transposed) * static_cast<double>(element);
}

double training_bytes(const engine::ParameterLayout& layout, const engine::OptimizerSpec& optimizer,
                      std::size_t rows, std::size_t element) {
  const auto blocks = static_cast<double>(optimizer.blocks() * layout.block_size());
  return workspace_bytes(layout, rows, element) + blocks * static_cast<double>(element);
}

std::vector<std::uint32_t> checked_batch(const Options& options, const DatasetStorage& dataset,
                                         const engine::ParameterLayout& layout, std::size_t element) {
  const ArrayView indices = options.array("indices", kIndices);
  if (indices.length == 0)
    throw_range_error(options.env(), options.function(), "indices", "at least one sample", "none");
  if (indices.length > kLargestDimension)
    throw_range_error(options.env(), options.function(), "indices",
                      "at most " + std::to_string(kLargestDimension) + " samples",
                      std::to_string(indices.length));
  // The gradient of every parameter, as computed, in the order given out, and as JavaScript gets it.
  const double gradients = 3.0 * static_cast<double>(layout.block_size() * element);
  expect_fits_memory(options.env(), options.function(), "indices",
                     workspace_bytes(layout, indices.length, element) + gradients);
  return checked_indices(options.env(), options.function(), indices, dataset.view.count);
}

std::vector<double> checked_learning_rates(const Options& options, std::size_t steps, bool float32) {
  constexpr const char* kName = "learningRate";
  if (!options.get(kName).IsTypedArray()) {
    const double rate = options.positive(kName);
    if (float32) options.expect_finite_as(napi_float32_array, {kName});
    if (float32 && static_cast<float>(rate) == 0)
      throw_range_error(options.env(), options.function(), kName, "a number above 0 in float32",
                        describe(options.get(kName)));
    return {rate};
  }
  const ArrayView array = options.array(kName, {napi_float64_array});
  expect_length(options.env(), options.function(), array, steps, "one learning rate a step");
  std::vector<double> rates(array.as<const double>(), array.as<const double>() + array.length);
  const double most = float32 ? std::numeric_limits<float>::max() : std::numeric_limits<double>::max();
  for (std::size_t s = 0; s < steps; ++s)
    if (!(rates[s] >= 0 && rates[s] <= most))
      throw_range_error(options.env(), options.function(),
                        std::string(kName).append("[").append(std::to_string(s)).append("]"),
                        "a number of at least 0 that the network's dtype can hold",
                        describe(Napi::Number::New(options.env(), rates[s])));
  return rates;
}

}  // namespace blasnet::binding
