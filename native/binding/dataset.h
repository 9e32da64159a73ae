// The data set object of JavaScript.
#pragma once

#include <napi.h>

#include <memory>
#include <vector>

#include "engine/dataset.h"

namespace blasnet::binding {

// Samples together with what keeps their memory alive. Created and destroyed on the JavaScript thread.
struct DatasetStorage {
  engine::Dataset view;
  std::unique_ptr<std::byte[]> copy;  // set when the inputs were copied
  std::int64_t copied_bytes = 0;
  Napi::Reference<Napi::Value> borrowed;  // set when the inputs are read in place
};

class NativeDataset : public Napi::ObjectWrap<NativeDataset> {
 public:
  static void export_class(Napi::Env env, Napi::Object exports);
  explicit NativeDataset(const Napi::CallbackInfo& info);
  ~NativeDataset() override;
  // What methods and accessors find their object with; hides the base's, which believes any object.
  static NativeDataset* Unwrap(Napi::Object object);

  // The storage of a JavaScript value; throws when it is none of ours, or disposed.
  static std::shared_ptr<DatasetStorage> storage_of(const std::string& function, Napi::Value value);

 private:
  Napi::Value count(const Napi::CallbackInfo& info);
  Napi::Value features(const Napi::CallbackInfo& info);
  Napi::Value classes(const Napi::CallbackInfo& info);
  Napi::Value borrowed(const Napi::CallbackInfo& info);
  void dispose(const Napi::CallbackInfo& info);
  void release(Napi::Env env);
  const DatasetStorage& storage(const Napi::CallbackInfo& info, const char* function) const;

  std::shared_ptr<DatasetStorage> storage_;
};

}  // namespace blasnet::binding
