// Batches of augmented images.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/range.h"
#include "kernels/augment.h"

namespace blasnet::engine {

// The key of sample `sample` of a run, counted over all epochs: Philox of (seed, sample), in a stream of its
// own.
std::uint64_t augmentation_key(std::uint64_t seed, std::uint64_t sample);

// Row r of `out` ← the augmented image inputs[indices[r]] with the key of sample first_sample + r, for r in
// `rows`: rows that threads share come out as they do on one. inputs: [count, height · width], every index
// below count; out: [rows.last, height · width], apart from inputs; rows before rows.first are left alone.
// scratch: kernels::augment_scratch(…) bytes for each thread, aligned to 4.
void augment_batch(const kernels::Augmentation& augmentation, const std::uint8_t* inputs,
                   const std::uint32_t* indices, std::uint64_t seed, std::uint64_t first_sample, Range rows,
                   std::uint8_t* out, std::byte* scratch);

}  // namespace blasnet::engine
