// A piece of work on several threads at once.
#pragma once

#include <cstddef>
#include <functional>

#include "engine/range.h"

namespace blasnet::engine {

// Calls work(share) on the calling thread, as share 0, and on up to threads − 1 new ones, and returns when
// all have come back; rethrows the first exception. Where the system gives no more threads there are fewer
// shares. Starting and joining a thread costs about 20 µs.
void run_on_threads(std::size_t threads, const std::function<void(Share)>& work);

}  // namespace blasnet::engine
