#include "engine/augmented_batches.h"

#include <algorithm>
#include <exception>
#include <numeric>
#include <variant>

#include "engine/augmentation.h"
#include "engine/range.h"

namespace blasnet::engine {
namespace {

constexpr std::size_t kAlignment = 64;

std::size_t aligned(std::size_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

AugmentedBatches::AugmentedBatches(const AugmentationParameters& parameters, const Dataset& source,
                                   const std::uint32_t* indices, std::size_t steps, std::size_t batch,
                                   std::uint64_t seed, std::uint64_t first_sample, std::size_t users)
    : augmentation_(parameters.images),
      source_(std::get<const std::uint8_t*>(source.inputs)),
      indices_(indices),
      steps_(steps),
      batch_(batch),
      pieces_((batch + kTogether - 1) / kTogether),
      seed_(seed),
      first_sample_(first_sample),
      scratch_size_(aligned(kernels::augment_scratch(parameters.images))),
      scratch_((users + parameters.threads) * scratch_size_),
      staged_(kSlots * batch * source.features),
      places_(kSlots * batch) {
  std::iota(places_.begin(), places_.end(), 0u);
  images_.inputs = staged_.data();
  images_.count = places_.size();
  images_.features = source.features;
  images_.mean = source.mean;
  images_.standard_deviation = source.standard_deviation;
  images_.density = source.density;
  try {
    for (std::size_t i = 0; i < parameters.threads; ++i)
      ahead_.emplace_back([this, mine = scratch(users + i)] { work_ahead(mine); });
  } catch (const std::exception&) {
    // No more threads to be had: those that train make what is missing.
  }
}

AugmentedBatches::~AugmentedBatches() {
  stopped_.store(true, std::memory_order_relaxed);
  released_.fetch_add(1, std::memory_order_release);  // wakes who waits for room
  released_.notify_all();
  for (std::thread& thread : ahead_) thread.join();
}

void AugmentedBatches::make(std::size_t piece, std::byte* scratch) {
  const std::size_t s = piece / pieces_;
  const std::size_t first = piece % pieces_ * kTogether;
  augment_batch(augmentation_, source_, indices_ + s * batch_, seed_, first_sample_ + s * batch_,
                {first, std::min(first + kTogether, batch_)},
                staged_.data() + s % kSlots * batch_ * images_.features, scratch);
  made_[s % kSlots].fetch_add(1, std::memory_order_release);
}

template <class F>
void AugmentedBatches::work_until(std::size_t end, std::byte* scratch, const F& goes_on) {
  std::size_t piece = next_.load(std::memory_order_relaxed);
  while (piece < end * pieces_ && goes_on())
    if (next_.compare_exchange_weak(piece, piece + 1, std::memory_order_relaxed)) {
      make(piece, scratch);
      piece = next_.load(std::memory_order_relaxed);
    }
}

void AugmentedBatches::work_ahead(std::byte* scratch) {
  const auto goes_on = [this] { return !stopped_.load(std::memory_order_relaxed); };
  for (std::size_t released = released_.load(std::memory_order_acquire); goes_on();
       released = released_.load(std::memory_order_acquire)) {
    const std::size_t end = std::min(released + kSlots, steps_);
    work_until(end, scratch, goes_on);
    if (end == steps_) return;
    released_.wait(released, std::memory_order_acquire);
  }
}

void AugmentedBatches::finish(std::size_t s, std::size_t user) {
  work_until(s + 1, scratch(user), [] { return true; });
  const std::size_t whole = (s / kSlots + 1) * pieces_;
  while (made_[s % kSlots].load(std::memory_order_acquire) < whole) std::this_thread::yield();
}

void AugmentedBatches::release(std::size_t s) {
  released_.store(s + 1);  // in one order with the waiting of those ahead, so that none sleeps through it
  released_.notify_all();
}

}  // namespace blasnet::engine
