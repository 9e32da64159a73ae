#include "binding/augmentation.h"

#include <cmath>
#include <string>

#include "binding/errors.h"

namespace blasnet::binding {
namespace {

// A number from 0 to `most`, or below it; 0 when it is left out.
double strength(const Options& options, const char* name, double most, bool below = false) {
  const double value = options.number_or(name, 0);
  if (value >= 0 && (below ? value < most : value <= most)) return value;
  const std::string bound = std::to_string(static_cast<int>(most));
  throw_range_error(options.env(), options.function(), name,
                    "a number from 0 to " + std::string(below ? "below " : "") + bound,
                    describe(options.get(name)));
}

}  // namespace

kernels::Augmentation read_augmentation(const Options& options) {
  const std::string name = options.function() + ": augmentation";
  return read_augmentation_fields(
      Options(name, options.get("augmentation"), {"shift", "rotation", "scale", "shear", "elastic"}));
}

kernels::Augmentation read_augmentation_fields(const Options& given) {
  kernels::Augmentation augmentation;
  augmentation.shift = strength(given, "shift", 1000);
  augmentation.rotation = strength(given, "rotation", 180);
  augmentation.scale = strength(given, "scale", 1, true);
  augmentation.shear = strength(given, "shear", 90, true);
  if (!given.has("elastic")) return augmentation;
  const Options elastic(given.function() + ".elastic", given.get("elastic"), {"strength", "smoothness"});
  elastic.number("strength");  // which may not be left out here
  augmentation.elastic_strength = strength(elastic, "strength", 1000);
  augmentation.elastic_smoothness = elastic.number("smoothness");
  if (!(augmentation.elastic_smoothness > 0 && augmentation.elastic_smoothness <= 100))
    throw_range_error(given.env(), elastic.function(), "smoothness", "a number above 0 and at most 100",
                      describe(elastic.get("smoothness")));
  return augmentation;
}

void read_image_size(const Options& options, kernels::Augmentation& augmentation) {
  augmentation.width = options.size("width", 1, kernels::kLargestSide);
  augmentation.height = options.size("height", 1, kernels::kLargestSide);
}

}  // namespace blasnet::binding
