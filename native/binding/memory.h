// Requests that no machine can serve.
#pragma once

#include <napi.h>

#include <string>

namespace blasnet::binding {

// Refuses what would make the system kill the process, or V8 abort it, rather than fail: throws a RangeError
// when `bytes` exceed the machine's memory.
void expect_fits_memory(Napi::Env env, const std::string& function, const std::string& argument,
                        double bytes);

}  // namespace blasnet::binding
