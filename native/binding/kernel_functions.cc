#include "binding/kernel_functions.h"

#include <vector>

#include "binding/arrays.h"
#include "binding/errors.h"
#include "binding/labels.h"
#include "binding/options.h"
#include "kernels/gather.h"
#include "kernels/gemm.h"
#include "kernels/sgd.h"
#include "kernels/softmax_cross_entropy.h"

namespace blasnet::binding {
namespace {

// Calls f with a null pointer of the element type of `view`.
template <class F>
auto with_float_type(const ArrayView& view, const F& f) {
  return view.type == napi_float32_array ? f(static_cast<float*>(nullptr)) : f(static_cast<double*>(nullptr));
}
template <typename P>
using Pointee = std::remove_pointer_t<P>;

// Elements from the first to the last of a stored [rows, columns] matrix.
std::size_t extent(std::size_t rows, std::size_t columns, std::size_t leading) {
  return rows == 0 || columns == 0 ? 0 : (rows - 1) * leading + columns;
}

void gemm(const Napi::CallbackInfo& info) {
  const Options options(
      "gemm", info[0],
      {"m", "n", "k", "a", "b", "c", "transposeA", "transposeB", "alpha", "beta", "lda", "ldb", "ldc"});
  const Napi::Env env = info.Env();
  const std::string& function = options.function();
  const std::size_t m = options.size("m", 0);
  const std::size_t n = options.size("n", 0);
  const std::size_t k = options.size("k", 0);
  const bool transpose_a = options.boolean_or("transposeA", false);
  const bool transpose_b = options.boolean_or("transposeB", false);
  const double alpha = options.number_or("alpha", 1);
  const double beta = options.number_or("beta", 0);
  const auto [a_rows, a_columns] = transpose_a ? std::pair{k, m} : std::pair{m, k};
  const auto [b_rows, b_columns] = transpose_b ? std::pair{n, k} : std::pair{k, n};
  const auto at_least_one = [](std::size_t x) { return x == 0 ? 1 : x; };
  const std::size_t lda = options.size_or("lda", at_least_one(a_columns), at_least_one(a_columns));
  const std::size_t ldb = options.size_or("ldb", at_least_one(b_columns), at_least_one(b_columns));
  const std::size_t ldc = options.size_or("ldc", at_least_one(n), at_least_one(n));
  const ArrayView a = options.array("a", kFloats);
  const ArrayView b = options.array("b", kFloats);
  const ArrayView c = options.array("c", kFloats);
  expect_same_type(env, function, a, b);
  expect_same_type(env, function, a, c);
  options.expect_finite_as(a.type, {"alpha", "beta"});
  expect_at_least(env, function, a, extent(a_rows, a_columns, lda), "its rows, columns and lda");
  expect_at_least(env, function, b, extent(b_rows, b_columns, ldb), "its rows, columns and ldb");
  expect_at_least(env, function, c, extent(m, n, ldc), "its rows, columns and ldc");
  expect_no_overlap(env, function, c, a);
  expect_no_overlap(env, function, c, b);
  with_float_type(a, [&](auto* type) {
    using T = Pointee<decltype(type)>;
    const auto to_int = [](std::size_t x) { return static_cast<int>(x); };
    kernels::gemm(kernels::Transpose{transpose_a}, kernels::Transpose{transpose_b}, to_int(m), to_int(n),
                  to_int(k), static_cast<T>(alpha), a.as<const T>(), to_int(lda), b.as<const T>(),
                  to_int(ldb), static_cast<T>(beta), c.as<T>(), to_int(ldc));
  });
}

void activate(const Napi::CallbackInfo& info) {
  const std::string function = "activate";
  const Napi::Env env = info.Env();
  const auto activation = activation_of(function, "activation", info[0]);
  const ArrayView z = view_array(function, "z", info[1], kFloats);
  const ArrayView y = view_array(function, "y", info[2], kFloats);
  expect_same_type(env, function, z, y);
  expect_length(env, function, y, z.length, "the length of z");
  expect_no_overlap(env, function, y, z, true);
  with_float_type(z, [&](auto* type) {
    using T = Pointee<decltype(type)>;
    kernels::activate(activation, z.length, z.as<const T>(), y.as<T>());
  });
}

void activate_backward(const Napi::CallbackInfo& info) {
  const std::string function = "activateBackward";
  const Napi::Env env = info.Env();
  const auto activation = activation_of(function, "activation", info[0]);
  const ArrayView saved = view_array(function, "saved", info[1], kFloats);
  const ArrayView dy = view_array(function, "dy", info[2], kFloats);
  const ArrayView dz = view_array(function, "dz", info[3], kFloats);
  expect_same_type(env, function, saved, dy);
  expect_same_type(env, function, saved, dz);
  expect_length(env, function, dy, saved.length, "the length of saved");
  expect_length(env, function, dz, saved.length, "the length of saved");
  expect_no_overlap(env, function, dz, saved, true);
  expect_no_overlap(env, function, dz, dy, true);
  with_float_type(saved, [&](auto* type) {
    using T = Pointee<decltype(type)>;
    kernels::activate_backward(activation, saved.length, saved.as<const T>(), dy.as<const T>(), dz.as<T>());
  });
}

Napi::Value softmax_cross_entropy(const Napi::CallbackInfo& info) {
  const Options options("softmaxCrossEntropy", info[0], {"logits", "labels", "classes", "gradient"});
  const Napi::Env env = info.Env();
  const std::string& function = options.function();
  const std::size_t classes = options.size("classes");
  const ArrayView logits = options.array("logits", kFloats);
  const ArrayView label_array = options.array("labels", kLabels);
  const std::size_t batch = label_array.length;
  if (batch == 0) throw_range_error(env, function, "labels", "at least one label", "none");
  expect_length(env, function, logits, batch * classes, "labels · classes");
  const std::vector<std::int32_t> labels = checked_labels(env, function, label_array, classes);
  ArrayView gradient;
  if (options.has("gradient")) {
    gradient = options.array("gradient", kFloats);
    expect_same_type(env, function, logits, gradient);
    expect_length(env, function, gradient, batch * classes, "labels · classes");
    expect_no_overlap(env, function, gradient, logits, true);
    expect_no_overlap(env, function, gradient, label_array);
  }
  const kernels::LossSum sum = with_float_type(logits, [&](auto* type) {
    using T = Pointee<decltype(type)>;
    if (gradient.data == nullptr)
      return kernels::softmax_cross_entropy(batch, classes, logits.as<const T>(), classes, labels.data());
    return kernels::softmax_cross_entropy_backward(batch, classes, logits.as<const T>(), classes,
                                                   labels.data(), T(1) / static_cast<T>(batch),
                                                   gradient.as<T>(), classes);
  });
  const Napi::Object result = Napi::Object::New(env);
  result.Set("loss", sum.loss / static_cast<double>(batch));
  result.Set("correct", static_cast<double>(sum.correct));
  return result;
}

void sgd(const Napi::CallbackInfo& info) {
  const Options options("sgd", info[0], {"weights", "gradient", "velocity", "learningRate", "momentum"});
  const Napi::Env env = info.Env();
  const std::string& function = options.function();
  const double learning_rate = options.number("learningRate");
  const double momentum = options.number("momentum");
  const ArrayView weights = options.array("weights", kFloats);
  const ArrayView gradient = options.array("gradient", kFloats);
  const ArrayView velocity = options.array("velocity", kFloats);
  for (const ArrayView& view : {gradient, velocity}) {
    expect_same_type(env, function, weights, view);
    expect_length(env, function, view, weights.length, "the length of weights");
    expect_no_overlap(env, function, weights, view);
  }
  expect_no_overlap(env, function, velocity, gradient);
  options.expect_finite_as(weights.type, {"learningRate", "momentum"});
  with_float_type(weights, [&](auto* type) {
    using T = Pointee<decltype(type)>;
    kernels::sgd(weights.length, gradient.as<const T>(), static_cast<T>(learning_rate),
                 static_cast<T>(momentum), velocity.as<T>(), weights.as<T>());
  });
}

void gather(const Napi::CallbackInfo& info) {
  const Options options("gather", info[0],
                        {"inputs", "features", "indices", "mean", "standardDeviation", "out"});
  const Napi::Env env = info.Env();
  const std::string& function = options.function();
  const std::size_t features = options.size("features");
  const double mean = options.number("mean");
  const double standard_deviation = options.deviation("standardDeviation");
  const ArrayView inputs = options.array("inputs", kInputs);
  const ArrayView indices = options.array("indices", kIndices);
  const ArrayView out = options.array("out", kFloats);
  if (inputs.length % features != 0)
    throw_range_error(env, function, "inputs",
                      "a multiple of features = " + std::to_string(features) + " elements",
                      std::to_string(inputs.length));
  expect_length(env, function, out, indices.length * features, "indices · features");
  options.expect_finite_as(out.type, {"mean", "standardDeviation"});
  expect_no_overlap(env, function, out, inputs);
  expect_no_overlap(env, function, out, indices);
  // Copied, so that nobody can change an index in shared memory after its check.
  const std::vector<std::uint32_t> rows = checked_indices(env, function, indices, inputs.length / features);
  with_float_type(out, [&](auto* type) {
    using T = Pointee<decltype(type)>;
    const auto run = [&](const auto* from) {
      kernels::gather(rows.size(), features, from, rows.data(), mean, standard_deviation, out.as<T>(),
                      features);
    };
    if (inputs.type == napi_uint8_array) return run(inputs.as<const std::uint8_t>());
    if (inputs.type == napi_float32_array) return run(inputs.as<const float>());
    run(inputs.as<const double>());
  });
}

}  // namespace

void export_kernel_functions(Napi::Env env, Napi::Object exports) {
  exports.Set("gemm", Napi::Function::New(env, gemm, "gemm"));
  exports.Set("activate", Napi::Function::New(env, activate, "activate"));
  exports.Set("activateBackward", Napi::Function::New(env, activate_backward, "activateBackward"));
  exports.Set("softmaxCrossEntropy", Napi::Function::New(env, softmax_cross_entropy, "softmaxCrossEntropy"));
  exports.Set("sgd", Napi::Function::New(env, sgd, "sgd"));
  exports.Set("gather", Napi::Function::New(env, gather, "gather"));
}

}  // namespace blasnet::binding
