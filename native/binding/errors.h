// Errors that name the argument, what was expected and what came.
#pragma once

#include <napi.h>

#include <string>

namespace blasnet::binding {

// A value as a message shows it, for example `a Float32Array of length 3`. Runs no JavaScript.
std::string describe(Napi::Value value);

// "<function>: <argument>: expected <expected>, received <value>", with code ERR_BLASNET_OPTION.
[[noreturn]] void throw_type_error(const std::string& function, const std::string& argument,
                                   const std::string& expected, Napi::Value value);
[[noreturn]] void throw_range_error(Napi::Env env, const std::string& function, const std::string& argument,
                                    const std::string& expected, const std::string& received);

// "<function>: <what>", with one of the codes of @blasnet/check.
[[noreturn]] void throw_error(Napi::Env env, const char* code, const std::string& function,
                              const std::string& what);

}  // namespace blasnet::binding
