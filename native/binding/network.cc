#include "binding/network.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "binding/errors.h"
#include "binding/labels.h"
#include "binding/memory.h"
#include "binding/network_arguments.h"
#include "binding/network_jobs.h"
#include "binding/network_spec.h"
#include "binding/options.h"
#include "binding/receiver.h"
#include "binding/training_options.h"

namespace blasnet::binding {
namespace {

constexpr napi_type_tag kTag = {0x5f1c0de1b1a54002, 0x3c8e1f5a7d906b24};
constexpr const char* kFunction = "NativeNetwork";
// Steps below drown in rounding; 1 is far beyond any slope.
constexpr double kSmallestEpsilon = 1e-12;

bool wants_float32(const Options& options) {
  const Napi::Value dtype = options.get("dtype");
  const std::string expected = "'float32' or 'float64'";
  if (!dtype.IsString()) throw_type_error(kFunction, "dtype", expected, dtype);
  const std::string name = dtype.As<Napi::String>().Utf8Value();
  if (name != "float32" && name != "float64")
    throw_range_error(options.env(), kFunction, "dtype", expected, describe(dtype));
  return name == "float32";
}

// Asynchronous methods report bad arguments as rejections, as async functions do. Each reads its options
// before it asks whether the network is usable: a getter among them may dispose of the network.
template <class F>
Napi::Value as_promise(Napi::Env env, const F& f) {
  try {
    return f();
  } catch (const Napi::Error& error) {
    const auto deferred = Napi::Promise::Deferred::New(env);
    deferred.Reject(error.Value());
    return deferred.Promise();
  } catch (const std::bad_alloc&) {
    const auto deferred = Napi::Promise::Deferred::New(env);
    deferred.Reject(Napi::RangeError::New(env, "blasnet: not enough memory").Value());
    return deferred.Promise();
  }
}

std::size_t element_size(const AnyNetworkState& state) {
  return std::holds_alternative<std::shared_ptr<NetworkState<float>>>(state) ? sizeof(float) : sizeof(double);
}

}  // namespace

void NativeNetwork::export_class(Napi::Env env, Napi::Object exports) {
  using N = NativeNetwork;
  exports.Set("Network", DefineClass(env, kFunction,
                                     {
                                         InstanceAccessor<&N::parameter_count>("parameterCount"),
                                         InstanceMethod<&N::get_parameters>("getParameters"),
                                         InstanceMethod<&N::set_parameters>("setParameters"),
                                         InstanceMethod<&N::reset_optimizer>("resetOptimizer"),
                                         InstanceMethod<&N::swap_average>("swapAverage"),
                                         InstanceMethod<&N::train_steps>("trainSteps"),
                                         InstanceMethod<&N::training_threads>("trainingThreads"),
                                         InstanceMethod<&N::evaluate>("evaluate"),
                                         InstanceMethod<&N::logits>("logits"),
                                         InstanceMethod<&N::gradient>("gradient"),
                                         InstanceMethod<&N::layer_statistics>("layerStatistics"),
                                         InstanceMethod<&N::numerical_gradient>("numericalGradient"),
                                         InstanceMethod<&N::cancel>("cancel"),
                                         InstanceMethod<&N::dispose>("dispose"),
                                     }));
}

NativeNetwork::NativeNetwork(const Napi::CallbackInfo& info) : ObjectWrap(info) {
  const Napi::Env env = info.Env();
  const Options options(kFunction, info[0], {"dtype", "inputs", "layers", "inputDropout"});
  const bool float32 = wants_float32(options);
  const engine::NetworkSpec spec = read_network_spec(options);
  const engine::ParameterLayout layout(spec);
  const std::size_t element = float32 ? sizeof(float) : sizeof(double);
  bytes_ = static_cast<std::int64_t>(2 * layout.block_size() * element);  // parameters and velocity
  expect_fits_memory(env, kFunction, "layers", static_cast<double>(bytes_));
  try {
    if (float32) {
      state_ = std::make_shared<NetworkState<float>>(spec);
    } else {
      state_ = std::make_shared<NetworkState<double>>(spec);
    }
  } catch (const std::bad_alloc&) {
    bytes_ = 0;
    throw_range_error(env, kFunction, "layers", "sizes that fit into memory",
                      describe(options.get("layers")));
  }
  worker_ = std::make_unique<Worker>(*env.GetInstanceData<Workers>(), *this);
  info.This().As<Napi::Object>().TypeTag(&kTag);
  // The garbage collector sees a small object; this tells it what hangs on it.
  Napi::MemoryManagement::AdjustExternalMemory(env, bytes_);
}

NativeNetwork* NativeNetwork::Unwrap(Napi::Object object) {
  return unwrap_tagged<NativeNetwork>(object, kTag, kFunction);
}

NativeNetwork::~NativeNetwork() {
  worker_.reset();
  release(Env());
}

void NativeNetwork::release(Napi::Env env) {
  std::visit([](auto& state) { state.reset(); }, state_);
  if (bytes_ != 0) Napi::MemoryManagement::AdjustExternalMemory(env, -bytes_);
  bytes_ = 0;
}

const engine::ParameterLayout& NativeNetwork::usable(Napi::Env env, const char* function) const {
  if (disposed_) throw_error(env, "ERR_BLASNET_DISPOSED", function, "the network has been disposed");
  return *std::visit([](const auto& state) { return &state->network.layout; }, state_);
}

const engine::ParameterLayout& NativeNetwork::idle(Napi::Env env, const char* function) const {
  const auto& layout = usable(env, function);
  if (worker_->busy())
    throw_error(env, "ERR_BLASNET_BUSY", function,
                "the network's thread is at work; wait for its promises first");
  return layout;
}

NativeNetwork* NativeNetwork::of(const std::string& function, Napi::Value value) {
  if (!value.IsObject() || !value.As<Napi::Object>().CheckTypeTag(&kTag))
    throw_type_error(function, "network", "a NativeNetwork", value);
  return Unwrap(value.As<Napi::Object>());
}

bool NativeNetwork::is_float32() const { return element_size(state_) == sizeof(float); }

const AnyNetworkState& NativeNetwork::idle_state(Napi::Env env, const char* function) const {
  idle(env, function);
  return state_;
}

Napi::Value NativeNetwork::post(Napi::Env env, std::unique_ptr<Job> job) {
  use();
  return worker_->post(env, std::move(job));
}

Napi::Value NativeNetwork::parameter_count(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), static_cast<double>(usable(info.Env(), "parameterCount").count()));
}

Napi::Value NativeNetwork::get_parameters(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto& layout = idle(env, "getParameters");
  return std::visit(
      [&]<typename T>(const std::shared_ptr<NetworkState<T>>& state) -> Napi::Value {
        auto out = Napi::TypedArrayOf<T>::New(env, layout.count());
        layout.to_exchange<T>(state->network.parameters.data(), out.Data());
        return out;
      },
      state_);
}

void NativeNetwork::set_parameters(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const std::string function = "setParameters";
  const auto& layout = idle(env, "setParameters");
  std::visit(
      [&]<typename T>(const std::shared_ptr<NetworkState<T>>& state) {
        constexpr auto type = sizeof(T) == 4 ? napi_float32_array : napi_float64_array;
        const ArrayView values = view_array(function, "values", info[0], {type});
        expect_length(env, function, values, layout.count(), "the number of parameters");
        layout.from_exchange<T>(values.as<const T>(), state->network.parameters.data());
        use();
      },
      state_);
}

void NativeNetwork::reset_optimizer(const Napi::CallbackInfo& info) {
  idle(info.Env(), "resetOptimizer");
  use();
  std::visit([](const auto& state) { state->network.optimizer.reset(); }, state_);
}

void NativeNetwork::swap_average(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  idle(env, "swapAverage");
  std::visit(
      [&](const auto& state) {
        auto& network = state->network;
        if (network.optimizer.average.size() == 0)
          throw_error(env, "ERR_BLASNET_OPTION", "swapAverage",
                      "no average has been kept: averageDecay was not given");
        std::swap(network.parameters, network.optimizer.average);
        use();
      },
      state_);
}

Napi::Value NativeNetwork::train_steps(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return as_promise(env, [&]() -> Napi::Value {
    const Options options("trainSteps", info[0],
                          {"dataset", "indices", "batchSize", "learningRate", "optimizer", "loss", "threads",
                           "seed", "firstStep", "augmentation", "augmentationThreads"});
    const std::string& function = options.function();
    const bool float32 = element_size(state_) == sizeof(float);
    engine::TrainParameters parameters;
    parameters.optimizer = read_optimizer(options, float32);
    parameters.loss = read_loss(options);
    parameters.augmentation = read_training_augmentation(options);
    const auto& layout = usable(env, "trainSteps");
    const std::size_t batch = options.size("batchSize");
    parameters.threads = options.size_or("threads", 1, 1, kMostThreads);
    parameters.dropout = {options.seed_or("seed", 0), options.seed_or("firstStep", 0)};
    auto dataset = fitting_dataset(options, layout, element_size(state_), parameters.loss);
    if (parameters.augmentation) expect_images(options, *dataset, parameters.augmentation->images);
    const ArrayView indices = options.array("indices", kIndices);
    if (indices.length == 0 || indices.length % batch != 0)
      throw_range_error(env, function, "indices",
                        "a positive multiple of batchSize = " + std::to_string(batch) + " elements",
                        std::to_string(indices.length));
    std::vector<double> learning_rates = checked_learning_rates(options, indices.length / batch, float32);
    const double staged =
        parameters.augmentation ? engine::AugmentedBatches::bytes(batch, layout.inputs()) : 0;
    expect_fits_memory(env, function, "batchSize",
                       training_bytes(layout, parameters.optimizer, batch, element_size(state_)) + staged);
    auto samples = checked_indices(env, function, indices, dataset->view.count);
    return std::visit(
        [&]<typename T>(const std::shared_ptr<NetworkState<T>>& state) -> Napi::Value {
          auto job = std::make_unique<TrainStepsJob<T>>(env, state, std::move(dataset));
          job->indices = std::move(samples);
          job->batch = batch;
          job->learning_rates = std::move(learning_rates);
          job->parameters = std::move(parameters);
          return post(env, std::move(job));
        },
        state_);
  });
}

Napi::Value NativeNetwork::training_threads(const Napi::CallbackInfo& info) {
  const Options options("trainingThreads", info[0], {"batchSize", "threads"});
  const auto& layout = usable(info.Env(), "trainingThreads");
  const std::size_t batch = options.size("batchSize");
  const std::size_t threads = options.size("threads", 1, kMostThreads);
  return Napi::Number::New(info.Env(), static_cast<double>(engine::training_threads(layout, batch, threads)));
}

Napi::Value NativeNetwork::evaluate(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return as_promise(env, [&]() -> Napi::Value {
    const Options options("evaluate", info[0], {"dataset", "loss", "threads"});
    engine::LossSpec loss = read_loss(options);
    const auto& layout = usable(env, "evaluate");
    const std::size_t threads = options.size_or("threads", 1, 1, kMostThreads);
    auto dataset = fitting_dataset(options, layout, element_size(state_), loss);
    return std::visit(
        [&]<typename T>(const std::shared_ptr<NetworkState<T>>& state) -> Napi::Value {
          auto job = std::make_unique<EvaluateJob<T>>(env, state, std::move(dataset));
          job->threads = threads;
          job->loss = std::move(loss);
          return post(env, std::move(job));
        },
        state_);
  });
}

Napi::Value NativeNetwork::logits(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return as_promise(env, [&]() -> Napi::Value {
    const Options options("logits", info[0], {"dataset", "first", "count"});
    const auto& layout = usable(env, "logits");
    auto dataset = fitting_dataset(options, layout, element_size(state_));
    const std::size_t samples = dataset->view.count;
    const std::size_t first = options.size_or("first", 0, 0, samples - 1);
    const std::size_t count = options.size_or("count", samples - first, 1, samples - first);
    expect_fits_memory(env, options.function(), "count",
                       static_cast<double>(count * layout.outputs()) * 2 *  // the engine's and JavaScript's
                           static_cast<double>(element_size(state_)));
    return std::visit(
        [&]<typename T>(const std::shared_ptr<NetworkState<T>>& state) -> Napi::Value {
          auto job = std::make_unique<LogitsJob<T>>(env, state, std::move(dataset));
          job->first = first;
          job->count = count;
          return post(env, std::move(job));
        },
        state_);
  });
}

Napi::Value NativeNetwork::gradient(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return as_promise(env, [&]() -> Napi::Value {
    const Options options("gradient", info[0], {"dataset", "indices", "loss", "seed"});
    engine::LossSpec loss = read_loss(options);
    const auto& layout = usable(env, "gradient");
    const engine::DropoutSeed dropout{options.seed_or("seed", 0), 0};
    auto dataset = fitting_dataset(options, layout, element_size(state_), loss);
    auto samples = checked_batch(options, *dataset, layout, element_size(state_));
    return std::visit(
        [&]<typename T>(const std::shared_ptr<NetworkState<T>>& state) -> Napi::Value {
          auto job = std::make_unique<GradientJob<T>>(env, state, std::move(dataset));
          job->indices = std::move(samples);
          job->loss_spec = std::move(loss);
          job->dropout = dropout;
          return post(env, std::move(job));
        },
        state_);
  });
}

Napi::Value NativeNetwork::layer_statistics(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return as_promise(env, [&]() -> Napi::Value {
    const Options options("layerStatistics", info[0], {"dataset", "indices", "loss", "seed"});
    engine::LossSpec loss = read_loss(options);
    const auto& layout = usable(env, "layerStatistics");
    const engine::DropoutSeed dropout{options.seed_or("seed", 0), 0};
    auto dataset = fitting_dataset(options, layout, element_size(state_), loss);
    auto samples = checked_batch(options, *dataset, layout, element_size(state_));
    return std::visit(
        [&]<typename T>(const std::shared_ptr<NetworkState<T>>& state) -> Napi::Value {
          auto job = std::make_unique<LayerStatisticsJob<T>>(env, state, std::move(dataset));
          job->indices = std::move(samples);
          job->loss_spec = std::move(loss);
          job->dropout = dropout;
          return post(env, std::move(job));
        },
        state_);
  });
}

Napi::Value NativeNetwork::numerical_gradient(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return as_promise(env, [&]() -> Napi::Value {
    const Options options("numericalGradient", info[0],
                          {"dataset", "indices", "loss", "seed", "epsilon", "parameters"});
    engine::LossSpec loss = read_loss(options);
    const auto& layout = usable(env, "numericalGradient");
    const engine::DropoutSeed dropout{options.seed_or("seed", 0), 0};
    const double epsilon = options.positive("epsilon");
    if (epsilon < kSmallestEpsilon || epsilon > 1)
      throw_range_error(env, options.function(), "epsilon", "a number from 1e-12 to 1",
                        describe(options.get("epsilon")));
    auto dataset = fitting_dataset(options, layout, element_size(state_), loss);
    auto samples = checked_batch(options, *dataset, layout, element_size(state_));
    auto parameters = checked_indices(env, options.function(), options.array("parameters", kIndices),
                                      layout.count(), "a parameter");
    return std::visit(
        [&]<typename T>(const std::shared_ptr<NetworkState<T>>& state) -> Napi::Value {
          auto job = std::make_unique<NumericalGradientJob<T>>(env, state, std::move(dataset));
          job->indices = std::move(samples);
          job->loss_spec = std::move(loss);
          job->dropout = dropout;
          job->parameters = std::move(parameters);
          job->epsilon = epsilon;
          return post(env, std::move(job));
        },
        state_);
  });
}

void NativeNetwork::cancel(const Napi::CallbackInfo& info) {
  usable(info.Env(), "cancel");
  worker_->cancel();
}

void NativeNetwork::dispose(const Napi::CallbackInfo& info) {
  if (std::exchange(disposed_, true)) return;
  worker_->cancel();
  worker_->when_idle([this, env = info.Env()] {
    worker_->stop();
    release(env);
  });
}

}  // namespace blasnet::binding
