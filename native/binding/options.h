// The options object of a call.
#pragma once

#include <napi.h>

#include <cstddef>
#include <initializer_list>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "binding/arrays.h"
#include "kernels/activation.h"

namespace blasnet::binding {

// Largest size of anything that reaches BLAS, whose integers have 32 bits.
inline constexpr std::size_t kLargestDimension = std::numeric_limits<int>::max();

// Reads every known property at once, before any is looked at: a getter may run JavaScript that detaches a
// buffer read before it. Afterwards nothing runs JavaScript. Unknown properties are refused.
class Options {
 public:
  Options(std::string function, Napi::Value value, std::initializer_list<const char*> names);

  Napi::Env env() const { return env_; }
  const std::string& function() const { return function_; }
  bool has(const char* name) const { return !get(name).IsUndefined(); }
  Napi::Value get(const char* name) const;

  // An integer min … max.
  std::size_t size(const char* name, std::size_t min = 1, std::size_t max = kLargestDimension) const;
  std::size_t size_or(const char* name, std::size_t fallback, std::size_t min = 1,
                      std::size_t max = kLargestDimension) const;
  // A finite number.
  double number(const char* name) const;
  double number_or(const char* name, double fallback) const;
  // A finite number of at least 0 that float holds.
  double at_least_zero_or(const char* name, double fallback) const;
  // A finite number above 0.
  double positive(const char* name) const;
  // A positive number whose inverse float holds as well, for what divides.
  double deviation(const char* name) const;
  // Throws when a network or an array of `type` would turn the number into infinity.
  void expect_finite_as(napi_typedarray_type type, std::initializer_list<const char*> names) const;
  // An integer 0 … 2⁵³ − 1.
  std::uint64_t seed(const char* name) const;
  std::uint64_t seed_or(const char* name, std::uint64_t fallback) const;
  bool boolean(const char* name) const;
  bool boolean_or(const char* name, bool fallback) const;
  // Reading an activation that is an object runs JavaScript: call it before any array is looked at.
  kernels::Activation activation(const char* name) const;
  ArrayView array(const char* name, std::initializer_list<napi_typedarray_type> allowed) const;

 private:
  Napi::Env env_;
  std::string function_;
  std::vector<std::pair<std::string, Napi::Value>> values_;
};

// From its name, or from an object with its kind and its parameter. May run JavaScript.
kernels::Activation activation_of(const std::string& function, const std::string& argument,
                                  Napi::Value value);

}  // namespace blasnet::binding
