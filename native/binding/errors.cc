#include "binding/errors.h"

#include "binding/arrays.h"

namespace blasnet::binding {
namespace {

constexpr const char* kOptionCode = "ERR_BLASNET_OPTION";
constexpr std::size_t kLongestText = 60;

std::string describe_object(Napi::Value value) {
  if (value.IsTypedArray()) {
    napi_typedarray_type type = kUnknownArray;
    std::size_t length = 0;
    napi_get_typedarray_info(value.Env(), value, &type, &length, nullptr, nullptr, nullptr);
    return std::string("a ") + type_name(type) + " of length " + std::to_string(length);
  }
  if (value.IsArray()) {
    uint32_t length = 0;
    napi_get_array_length(value.Env(), value, &length);
    return "an array of length " + std::to_string(length);
  }
  if (value.IsArrayBuffer()) return "an ArrayBuffer";
  if (value.IsDataView()) return "a DataView";
  if (value.IsPromise()) return "a promise";
  return "an object";
}

// Cut between two characters of UTF-8, not inside one.
std::string shortened(const std::string& text) {
  std::size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

template <typename E>
[[noreturn]] void throw_coded(E error, const char* code) {
  error.Set("code", Napi::String::New(error.Env(), code));
  throw error;
}

}  // namespace

std::string describe(Napi::Value value) {
  switch (value.Type()) {
    case napi_undefined:
      return "undefined";
    case napi_null:
      return "null";
    case napi_boolean:
      return value.As<Napi::Boolean>().Value() ? "true" : "false";
    case napi_number:
      return value.ToString().Utf8Value();  // of a primitive: no user code runs
    case napi_string: {
      std::string text = value.As<Napi::String>().Utf8Value();
      if (text.size() > kLongestText) text = shortened(text);
      return '"' + text + '"';
    }
    case napi_symbol:
      return "a symbol";
    case napi_function:
      return "a function";
    case napi_bigint:
      return "a bigint";
    case napi_external:
      return "an external value";
    case napi_object:
      return describe_object(value);
  }
  return "an unknown value";
}

void throw_type_error(const std::string& function, const std::string& argument, const std::string& expected,
                      Napi::Value value) {
  throw_coded(Napi::TypeError::New(value.Env(), function + ": " + argument + ": expected " + expected +
                                                    ", received " + describe(value)),
              kOptionCode);
}

void throw_range_error(Napi::Env env, const std::string& function, const std::string& argument,
                       const std::string& expected, const std::string& received) {
  throw_coded(Napi::RangeError::New(
                  env, function + ": " + argument + ": expected " + expected + ", received " + received),
              kOptionCode);
}

void throw_error(Napi::Env env, const char* code, const std::string& function, const std::string& what) {
  throw_coded(Napi::Error::New(env, function + ": " + what), code);
}

}  // namespace blasnet::binding
