#include "binding/options.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "binding/errors.h"

namespace blasnet::binding {
namespace {

constexpr double kLargestSafeInteger = 9007199254740991.0;

std::string listed(std::initializer_list<const char*> names) {
  std::string text;
  for (const char* name : names) text += (text.empty() ? "'" : ", '") + std::string(name) + "'";
  return text;
}

double integer_between(const std::string& function, const std::string& name, Napi::Value value, double min,
                       double max) {
  const auto text = [](double x) { return std::to_string(static_cast<std::uint64_t>(x)); };
  const std::string expected = "an integer from " + text(min) + " to " + text(max);
  if (!value.IsNumber()) throw_type_error(function, name, expected, value);
  const double number = value.As<Napi::Number>().DoubleValue();
  if (!(number >= min && number <= max) || std::trunc(number) != number)
    throw_range_error(value.Env(), function, name, expected, describe(value));
  return number;
}

bool has_kind(Napi::Value value) {
  if (!value.IsObject() || value.IsFunction() || value.IsArray() || value.IsTypedArray()) return false;
  return value.As<Napi::Object>().Has("kind");
}

// { kind: 'leaky-relu', slope } or { kind: 'elu', alpha }; without its parameter a kind has the default.
kernels::Activation activation_with_parameter(const Options& options) {
  using kernels::Activation;
  const Napi::Env env = options.env();
  const std::string& function = options.function();
  const std::string expected = "one of 'leaky-relu', 'elu'";
  const Napi::Value value = options.get("kind");
  if (!value.IsString()) throw_type_error(function, "kind", expected, value);
  const std::string kind = value.As<Napi::String>().Utf8Value();
  if (kind != "leaky-relu" && kind != "elu")
    throw_range_error(env, function, "kind", expected, describe(value));

  const bool leaky = kind == "leaky-relu";
  const char* other = leaky ? "alpha" : "slope";
  if (options.has(other))
    throw_range_error(env, function, other, "nothing beside kind '" + kind + "'",
                      describe(options.get(other)));
  if (leaky) {
    if (!options.has("slope")) return Activation::kLeakyRelu;
    const double slope = options.number("slope");
    if (!(slope >= 0 && slope <= 1))
      throw_range_error(env, function, "slope", "a number from 0 to 1", describe(options.get("slope")));
    return {Activation::kLeakyRelu, slope};
  }
  if (!options.has("alpha")) return Activation::kElu;
  const double alpha = options.positive("alpha");
  options.expect_finite_as(napi_float32_array, {"alpha"});
  return {Activation::kElu, alpha};
}

}  // namespace

Options::Options(std::string function, Napi::Value value, std::initializer_list<const char*> names)
    : env_(value.Env()), function_(std::move(function)) {
  if (!value.IsObject() || value.IsFunction() || value.IsArray() || value.IsTypedArray())
    throw_type_error(function_, "options", "an object", value);
  const auto object = value.As<Napi::Object>();
  const Napi::Array keys = object.GetPropertyNames();
  for (uint32_t i = 0; i < keys.Length(); ++i) {
    const Napi::Value key_value = keys.Get(i);
    const std::string key = key_value.ToString().Utf8Value();
    const bool known = std::any_of(names.begin(), names.end(), [&](const char* name) { return key == name; });
    if (!known)
      throw_range_error(env_, function_, "options", "no properties but " + listed(names),
                        "property '" + key + "'");
  }
  values_.reserve(names.size());
  for (const char* name : names) values_.emplace_back(name, object.Get(name));
}

Napi::Value Options::get(const char* name) const {
  for (const auto& [known, value] : values_)
    if (known == name) return value;
  return env_.Undefined();
}

std::size_t Options::size(const char* name, std::size_t min, std::size_t max) const {
  return static_cast<std::size_t>(
      integer_between(function_, name, get(name), static_cast<double>(min), static_cast<double>(max)));
}

std::size_t Options::size_or(const char* name, std::size_t fallback, std::size_t min, std::size_t max) const {
  return has(name) ? size(name, min, max) : fallback;
}

std::uint64_t Options::seed(const char* name) const {
  return static_cast<std::uint64_t>(integer_between(function_, name, get(name), 0, kLargestSafeInteger));
}

std::uint64_t Options::seed_or(const char* name, std::uint64_t fallback) const {
  return has(name) ? seed(name) : fallback;
}

double Options::number(const char* name) const {
  const Napi::Value value = get(name);
  if (!value.IsNumber()) throw_type_error(function_, name, "a finite number", value);
  const double number = value.As<Napi::Number>().DoubleValue();
  if (!std::isfinite(number)) throw_range_error(env_, function_, name, "a finite number", describe(value));
  return number;
}

double Options::number_or(const char* name, double fallback) const {
  return has(name) ? number(name) : fallback;
}

double Options::at_least_zero_or(const char* name, double fallback) const {
  const double value = number_or(name, fallback);
  if (!(value >= 0 && value <= std::numeric_limits<float>::max()))
    throw_range_error(env_, function_, name, "a number of at least 0 that float32 can hold",
                      describe(get(name)));
  return value;
}

double Options::positive(const char* name) const {
  const double value = number(name);
  if (!(value > 0)) throw_range_error(env_, function_, name, "a finite number above 0", describe(get(name)));
  return value;
}

double Options::deviation(const char* name) const {
  const double value = number(name);
  constexpr double least = std::numeric_limits<float>::min();
  if (!(value >= least))
    throw_range_error(env_, function_, name, "a finite number of at least 1.2e-38", describe(get(name)));
  return value;
}

void Options::expect_finite_as(napi_typedarray_type type, std::initializer_list<const char*> names) const {
  if (type != napi_float32_array) return;
  for (const char* name : names)
    if (has(name) && std::abs(number(name)) > std::numeric_limits<float>::max())
      throw_range_error(env_, function_, name, "a number that float32 can hold", describe(get(name)));
}

bool Options::boolean(const char* name) const {
  const Napi::Value value = get(name);
  if (!value.IsBoolean()) throw_type_error(function_, name, "true or false", value);
  return value.As<Napi::Boolean>().Value();
}

bool Options::boolean_or(const char* name, bool fallback) const {
  return has(name) ? boolean(name) : fallback;
}

ArrayView Options::array(const char* name, std::initializer_list<napi_typedarray_type> allowed) const {
  return view_array(function_, name, get(name), allowed);
}

kernels::Activation Options::activation(const char* name) const {
  return activation_of(function_, name, get(name));
}

kernels::Activation activation_of(const std::string& function, const std::string& argument,
                                  Napi::Value value) {
  using kernels::Activation;
  constexpr std::pair<const char*, Activation::Kind> kKinds[] = {
      {"sigmoid", Activation::kSigmoid},
      {"improved-sigmoid", Activation::kImprovedSigmoid},
      {"tanh", Activation::kTanh},
      {"relu", Activation::kRelu},
      {"leaky-relu", Activation::kLeakyRelu},
      {"elu", Activation::kElu},
      {"gelu", Activation::kGelu},
      {"silu", Activation::kSilu},
      {"softplus", Activation::kSoftplus},
      {"identity", Activation::kIdentity},
  };
  if (has_kind(value))
    return activation_with_parameter(Options(function + ": " + argument, value, {"kind", "slope", "alpha"}));
  std::string expected;
  for (const auto& [name, kind] : kKinds)
    expected += (expected.empty() ? "one of '" : ", '") + std::string(name) + "'";
  expected += ", { kind: 'leaky-relu', slope }, { kind: 'elu', alpha }";
  if (!value.IsString()) throw_type_error(function, argument, expected, value);
  const std::string given = value.As<Napi::String>().Utf8Value();
  for (const auto& [name, kind] : kKinds)
    if (given == name) return kind;
  throw_range_error(value.Env(), function, argument, expected, describe(value));
}

}  // namespace blasnet::binding
