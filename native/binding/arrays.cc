#include "binding/arrays.h"

#include <algorithm>
#include <cstdint>

#include "binding/errors.h"

namespace blasnet::binding {
namespace {

// "a Float32Array or Float64Array"
std::string any_of(std::initializer_list<napi_typedarray_type> types) {
  std::string text;
  std::size_t left = types.size();
  for (const napi_typedarray_type type : types) {
    text += text.empty() ? "a " : left == 1 ? " or " : ", ";
    text += type_name(type);
    --left;
  }
  return text;
}

std::size_t element_size(napi_typedarray_type type) {
  switch (type) {
    case napi_float64_array:
      return 8;
    case napi_float32_array:
    case napi_uint32_array:
    case napi_int32_array:
      return 4;
    case napi_uint16_array:
      return 2;
    default:
      return 1;
  }
}

}  // namespace

const char* type_name(napi_typedarray_type type) {
  switch (type) {
    case napi_int8_array:
      return "Int8Array";
    case napi_uint8_array:
      return "Uint8Array";
    case napi_uint8_clamped_array:
      return "Uint8ClampedArray";
    case napi_int16_array:
      return "Int16Array";
    case napi_uint16_array:
      return "Uint16Array";
    case napi_int32_array:
      return "Int32Array";
    case napi_uint32_array:
      return "Uint32Array";
    case napi_float32_array:
      return "Float32Array";
    case napi_float64_array:
      return "Float64Array";
    case napi_bigint64_array:
      return "BigInt64Array";
    case napi_biguint64_array:
      return "BigUint64Array";
    default:
      return "typed array";
  }
}

ArrayView view_array(const std::string& function, const std::string& name, Napi::Value value,
                     std::initializer_list<napi_typedarray_type> allowed) {
  const Napi::Env env = value.Env();
  if (!value.IsTypedArray()) throw_type_error(function, name, any_of(allowed), value);
  ArrayView view;
  view.name = name;
  napi_value buffer;
  std::size_t offset = 0;
  if (napi_get_typedarray_info(env, value, &view.type, &view.length, &view.data, &buffer, &offset) != napi_ok)
    throw Napi::Error::New(env);
  if (std::find(allowed.begin(), allowed.end(), view.type) == allowed.end())
    throw_type_error(function, name, any_of(allowed), value);
  view.bytes = view.length * element_size(view.type);

  bool is_array_buffer = false;
  napi_is_arraybuffer(env, buffer, &is_array_buffer);
  view.shared = !is_array_buffer;
  if (is_array_buffer) {
    bool detached = false;
    napi_is_detached_arraybuffer(env, buffer, &detached);
    const std::string kind = std::string("a ") + type_name(view.type);
    if (detached) throw_range_error(env, function, name, any_of(allowed), kind + " whose buffer is detached");
    std::size_t buffer_bytes = 0;
    void* buffer_data = nullptr;
    napi_get_arraybuffer_info(env, buffer, &buffer_data, &buffer_bytes);
    if (offset > buffer_bytes || view.bytes > buffer_bytes - offset)
      throw_range_error(env, function, name, any_of(allowed), kind + " whose buffer has shrunk below it");
  }
  return view;
}

namespace {

std::string sized(const ArrayView& view) {
  return std::string("a ") + type_name(view.type) + " of length " + std::to_string(view.length);
}

}  // namespace

void expect_length(Napi::Env env, const std::string& function, const ArrayView& view, std::size_t length,
                   const std::string& why) {
  if (view.length == length) return;
  throw_range_error(env, function, view.name, "length " + std::to_string(length) + " (" + why + ")",
                    sized(view));
}

void expect_at_least(Napi::Env env, const std::string& function, const ArrayView& view, std::size_t length,
                     const std::string& why) {
  if (view.length >= length) return;
  throw_range_error(env, function, view.name,
                    "at least " + std::to_string(length) + " elements (" + why + ")", sized(view));
}

void expect_same_type(Napi::Env env, const std::string& function, const ArrayView& first,
                      const ArrayView& view) {
  if (first.type == view.type) return;
  throw_range_error(env, function, view.name,
                    std::string("a ") + type_name(first.type) + " like " + first.name, sized(view));
}

void expect_no_overlap(Napi::Env env, const std::string& function, const ArrayView& written,
                       const ArrayView& read, bool may_be_same) {
  if (written.bytes == 0 || read.bytes == 0) return;
  if (may_be_same && written.data == read.data && written.bytes == read.bytes) return;
  const auto start_a = reinterpret_cast<std::uintptr_t>(written.data);
  const auto start_b = reinterpret_cast<std::uintptr_t>(read.data);
  if (start_a + written.bytes <= start_b || start_b + read.bytes <= start_a) return;
  const std::string same = may_be_same ? ", or " + read.name + " itself" : "";
  throw_range_error(env, function, written.name, "memory apart from " + read.name + same,
                    "memory that overlaps it");
}

}  // namespace blasnet::binding
