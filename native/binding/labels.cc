#include "binding/labels.h"

#include "binding/errors.h"

namespace blasnet::binding {
namespace {

template <typename From>
std::vector<std::int64_t> widened(const ArrayView& view) {
  const From* values = view.as<const From>();
  return {values, values + view.length};
}

std::vector<std::int64_t> widened(const ArrayView& view) {
  switch (view.type) {
    case napi_uint8_array:
      return widened<std::uint8_t>(view);
    case napi_uint16_array:
      return widened<std::uint16_t>(view);
    case napi_uint32_array:
      return widened<std::uint32_t>(view);
    default:
      return widened<std::int32_t>(view);
  }
}

template <typename T>
std::vector<T> checked(Napi::Env env, const std::string& function, const ArrayView& view, std::size_t limit,
                       const char* what) {
  const std::vector<std::int64_t> values = widened(view);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] < 0 || static_cast<std::uint64_t>(values[i]) >= limit)
      throw_range_error(env, function, view.name + "[" + std::to_string(i) + "]",
                        limit == 0 ? "no index, as there is nothing to choose from"
                                   : std::string(what) + " from 0 to " + std::to_string(limit - 1),
                        std::to_string(values[i]));
  }
  return {values.begin(), values.end()};
}

}  // namespace

std::vector<std::int32_t> checked_labels(Napi::Env env, const std::string& function, const ArrayView& view,
                                         std::size_t classes) {
  return checked<std::int32_t>(env, function, view, classes, "a class");
}

std::vector<std::uint32_t> checked_indices(Napi::Env env, const std::string& function, const ArrayView& view,
                                           std::size_t count, const char* what) {
  return checked<std::uint32_t>(env, function, view, count, what);
}

}  // namespace blasnet::binding
