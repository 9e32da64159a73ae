// Loss and optimizer, from JavaScript.
#pragma once

#include <optional>

#include "binding/options.h"
#include "engine/augmented_batches.h"
#include "engine/loss.h"
#include "engine/optimizer.h"

namespace blasnet::binding {

// options.loss; softmax cross-entropy where it is not given. Runs JavaScript, as the next does.
engine::LossSpec read_loss(const Options& options);

// options.optimizer; plain SGD without momentum where it is not given. Every number is one that the network's
// dtype can hold.
engine::OptimizerSpec read_optimizer(const Options& options, bool float32);

// options.augmentation, with the sides of the images, and options.augmentationThreads; nothing where it is
// not given.
std::optional<engine::AugmentationParameters> read_training_augmentation(const Options& options);

}  // namespace blasnet::binding
