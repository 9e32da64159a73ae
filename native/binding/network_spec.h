// The shape of a network, from JavaScript.
#pragma once

#include "binding/options.h"
#include "engine/network.h"

namespace blasnet::binding {

engine::NetworkSpec read_network_spec(const Options& options);

}  // namespace blasnet::binding
