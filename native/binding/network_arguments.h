// What the network's methods are called with, checked against the network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "binding/dataset.h"
#include "binding/options.h"
#include "engine/loss.h"
#include "engine/network.h"
#include "kernels/augment.h"

namespace blasnet::binding {

inline constexpr std::size_t kMostThreads = 1024;

// Refuses a data set whose samples the network cannot read.
std::shared_ptr<DatasetStorage> fitting_dataset(const Options& options, const engine::ParameterLayout& layout,
                                                std::size_t element);
// Refuses one that the network cannot be compared with by `loss`, too.
std::shared_ptr<DatasetStorage> fitting_dataset(const Options& options, const engine::ParameterLayout& layout,
                                                std::size_t element, const engine::LossSpec& loss);

// Refuses augmentation of what are no images of this size, in bytes.
void expect_images(const Options& options, const DatasetStorage& dataset,
                   const kernels::Augmentation& images);

// Bytes of the activations and their gradients for a batch, and of the transposed weights.
double workspace_bytes(const engine::ParameterLayout& layout, std::size_t rows, std::size_t element);

// The same, and of all that training by `optimizer` keeps beside the parameters.
double training_bytes(const engine::ParameterLayout& layout, const engine::OptimizerSpec& optimizer,
                      std::size_t rows, std::size_t element);

// options.indices: the samples of one batch whose gradient is asked for.
std::vector<std::uint32_t> checked_batch(const Options& options, const DatasetStorage& dataset,
                                         const engine::ParameterLayout& layout, std::size_t element);

// options.learningRate: one for all steps, or one for each. Copied, so that nobody changes a number after its
// check.
std::vector<double> checked_learning_rates(const Options& options, std::size_t steps, bool float32);

}  // namespace blasnet::binding
