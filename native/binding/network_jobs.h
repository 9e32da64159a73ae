// What a network's thread can be asked to do.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "binding/dataset.h"
#include "binding/network.h"
#include "binding/worker.h"
#include "engine/evaluate.h"
#include "engine/gradient.h"
#include "engine/layer_statistics.h"
#include "engine/train.h"

namespace blasnet::binding {

template <typename T>
class NetworkJob : public Job {
 public:
  NetworkJob(Napi::Env env, std::shared_ptr<NetworkState<T>> state, std::shared_ptr<DatasetStorage> dataset)
      : Job(env), state_(std::move(state)), dataset_(std::move(dataset)) {}

 protected:
  engine::Network<T>& network() { return state_->network; }
  engine::Workspace<T>& workspace() { return state_->workspace; }
  const engine::Dataset& dataset() const { return dataset_->view; }

 private:
  std::shared_ptr<NetworkState<T>> state_;
  std::shared_ptr<DatasetStorage> dataset_;
};

template <typename T>
Napi::Value typed_array_of(Napi::Env env, const T* data, std::size_t size) {
  auto array = Napi::TypedArrayOf<T>::New(env, size);
  std::copy_n(data, size, array.Data());
  return array;
}

// What a result holds where cancel() came first.
template <typename T>
inline constexpr T kNotReached = std::numeric_limits<T>::quiet_NaN();

// As TrainOutcome has it.
inline Napi::Value non_finite_place(Napi::Env env, std::ptrdiff_t where,
                                    const engine::ParameterLayout& layout) {
  if (where == engine::kInInputs) return Napi::String::New(env, "inputs");
  if (where == static_cast<std::ptrdiff_t>(layout.layers().size())) return Napi::String::New(env, "loss");
  return Napi::Number::New(env, static_cast<double>(where));
}

template <typename T>
struct TrainStepsJob : NetworkJob<T> {
  using NetworkJob<T>::NetworkJob;
  std::vector<std::uint32_t> indices;
  std::size_t batch = 0;
  std::vector<double> learning_rates;  // one, or one a step
  engine::TrainParameters parameters;
  std::vector<double> losses;
  engine::TrainOutcome outcome{};

  void run() override {
    losses.resize(indices.size() / batch);
    parameters.learning_rate = learning_rates.front();
    if (learning_rates.size() > 1) parameters.learning_rates = learning_rates.data();
    parameters.threads = engine::training_threads(this->network().layout, batch, parameters.threads);
    outcome = engine::train_steps(this->network(), this->workspace(), this->dataset(), indices.data(),
                                  losses.size(), batch, parameters, losses.data(), this->cancelled);
  }
  Napi::Value result(Napi::Env env) override {
    const Napi::Object result = Napi::Object::New(env);
    result.Set("losses", typed_array_of(env, losses.data(), outcome.losses));
    const char* ended = outcome.ended == engine::Ended::kCompleted   ? "completed"
                        : outcome.ended == engine::Ended::kCancelled ? "cancelled"
                                                                     : "non-finite";
    result.Set("ended", ended);
    if (outcome.ended == engine::Ended::kNonFinite)
      result.Set("nonFiniteIn", non_finite_place(env, outcome.where, this->network().layout));
    return result;
  }
};

template <typename T>
struct EvaluateJob : NetworkJob<T> {
  using NetworkJob<T>::NetworkJob;
  std::size_t threads = 1;
  engine::LossSpec loss;
  engine::Evaluation evaluation{};

  void run() override {
    evaluation =
        engine::evaluate(this->network(), this->workspace(), this->dataset(), loss, threads, this->cancelled);
  }
  Napi::Value result(Napi::Env env) override {
    const Napi::Object result = Napi::Object::New(env);
    result.Set("loss", evaluation.loss);
    if (!this->dataset().labels.empty()) result.Set("correct", static_cast<double>(evaluation.correct));
    result.Set("count", static_cast<double>(evaluation.count));
    result.Set("cancelled", evaluation.count < this->dataset().count);
    return result;
  }
};

template <typename T>
struct LogitsJob : NetworkJob<T> {
  using NetworkJob<T>::NetworkJob;
  std::size_t first = 0;
  std::size_t count = 0;
  engine::AlignedBuffer<T> out;

  void run() override {
    out = engine::AlignedBuffer<T>(count * this->network().layout.outputs());
    std::fill_n(out.data(), out.size(), kNotReached<T>);
    engine::logits(this->network(), this->workspace(), this->dataset(), first, count, out.data(),
                   this->cancelled);
  }
  Napi::Value result(Napi::Env env) override { return typed_array_of(env, out.data(), out.size()); }
};

// On one batch, as while training.
template <typename T>
struct BatchJob : NetworkJob<T> {
  using NetworkJob<T>::NetworkJob;
  std::vector<std::uint32_t> indices;
  engine::LossSpec loss_spec;
  engine::DropoutSeed dropout;

 protected:
  engine::BatchObjective batch() const {
    return {this->dataset(), indices.data(), indices.size(), loss_spec, dropout};
  }
};

template <typename T>
struct GradientJob : BatchJob<T> {
  using BatchJob<T>::BatchJob;
  engine::AlignedBuffer<T> out;
  double loss = 0;

  void run() override {
    out = engine::AlignedBuffer<T>(this->network().layout.count());
    if (this->cancelled) {
      std::fill_n(out.data(), out.size(), kNotReached<T>);
      loss = kNotReached<double>;
      return;
    }
    loss = engine::gradient(this->network(), this->workspace(), this->batch(), out.data());
  }
  Napi::Value result(Napi::Env env) override {
    const Napi::Object result = Napi::Object::New(env);
    result.Set("loss", loss);
    result.Set("gradient", typed_array_of(env, out.data(), out.size()));
    return result;
  }
};

template <typename T>
struct LayerStatisticsJob : BatchJob<T> {
  using BatchJob<T>::BatchJob;
  engine::LayerStatistics statistics;

  void run() override {
    if (this->cancelled) {
      const std::vector<double> nothing(this->network().layout.layers().size(), kNotReached<double>);
      statistics = {nothing, nothing, nothing, nothing, nothing};
      return;
    }
    statistics = engine::layer_statistics(this->network(), this->workspace(), this->batch());
  }
  Napi::Value result(Napi::Env env) override {
    const Napi::Object result = Napi::Object::New(env);
    const auto set = [&](const char* name, const std::vector<double>& values) {
      result.Set(name, typed_array_of(env, values.data(), values.size()));
    };
    set("gradientNorm", statistics.gradient_norm);
    set("weightNorm", statistics.weight_norm);
    set("velocityNorm", statistics.velocity_norm);
    set("deltaNorm", statistics.delta_norm);
    set("meanDerivative", statistics.mean_derivative);
    return result;
  }
};

template <typename T>
struct NumericalGradientJob : BatchJob<T> {
  using BatchJob<T>::BatchJob;
  std::vector<std::uint32_t> parameters;
  double epsilon = 0;
  std::vector<double> out;

  void run() override {
    out.resize(parameters.size(), kNotReached<double>);
    if (this->cancelled) return;
    engine::numerical_gradient(this->network(), this->workspace(), this->batch(), epsilon, parameters.data(),
                               parameters.size(), out.data(), this->cancelled);
  }
  Napi::Value result(Napi::Env env) override { return typed_array_of(env, out.data(), out.size()); }
};

}  // namespace blasnet::binding
