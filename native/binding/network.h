// The network object of JavaScript.
#pragma once

#include <napi.h>

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "binding/worker.h"
#include "engine/network.h"
#include "engine/workspace.h"

namespace blasnet::binding {

template <typename T>
struct NetworkState {
  explicit NetworkState(const engine::NetworkSpec& spec) : network(spec), workspace(network.layout) {}
  engine::Network<T> network;
  engine::Workspace<T> workspace;
};

// Jobs share the state with the object, so that it outlives dispose().
using AnyNetworkState =
    std::variant<std::shared_ptr<NetworkState<float>>, std::shared_ptr<NetworkState<double>>>;

class NativeNetwork : public Napi::ObjectWrap<NativeNetwork> {
 public:
  static void export_class(Napi::Env env, Napi::Object exports);
  explicit NativeNetwork(const Napi::CallbackInfo& info);
  ~NativeNetwork() override;
  // What methods and accessors find their object with; hides the base's, which believes any object.
  static NativeNetwork* Unwrap(Napi::Object object);

  // The network of a JavaScript value; throws when it is none of ours.
  static NativeNetwork* of(const std::string& function, Napi::Value value);
  bool is_float32() const;
  // Throws when disposed, or when the thread may be reading or writing it.
  const AnyNetworkState& idle_state(Napi::Env env, const char* function) const;
  // How often anything may have changed parameters, optimizer or workspace.
  std::uint64_t uses() const { return uses_; }
  std::uint64_t use() { return ++uses_; }

 private:
  Napi::Value parameter_count(const Napi::CallbackInfo& info);
  Napi::Value get_parameters(const Napi::CallbackInfo& info);
  void set_parameters(const Napi::CallbackInfo& info);
  void reset_optimizer(const Napi::CallbackInfo& info);
  void swap_average(const Napi::CallbackInfo& info);
  Napi::Value train_steps(const Napi::CallbackInfo& info);
  Napi::Value training_threads(const Napi::CallbackInfo& info);
  Napi::Value evaluate(const Napi::CallbackInfo& info);
  Napi::Value logits(const Napi::CallbackInfo& info);
  Napi::Value gradient(const Napi::CallbackInfo& info);
  Napi::Value layer_statistics(const Napi::CallbackInfo& info);
  Napi::Value numerical_gradient(const Napi::CallbackInfo& info);
  void cancel(const Napi::CallbackInfo& info);
  void dispose(const Napi::CallbackInfo& info);

  // Throws when disposed.
  const engine::ParameterLayout& usable(Napi::Env env, const char* function) const;
  // Throws when disposed, or when the thread may be reading or writing parameters.
  const engine::ParameterLayout& idle(Napi::Env env, const char* function) const;
  void release(Napi::Env env);
  Napi::Value post(Napi::Env env, std::unique_ptr<Job> job);

  AnyNetworkState state_;
  std::uint64_t uses_ = 0;
  bool disposed_ = false;
  std::int64_t bytes_ = 0;
  std::unique_ptr<Worker> worker_;
};

}  // namespace blasnet::binding
