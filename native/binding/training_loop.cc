#include "binding/training_loop.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <type_traits>

#include "binding/errors.h"
#include "binding/labels.h"
#include "binding/memory.h"
#include "binding/network_arguments.h"
#include "binding/network_jobs.h"
#include "binding/options.h"
#include "binding/receiver.h"
#include "binding/training_options.h"

namespace blasnet::binding {
namespace {

constexpr napi_type_tag kTag = {0x5f1c0de1b1a54003, 0x71e4b02c9d583af6};
constexpr const char* kFunction = "NativeTrainingLoop";

double finite_number(Napi::Env env, const std::string& function, const char* name, Napi::Value value,
                     double most) {
  const std::string expected = "a finite number of at least 0 that the network's dtype can hold";
  if (!value.IsNumber()) throw_type_error(function, name, expected, value);
  const double number = value.As<Napi::Number>().DoubleValue();
  if (!(number >= 0 && number <= most)) throw_range_error(env, function, name, expected, describe(value));
  return number;
}

// An integer 0 … 2⁵³ − 1.
std::uint64_t step_number(Napi::Env env, const std::string& function, Napi::Value value) {
  constexpr double kMost = 9007199254740991;
  const std::string expected = "an integer from 0 to 9007199254740991";
  if (!value.IsNumber()) throw_type_error(function, "step", expected, value);
  const double number = value.As<Napi::Number>().DoubleValue();
  if (!(number >= 0 && number <= kMost && number == std::floor(number)))
    throw_range_error(env, function, "step", expected, describe(value));
  return static_cast<std::uint64_t>(number);
}

template <typename T>
constexpr auto kArrayOf = std::is_same_v<T, float> ? napi_float32_array : napi_float64_array;

}  // namespace

void NativeTrainingLoop::export_class(Napi::Env env, Napi::Object exports) {
  using L = NativeTrainingLoop;
  exports.Set("TrainingLoop", DefineClass(env, kFunction,
                                          {
                                              InstanceAccessor<&L::threads>("threads"),
                                              InstanceMethod<&L::forward>("forward"),
                                              InstanceMethod<&L::outputs>("outputs"),
                                              InstanceMethod<&L::loss>("loss"),
                                              InstanceMethod<&L::non_finite_in>("nonFiniteIn"),
                                              InstanceMethod<&L::set_output_gradient>("setOutputGradient"),
                                              InstanceMethod<&L::backward>("backward"),
                                              InstanceMethod<&L::gradient>("gradient"),
                                              InstanceMethod<&L::step>("step"),
                                              InstanceMethod<&L::dispose>("dispose"),
                                          }));
}

NativeTrainingLoop::NativeTrainingLoop(const Napi::CallbackInfo& info) : ObjectWrap(info) {
  const Napi::Env env = info.Env();
  const Options options(kFunction, info[0],
                        {"network", "dataset", "batchSize", "optimizer", "loss", "threads", "seed"});
  network_ = NativeNetwork::of(kFunction, options.get("network"));
  network_object_ = Napi::Persistent(options.get("network").As<Napi::Object>());
  const bool float32 = network_->is_float32();
  const std::size_t element = float32 ? sizeof(float) : sizeof(double);
  engine::ManualStepParameters parameters;
  parameters.optimizer = read_optimizer(options, float32);
  const Napi::Value loss = options.get("loss");
  own_loss_ = loss.IsString() && loss.As<Napi::String>().Utf8Value() == "own";
  if (!own_loss_) parameters.loss = read_loss(options);
  // From here on nothing runs JavaScript.
  const AnyNetworkState& state = network_->idle_state(env, kFunction);
  const engine::ParameterLayout& layout =
      *std::visit([](const auto& of) { return &of->network.layout; }, state);
  batch_ = parameters.batch = options.size("batchSize");
  parameters.threads = options.size_or("threads", 1, 1, kMostThreads);
  seed_ = options.seed_or("seed", 0);
  dataset_ = own_loss_ ? fitting_dataset(options, layout, element)
                       : fitting_dataset(options, layout, element, parameters.loss);
  expect_fits_memory(env, kFunction, "batchSize",
                     training_bytes(layout, parameters.optimizer, batch_, element));
  // Another loop of the same network looks after itself from here on, even if this one fails half-way.
  seen_uses_ = network_->use();
  try {
    std::visit(
        [&]<typename T>(const std::shared_ptr<NetworkState<T>>& of) {
          step_ =
              Step<T>{of, engine::make_manual_step(of->network, of->workspace, dataset_->view, parameters)};
        },
        state);
  } catch (const std::bad_alloc&) {
    throw_range_error(env, kFunction, "batchSize", "sizes that fit into memory",
                      describe(options.get("batchSize")));
  }
  info.This().As<Napi::Object>().TypeTag(&kTag);
}

NativeTrainingLoop* NativeTrainingLoop::Unwrap(Napi::Object object) {
  return unwrap_tagged<NativeTrainingLoop>(object, kTag, kFunction);
}

// Joins the threads of the step, which wait for work.
NativeTrainingLoop::~NativeTrainingLoop() { release(); }

void NativeTrainingLoop::release() {
  std::visit(
      [](auto& step) {
        step.pieces.reset();
        step.state.reset();
      },
      step_);
  dataset_.reset();
  network_ = nullptr;
  network_object_.Reset();
}

void NativeTrainingLoop::usable(Napi::Env env, const char* function) {
  if (network_ == nullptr)
    throw_error(env, "ERR_BLASNET_DISPOSED", function, "the training loop has been disposed");
  network_->idle_state(env, function);
  if (network_->uses() == seen_uses_) return;
  phase_ = Phase::kNothing;
  std::visit([](auto& step) { step.pieces->refresh(); }, step_);
  seen_uses_ = network_->use();
}

void NativeTrainingLoop::expect_phase(Napi::Env env, const char* function, Phase phase, const char* missing) {
  usable(env, function);
  if (phase_ < phase)
    throw_error(env, "ERR_BLASNET_ORDER", function,
                std::string("expected ").append(missing).append(" first"));
}

Napi::Value NativeTrainingLoop::threads(const Napi::CallbackInfo& info) {
  usable(info.Env(), "threads");
  const std::size_t threads = std::visit([](const auto& step) { return step.pieces->threads(); }, step_);
  return Napi::Number::New(info.Env(), static_cast<double>(threads));
}

void NativeTrainingLoop::forward(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  usable(env, "forward");
  const ArrayView indices = view_array("forward", "indices", info[0], kIndices);
  if (indices.length == 0 || indices.length > batch_)
    throw_range_error(env, "forward", "indices", "1 to " + std::to_string(batch_) + " samples, the batchSize",
                      std::to_string(indices.length));
  const std::uint64_t number = step_number(env, "forward", info[1]);
  // Copied before they are checked: shared memory may change in between.
  const auto samples = checked_indices(env, "forward", indices, dataset_->view.count);
  phase_ = Phase::kNothing;
  std::visit(
      [&](auto& step) {
        step.pieces->forward(samples.data(), samples.size(), {seed_, number});
      },
      step_);
  phase_ = Phase::kForward;
}

Napi::Value NativeTrainingLoop::outputs(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  expect_phase(env, "outputs", Phase::kForward, "forward()");
  return std::visit(
      [&]<typename T>(Step<T>& step) -> Napi::Value {
        const std::size_t units = step.state->network.layout.outputs();
        auto out = Napi::TypedArrayOf<T>::New(env, step.pieces->rows() * units);
        const engine::Matrix<T> logits = step.state->workspace.logits();
        for (std::size_t r = 0; r < step.pieces->rows(); ++r)
          std::copy_n(logits.row(r), units, out.Data() + r * units);
        return out;
      },
      step_);
}

Napi::Value NativeTrainingLoop::loss(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  expect_phase(env, "loss", Phase::kForward, "forward()");
  if (own_loss_)
    throw_error(env, "ERR_BLASNET_ORDER", "loss", "expected setOutputGradient(), as loss is 'own'");
  const bool first = phase_ == Phase::kForward;
  const double loss = std::visit(
      [&](auto& step) { return first ? step.pieces->loss_and_delta() : step.pieces->loss(); }, step_);
  if (first) phase_ = std::isfinite(loss) ? Phase::kLoss : Phase::kForward;
  return Napi::Number::New(env, loss);
}

Napi::Value NativeTrainingLoop::non_finite_in(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  expect_phase(env, "nonFiniteIn", Phase::kForward, "forward()");
  return std::visit(
      [&]<typename T>(Step<T>& step) {
        return non_finite_place(env, step.pieces->first_non_finite(), step.state->network.layout);
      },
      step_);
}

void NativeTrainingLoop::set_output_gradient(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  expect_phase(env, "setOutputGradient", Phase::kForward, "forward()");
  if (phase_ == Phase::kBackward)
    throw_error(env, "ERR_BLASNET_ORDER", "setOutputGradient", "expected to come before backward()");
  std::visit(
      [&]<typename T>(Step<T>& step) {
        const ArrayView gradient = view_array("setOutputGradient", "gradient", info[0], {kArrayOf<T>});
        const std::size_t length = step.pieces->rows() * step.state->network.layout.outputs();
        expect_length(env, "setOutputGradient", gradient, length, "one number for each output of the batch");
        step.pieces->set_output_gradient(gradient.as<const T>());
      },
      step_);
  phase_ = Phase::kLoss;
}

void NativeTrainingLoop::backward(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  expect_phase(env, "backward", Phase::kLoss, "loss() or setOutputGradient()");
  if (phase_ == Phase::kBackward)
    throw_error(env, "ERR_BLASNET_ORDER", "backward", "expected to be called once a step");
  std::visit([](auto& step) { step.pieces->backward(); }, step_);
  phase_ = Phase::kBackward;
}

Napi::Value NativeTrainingLoop::gradient(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  expect_phase(env, "gradient", Phase::kBackward, "backward()");
  return std::visit(
      [&]<typename T>(Step<T>& step) -> Napi::Value {
        const engine::ParameterLayout& layout = step.state->network.layout;
        engine::AlignedBuffer<T> block(layout.block_size());
        step.pieces->gradient(block.data());
        auto out = Napi::TypedArrayOf<T>::New(env, layout.count());
        layout.to_exchange<T>(block.data(), out.Data());
        return out;
      },
      step_);
}

void NativeTrainingLoop::step(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  expect_phase(env, "step", Phase::kBackward, "backward()");
  const double most = std::holds_alternative<Step<float>>(step_) ? std::numeric_limits<float>::max()
                                                                 : std::numeric_limits<double>::max();
  const double rate = finite_number(env, "step", "learningRate", info[0], most);
  std::visit([&](auto& step) { step.pieces->step(rate); }, step_);
  phase_ = Phase::kNothing;
  seen_uses_ = network_->use();
}

void NativeTrainingLoop::dispose(const Napi::CallbackInfo&) { release(); }

}  // namespace blasnet::binding
