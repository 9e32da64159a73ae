// Class labels and sample indices: copied, then checked, because both are used to address memory.
#pragma once

#include <napi.h>

#include <cstdint>
#include <string>
#include <vector>

#include "binding/arrays.h"

namespace blasnet::binding {

// Throws a RangeError that names the first label that is not in [0, classes).
std::vector<std::int32_t> checked_labels(Napi::Env env, const std::string& function, const ArrayView& view,
                                         std::size_t classes);

// Throws a RangeError that names the first index that is not below `count`; `what` says what they count.
std::vector<std::uint32_t> checked_indices(Napi::Env env, const std::string& function, const ArrayView& view,
                                           std::size_t count, const char* what = "a sample");

}  // namespace blasnet::binding
