// Batches of augmented images, made beside training: threads of their own work ahead on the batches to come,
// and a thread that needs a batch which is not ready takes part in making it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

#include "engine/aligned_buffer.h"
#include "engine/dataset.h"
#include "kernels/augment.h"

namespace blasnet::engine {

struct AugmentationParameters {
  kernels::Augmentation images;
  std::size_t threads = 0;  // that work ahead, beside those that train
};

class AugmentedBatches {
 public:
  // Batch s: the samples indices[s·batch … (s + 1)·batch) of `source`, whose inputs are bytes, for s < steps;
  // sample i of them all is numbered first_sample + i. Up to `users` threads call finish().
  AugmentedBatches(const AugmentationParameters& parameters, const Dataset& source,
                   const std::uint32_t* indices, std::size_t steps, std::size_t batch, std::uint64_t seed,
                   std::uint64_t first_sample, std::size_t users);
  ~AugmentedBatches();
  AugmentedBatches(const AugmentedBatches&) = delete;
  AugmentedBatches& operator=(const AugmentedBatches&) = delete;

  // Bytes of the images that are held for batches of this size.
  static double bytes(std::size_t batch, std::size_t features) {
    return static_cast<double>(kSlots) * static_cast<double>(batch) * static_cast<double>(features);
  }

  // Where the images stand, normalised as those of the source; without labels or targets.
  const Dataset& images() const { return images_; }
  // Their places there, of batch s.
  const std::uint32_t* places(std::size_t s) const { return places_.data() + s % kSlots * batch_; }
  // Comes back when all of batch s is there. Batch s − 1 has been released by then. user: below `users`, a
  // thread's own.
  void finish(std::size_t s, std::size_t user);
  // Batch s is not read any more.
  void release(std::size_t s);

 private:
  // Batches that are held at a time: the one in use and those made ahead.
  static constexpr std::size_t kSlots = 4;
  // Images that a thread takes together.
  static constexpr std::size_t kTogether = 8;

  // Takes pieces of batches before `end` until there are none left to take, or until goes_on() is false;
  // scratch: of this thread.
  template <class F>
  void work_until(std::size_t end, std::byte* scratch, const F& goes_on);
  void work_ahead(std::byte* scratch);
  void make(std::size_t piece, std::byte* scratch);
  std::byte* scratch(std::size_t thread) { return scratch_.data() + thread * scratch_size_; }

  const kernels::Augmentation augmentation_;
  const std::uint8_t* source_;
  const std::uint32_t* indices_;
  std::size_t steps_;
  std::size_t batch_;
  std::size_t pieces_;  // of a batch
  std::uint64_t seed_;
  std::uint64_t first_sample_;
  std::size_t scratch_size_;
  AlignedBuffer<std::byte> scratch_;    // for every user, then for every thread that works ahead
  AlignedBuffer<std::uint8_t> staged_;  // [kSlots, batch, features]
  std::vector<std::uint32_t> places_;   // [kSlots, batch]
  Dataset images_;
  std::atomic<std::size_t> next_{0};  // the first piece, counted over all batches, that nobody has taken
  std::atomic<std::size_t> made_[kSlots] = {};  // pieces, over all batches that the slot has held
  std::atomic<std::size_t> released_{0};        // batches
  std::atomic<bool> stopped_{false};
  std::vector<std::thread> ahead_;
};

}  // namespace blasnet::engine
