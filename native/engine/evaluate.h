// Forward passes over whole data sets.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "engine/dataset.h"
#include "engine/loss.h"
#include "engine/network.h"
#include "engine/workspace.h"

namespace blasnet::engine {

struct Evaluation {
  double loss;          // Σ weight·row loss/Σ weight over `count` samples, 0 where all weights are
  std::size_t correct;  // of data with labels
  std::size_t count;    // below the data set's when cancelled
};

// Loss and accuracy over a data set, from one forward pass as in inference, on up to `threads` threads. The
// result is the same for any number of them.
template <typename T>
Evaluation evaluate(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
                    const LossSpec& loss, std::size_t threads, const std::atomic<bool>& cancelled);

// out [count, outputs] ← logits of the samples first … first + count − 1. False when cancelled.
template <typename T>
bool logits(const Network<T>& network, Workspace<T>& workspace, const Dataset& dataset, std::size_t first,
            std::size_t count, T* out, const std::atomic<bool>& cancelled);

}  // namespace blasnet::engine
