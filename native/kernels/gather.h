// Batches cut out of a data set by index, normalised on the way.
#pragma once

#include <cstddef>
#include <cstdint>

namespace blasnet::kernels {

// x[i, j] ← (inputs[indices[i], j] − mean)·(1/standard_deviation), for i < batch, j < features.
// inputs: [count, features] row-major, every index below count; x: [batch, features] with rows ldx
// apart, must not overlap inputs. In: std::uint8_t, float or double.
template <typename T, typename In>
void gather(std::size_t batch, std::size_t features, const In* inputs, const std::uint32_t* indices,
            double mean, double standard_deviation, T* x, std::size_t ldx);

}  // namespace blasnet::kernels
