// The kernels as functions on typed arrays.
#pragma once

#include <napi.h>

namespace blasnet::binding {

void export_kernel_functions(Napi::Env env, Napi::Object exports);
void export_random_functions(Napi::Env env, Napi::Object exports);
void export_augment_functions(Napi::Env env, Napi::Object exports);

}  // namespace blasnet::binding
