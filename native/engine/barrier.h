// Where threads that work on one step wait for each other.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace blasnet::engine {

// All writes before a thread's wait() are seen by all after theirs. The others are a few microseconds away
// while every thread has a core, so they are waited for with open eyes; a thread that has lost its core is
// waited for asleep.
class Barrier {
 public:
  // Comes back when `threads` threads, this one among them, have called it.
  void wait(std::size_t threads) {
    if (threads == 1) return;
    const std::uint32_t phase = phase_.load(std::memory_order_relaxed);
    if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == threads) {
      arrived_.store(0, std::memory_order_relaxed);
      phase_.store(phase + 1, std::memory_order_release);
      phase_.notify_all();
      return;
    }
    for (int spins = 0; spins < kSpins; ++spins) {
      if (phase_.load(std::memory_order_acquire) != phase) return;
      pause();
    }
    while (phase_.load(std::memory_order_acquire) == phase) phase_.wait(phase, std::memory_order_acquire);
  }

 private:
  static constexpr int kSpins = 2000;  // some 30 µs

  static void pause() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
  }

  // Each on a cache line of its own: those who wait read one while the others write the other.
  alignas(64) std::atomic<std::size_t> arrived_{0};
  alignas(64) std::atomic<std::uint32_t> phase_{0};
};

}  // namespace blasnet::engine
