// Typed arrays as pointer and length, after every check that can be made.
#pragma once

#include <napi.h>

#include <cstddef>
#include <initializer_list>
#include <string>

namespace blasnet::binding {

// Node-API leaves the type as it was for an array that it does not know, such as a Float16Array.
inline constexpr auto kUnknownArray = static_cast<napi_typedarray_type>(15);

struct ArrayView {
  std::string name;  // of the argument
  napi_typedarray_type type = kUnknownArray;
  void* data = nullptr;
  std::size_t length = 0;
  std::size_t bytes = 0;
  bool shared = false;  // in a SharedArrayBuffer, which nobody can detach

  template <typename T>
  T* as() const {
    return static_cast<T*>(data);
  }
};

inline constexpr std::initializer_list<napi_typedarray_type> kFloats = {napi_float32_array,
                                                                        napi_float64_array};
inline constexpr std::initializer_list<napi_typedarray_type> kInputs = {napi_uint8_array, napi_float32_array,
                                                                        napi_float64_array};
inline constexpr std::initializer_list<napi_typedarray_type> kLabels = {napi_uint8_array, napi_uint16_array,
                                                                        napi_uint32_array, napi_int32_array};
inline constexpr std::initializer_list<napi_typedarray_type> kIndices = {napi_uint32_array};

// Throws when `value` is no typed array of the allowed types, or its buffer is detached or has shrunk below
// it. The view is good as long as no JavaScript runs.
ArrayView view_array(const std::string& function, const std::string& name, Napi::Value value,
                     std::initializer_list<napi_typedarray_type> allowed);

// Throws when `view` has not exactly `length` elements; `why` says where the number comes from: "m · n".
void expect_length(Napi::Env env, const std::string& function, const ArrayView& view, std::size_t length,
                   const std::string& why);
void expect_at_least(Napi::Env env, const std::string& function, const ArrayView& view, std::size_t length,
                     const std::string& why);

// Throws when `view` has not the element type of `first`.
void expect_same_type(Napi::Env env, const std::string& function, const ArrayView& first,
                      const ArrayView& view);

// Throws when the memory of `written` overlaps that of `read`; the very same memory passes if `may_be_same`.
void expect_no_overlap(Napi::Env env, const std::string& function, const ArrayView& written,
                       const ArrayView& read, bool may_be_same = false);

const char* type_name(napi_typedarray_type type);

}  // namespace blasnet::binding
