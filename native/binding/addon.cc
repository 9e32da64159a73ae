// Entry point of the addon.
#include <napi.h>

#include <mutex>

#include "binding/dataset.h"
#include "binding/errors.h"
#include "binding/kernel_functions.h"
#include "binding/network.h"
#include "binding/training_loop.h"
#include "binding/worker.h"
#include "kernels/backend_info.h"

namespace blasnet::binding {
namespace {

const char* threading_name(kernels::BlasThreading threading) {
  switch (threading) {
    case kernels::BlasThreading::kPthreads:
      return "pthreads";
    case kernels::BlasThreading::kOpenMp:
      return "openmp";
    default:
      return "sequential";
  }
}

Napi::Value backend_info(const Napi::CallbackInfo& info) {
  const kernels::BackendInfo backend = kernels::backend_info();
  const Napi::Object openblas = Napi::Object::New(info.Env());
  openblas.Set("core", backend.blas_core);
  openblas.Set("version", backend.blas_version);
  openblas.Set("threading", threading_name(backend.blas_threading));
  openblas.Set("threads", backend.blas_threads);
  openblas.Set("config", backend.blas_config);
  const Napi::Object result = Napi::Object::New(info.Env());
  result.Set("openblas", openblas);
  result.Set("simd", backend.simd);
  result.Set("compiler", backend.compiler);
  return result;
}

// Runs once for each environment that loads the addon: the main thread and every worker_thread.
Napi::Object init(Napi::Env env, Napi::Object exports) {
  // Its calls share buffers without a lock: networks side by side would end with wrong weights, and say
  // nothing.
  if (kernels::backend_info().blas_threading == kernels::BlasThreading::kSequential)
    throw_error(env, "ERR_BLASNET_ADDON", "load",
                "this OpenBLAS was built without threads and cannot be called from several at once; install "
                "one built "
                "with pthreads (Debian: libopenblas0-pthread)");
  // The only place that sets it. Once, because OpenBLAS frees its buffers there without a lock of its own.
  static std::once_flag once;
  std::call_once(once, kernels::use_one_blas_thread);
  kernels::use_one_blas_thread_here();
  env.SetInstanceData(new Workers(env));
  exports.Set("backendInfo", Napi::Function::New(env, backend_info, "backendInfo"));
  export_kernel_functions(env, exports);
  export_random_functions(env, exports);
  export_augment_functions(env, exports);
  NativeDataset::export_class(env, exports);
  NativeNetwork::export_class(env, exports);
  NativeTrainingLoop::export_class(env, exports);
  return exports;
}

NODE_API_MODULE(blasnet, init)

}  // namespace
}  // namespace blasnet::binding
