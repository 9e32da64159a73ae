#include <cmath>

#include "binding/errors.h"
#include "binding/kernel_functions.h"
#include "binding/memory.h"
#include "binding/options.h"
#include "engine/random.h"

namespace blasnet::binding {
namespace {

engine::Random random_of(const Options& options) { return {options.seed("seed"), options.seed("stream")}; }

void fill_uniform(const Napi::CallbackInfo& info) {
  const Options options("fillUniform", info[0], {"out", "low", "high", "seed", "stream"});
  const double low = options.number("low");
  const double high = options.number("high");
  const engine::Random random = random_of(options);
  const ArrayView out = options.array("out", kFloats);
  options.expect_finite_as(out.type, {"low", "high"});
  const bool float32 = out.type == napi_float32_array;
  // Also where rounding to float makes them equal, which would leave nothing to draw from.
  if (!(low < high) || (float32 && !(static_cast<float>(low) < static_cast<float>(high))))
    throw_range_error(info.Env(), options.function(), "high",
                      "a number above low = " + describe(options.get("low")) + (float32 ? " in float32" : ""),
                      describe(options.get("high")));
  if (!std::isfinite(high - low))
    throw_range_error(info.Env(), options.function(), "high", "a finite difference to low",
                      describe(options.get("high")));
  if (float32) return engine::fill_uniform(out.length, out.as<float>(), low, high, random);
  engine::fill_uniform(out.length, out.as<double>(), low, high, random);
}

void fill_normal(const Napi::CallbackInfo& info) {
  const Options options("fillNormal", info[0], {"out", "mean", "standardDeviation", "seed", "stream"});
  const double mean = options.number("mean");
  const double deviation = options.positive("standardDeviation");
  const engine::Random random = random_of(options);
  const ArrayView out = options.array("out", kFloats);
  options.expect_finite_as(out.type, {"mean", "standardDeviation"});
  if (out.type == napi_float32_array)
    return engine::fill_normal(out.length, out.as<float>(), mean, deviation, random);
  engine::fill_normal(out.length, out.as<double>(), mean, deviation, random);
}

Napi::Value permutation(const Napi::CallbackInfo& info) {
  const Options options("permutation", info[0], {"count", "seed", "stream"});
  const std::size_t count = options.size("count", 0);
  const engine::Random random = random_of(options);
  expect_fits_memory(info.Env(), options.function(), "count",
                     static_cast<double>(count) * sizeof(std::uint32_t));
  Napi::Uint32Array out = Napi::Uint32Array::New(info.Env(), count);
  engine::fill_permutation(static_cast<std::uint32_t>(count), out.Data(), random);
  return out;
}

}  // namespace

void export_random_functions(Napi::Env env, Napi::Object exports) {
  exports.Set("fillUniform", Napi::Function::New(env, fill_uniform, "fillUniform"));
  exports.Set("fillNormal", Napi::Function::New(env, fill_normal, "fillNormal"));
  exports.Set("permutation", Napi::Function::New(env, permutation, "permutation"));
}

}  // namespace blasnet::binding
