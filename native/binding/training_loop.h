// The training loop object of JavaScript: a network's step in pieces, on the JavaScript thread.
#pragma once

#include <napi.h>

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "binding/dataset.h"
#include "binding/network.h"
#include "engine/manual_step.h"

namespace blasnet::binding {

class NativeTrainingLoop : public Napi::ObjectWrap<NativeTrainingLoop> {
 public:
  static void export_class(Napi::Env env, Napi::Object exports);
  explicit NativeTrainingLoop(const Napi::CallbackInfo& info);
  ~NativeTrainingLoop() override;
  // What methods and accessors find their object with; hides the base's, which believes any object.
  static NativeTrainingLoop* Unwrap(Napi::Object object);

 private:
  // How far the step has come.
  enum class Phase { kNothing, kForward, kLoss, kBackward };
  // A step together with the memory that it works on.
  template <typename T>
  struct Step {
    std::shared_ptr<NetworkState<T>> state;
    std::unique_ptr<engine::ManualStep<T>> pieces;
  };

  Napi::Value threads(const Napi::CallbackInfo& info);
  void forward(const Napi::CallbackInfo& info);
  Napi::Value outputs(const Napi::CallbackInfo& info);
  Napi::Value loss(const Napi::CallbackInfo& info);
  Napi::Value non_finite_in(const Napi::CallbackInfo& info);
  void set_output_gradient(const Napi::CallbackInfo& info);
  void backward(const Napi::CallbackInfo& info);
  Napi::Value gradient(const Napi::CallbackInfo& info);
  void step(const Napi::CallbackInfo& info);
  void dispose(const Napi::CallbackInfo& info);

  // Throws when loop or network have been disposed, or the network's thread is at work. Forgets the step
  // under way when anybody else has used the network since.
  void usable(Napi::Env env, const char* function);
  // The same, and throws unless the step has come as far as `phase`: by `missing`.
  void expect_phase(Napi::Env env, const char* function, Phase phase, const char* missing);
  void release();

  Napi::ObjectReference network_object_;  // keeps the network
  NativeNetwork* network_ = nullptr;
  std::shared_ptr<DatasetStorage> dataset_;
  std::variant<Step<float>, Step<double>> step_;
  std::size_t batch_ = 0;
  std::uint64_t seed_ = 0;
  bool own_loss_ = false;
  Phase phase_ = Phase::kNothing;
  std::uint64_t seen_uses_ = 0;  // of the network, when it was last as this loop left it
};

}  // namespace blasnet::binding
