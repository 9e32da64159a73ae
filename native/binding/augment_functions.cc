#include "binding/augmentation.h"
#include "binding/errors.h"
#include "binding/kernel_functions.h"
#include "binding/labels.h"
#include "engine/aligned_buffer.h"
#include "engine/augmentation.h"

namespace blasnet::binding {
namespace {

constexpr std::initializer_list<napi_typedarray_type> kBytes = {napi_uint8_array};

void augment(const Napi::CallbackInfo& info) {
  const Options options(
      "augment", info[0],
      {"inputs", "width", "height", "indices", "augmentation", "seed", "firstSample", "out"});
  const Napi::Env env = info.Env();
  const std::string& function = options.function();
  // First, as its getters run JavaScript.
  kernels::Augmentation augmentation = read_augmentation(options);
  read_image_size(options, augmentation);
  const std::uint64_t seed = options.seed("seed");
  const std::uint64_t first_sample = options.has("firstSample") ? options.seed("firstSample") : 0;
  const ArrayView inputs = options.array("inputs", kBytes);
  const ArrayView indices = options.array("indices", kIndices);
  const ArrayView out = options.array("out", kBytes);
  const std::size_t size = augmentation.width * augmentation.height;
  if (inputs.length % size != 0)
    throw_range_error(env, function, "inputs",
                      "a multiple of width · height = " + std::to_string(size) + " elements",
                      std::to_string(inputs.length));
  expect_length(env, function, out, indices.length * size, "indices · width · height");
  expect_no_overlap(env, function, out, inputs);
  expect_no_overlap(env, function, out, indices);
  // Copied, so that nobody can change an index in shared memory after its check.
  const std::vector<std::uint32_t> rows = checked_indices(env, function, indices, inputs.length / size);
  engine::AlignedBuffer<std::byte> scratch(kernels::augment_scratch(augmentation));
  engine::augment_batch(augmentation, inputs.as<const std::uint8_t>(), rows.data(), seed, first_sample,
                        {0, rows.size()}, out.as<std::uint8_t>(), scratch.data());
}

}  // namespace

void export_augment_functions(Napi::Env env, Napi::Object exports) {
  exports.Set("augment", Napi::Function::New(env, augment, "augment"));
}

}  // namespace blasnet::binding
