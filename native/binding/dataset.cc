#include "binding/dataset.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "binding/errors.h"
#include "binding/labels.h"
#include "binding/options.h"
#include "binding/receiver.h"
#include "kernels/sparse_input.h"

namespace blasnet::binding {
namespace {

constexpr napi_type_tag kTag = {0x5f1c0de1b1a54001, 0x9a7d2e3c4b5f6071};
constexpr const char* kFunction = "NativeDataset";

std::int32_t largest(const std::vector<std::int32_t>& labels) {
  return labels.empty() ? -1 : *std::max_element(labels.begin(), labels.end());
}

engine::Values typed(napi_typedarray_type type, const void* data) {
  if (type == napi_uint8_array) return static_cast<const std::uint8_t*>(data);
  if (type == napi_float32_array) return static_cast<const float*>(data);
  return static_cast<const double*>(data);
}

void read_targets(const Options& options, DatasetStorage& storage) {
  constexpr const char* kDependent[] = {"targetWidth", "targetMean", "targetStandardDeviation"};
  if (!options.has("targets")) {
    for (const char* name : kDependent)
      if (options.has(name))
        throw_range_error(options.env(), kFunction, name, "nothing without targets",
                          describe(options.get(name)));
    return;
  }
  if (options.has("labels"))
    throw_range_error(options.env(), kFunction, "targets", "either labels or targets", "both");
  engine::Targets& targets = storage.view.targets;
  targets.width = options.size("targetWidth");
  targets.mean = options.number_or("targetMean", 0);
  targets.standard_deviation =
      options.has("targetStandardDeviation") ? options.deviation("targetStandardDeviation") : 1;
  const ArrayView values = options.array("targets", kInputs);
  expect_length(options.env(), kFunction, values, storage.view.count * targets.width,
                "targetWidth targets a sample");
  targets.values = storage.hold(values, options.get("targets"));
}

void read_sample_weights(const Options& options, engine::Dataset& view) {
  if (!options.has("sampleWeights")) return;
  const ArrayView weights = options.array("sampleWeights", {napi_float64_array});
  expect_length(options.env(), kFunction, weights, view.count, "one weight a sample");
  view.sample_weights.assign(weights.as<const double>(), weights.as<const double>() + weights.length);
  for (std::size_t i = 0; i < weights.length; ++i)
    if (!(view.sample_weights[i] >= 0 && view.sample_weights[i] <= std::numeric_limits<float>::max()))
      throw_range_error(options.env(), kFunction,
                        std::string("sampleWeights[").append(std::to_string(i)).append("]"),
                        "a number of at least 0 that float32 can hold",
                        describe(Napi::Number::New(options.env(), view.sample_weights[i])));
}

std::shared_ptr<DatasetStorage> read(Napi::Value value) {
  const Options options(kFunction, value,
                        {"inputs", "features", "labels", "classes", "mean", "standardDeviation", "sparse",
                         "targets", "targetWidth", "targetMean", "targetStandardDeviation", "sampleWeights"});
  const Napi::Env env = options.env();
  auto storage = std::make_shared<DatasetStorage>();
  engine::Dataset& view = storage->view;
  view.features = options.size("features");
  view.mean = options.number_or("mean", 0);
  view.standard_deviation = options.has("standardDeviation") ? options.deviation("standardDeviation") : 1;

  const ArrayView inputs = options.array("inputs", kInputs);
  const bool bytes = inputs.type == napi_uint8_array;
  if (options.has("sparse") && options.boolean("sparse") && !bytes)
    throw_range_error(env, kFunction, "sparse", "false for inputs that are no bytes", "true");
  if (inputs.length == 0 || inputs.length % view.features != 0)
    throw_range_error(env, kFunction, "inputs",
                      "a positive multiple of features = " + std::to_string(view.features) + " elements",
                      std::to_string(inputs.length));
  view.count = inputs.length / view.features;
  if (view.count > kLargestDimension)
    throw_range_error(env, kFunction, "inputs", "at most " + std::to_string(kLargestDimension) + " samples",
                      std::to_string(view.count));

  if (options.has("labels")) {
    const ArrayView labels = options.array("labels", kLabels);
    expect_length(env, kFunction, labels, view.count, "one label a sample");
    const std::size_t classes = options.size_or("classes", kLargestDimension);
    view.labels = checked_labels(env, kFunction, labels, classes);
    view.classes = options.has("classes") ? static_cast<std::int32_t>(classes) : largest(view.labels) + 1;
  } else if (options.has("classes")) {
    throw_range_error(env, kFunction, "classes", "no number of classes without labels",
                      describe(options.get("classes")));
  }

  read_targets(options, *storage);
  read_sample_weights(options, view);
  view.inputs = storage->hold(inputs, options.get("inputs"));
  if (options.has("sparse")) {
    view.density = options.boolean("sparse") ? 0 : 1;
  } else if (bytes) {
    view.density = kernels::byte_density(inputs.length, std::get<0>(view.inputs));
  }
  return storage;
}

}  // namespace

engine::Values DatasetStorage::hold(const ArrayView& array, Napi::Value value) {
  if (array.shared) {
    borrowed.push_back(Napi::Reference<Napi::Value>::New(value, 1));
    return typed(array.type, array.data);
  }
  copies.push_back(std::make_unique_for_overwrite<std::byte[]>(array.bytes));
  copied_bytes += static_cast<std::int64_t>(array.bytes);
  std::memcpy(copies.back().get(), array.data, array.bytes);
  return typed(array.type, copies.back().get());
}

void NativeDataset::export_class(Napi::Env env, Napi::Object exports) {
  exports.Set("Dataset", DefineClass(env, kFunction,
                                     {InstanceAccessor<&NativeDataset::count>("count"),
                                      InstanceAccessor<&NativeDataset::features>("features"),
                                      InstanceAccessor<&NativeDataset::classes>("classes"),
                                      InstanceAccessor<&NativeDataset::borrowed>("borrowed"),
                                      InstanceMethod<&NativeDataset::dispose>("dispose")}));
}

NativeDataset::NativeDataset(const Napi::CallbackInfo& info) : ObjectWrap(info) {
  try {
    storage_ = read(info[0]);
  } catch (const std::bad_alloc&) {
    throw_range_error(info.Env(), kFunction, "inputs", "inputs that fit into memory", describe(info[0]));
  }
  info.This().As<Napi::Object>().TypeTag(&kTag);
  // The garbage collector sees a small object; this tells it what hangs on it.
  Napi::MemoryManagement::AdjustExternalMemory(info.Env(), storage_->copied_bytes);
}

NativeDataset::~NativeDataset() { release(Env()); }

void NativeDataset::release(Napi::Env env) {
  if (storage_) Napi::MemoryManagement::AdjustExternalMemory(env, -storage_->copied_bytes);
  storage_.reset();
}

NativeDataset* NativeDataset::Unwrap(Napi::Object object) {
  return unwrap_tagged<NativeDataset>(object, kTag, kFunction);
}

std::shared_ptr<DatasetStorage> NativeDataset::storage_of(const std::string& function, Napi::Value value) {
  if (!value.IsObject() || !value.As<Napi::Object>().CheckTypeTag(&kTag))
    throw_type_error(function, "dataset", "a NativeDataset", value);
  const auto& storage = Unwrap(value.As<Napi::Object>())->storage_;
  if (!storage) throw_error(value.Env(), "ERR_BLASNET_DISPOSED", function, "dataset: it has been disposed");
  return storage;
}

const DatasetStorage& NativeDataset::storage(const Napi::CallbackInfo& info, const char* function) const {
  if (!storage_) throw_error(info.Env(), "ERR_BLASNET_DISPOSED", function, "the data set has been disposed");
  return *storage_;
}

Napi::Value NativeDataset::count(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), static_cast<double>(storage(info, "count").view.count));
}
Napi::Value NativeDataset::features(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), static_cast<double>(storage(info, "features").view.features));
}
Napi::Value NativeDataset::classes(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), storage(info, "classes").view.classes);
}
Napi::Value NativeDataset::borrowed(const Napi::CallbackInfo& info) {
  return Napi::Boolean::New(info.Env(), storage(info, "borrowed").copies.empty());
}
void NativeDataset::dispose(const Napi::CallbackInfo& info) { release(info.Env()); }

}  // namespace blasnet::binding
