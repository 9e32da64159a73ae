// The data set object of JavaScript.
#pragma once

#include <napi.h>

#include <memory>
#include <vector>

#include "binding/arrays.h"
#include "engine/dataset.h"

namespace blasnet::binding {

// Samples together with what keeps their memory alive. Created and destroyed on the JavaScript thread.
struct DatasetStorage {
  engine::Dataset view;
  std::vector<std::unique_ptr<std::byte[]>> copies;  // of arrays that are not shared
  std::int64_t copied_bytes = 0;
  std::vector<Napi::Reference<Napi::Value>> borrowed;  // arrays that are read in place

  // Memory shared between threads is read in place; any other could be detached, and is copied.
  engine::Values hold(const ArrayView& array, Napi::Value value);
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
