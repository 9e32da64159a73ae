// The options of an augmentation.
#pragma once

#include "binding/options.h"
#include "kernels/augment.h"

namespace blasnet::binding {

// Reads `augmentation` of a call's options, an object with shift, rotation, scale, shear and elastic, all
// optional, and checks every bound. Messages call it "augmentation". Getters of it run, so arrays must be
// viewed afterwards. Width and height are left to the caller.
kernels::Augmentation read_augmentation(const Options& options);
// The same of an options object that has these among its own.
kernels::Augmentation read_augmentation_fields(const Options& given);

// Throws when images of this size cannot be augmented: sides are 1 … kernels::kLargestSide.
void read_image_size(const Options& options, kernels::Augmentation& augmentation);

}  // namespace blasnet::binding
