// Where threads that work on one step wait for each other.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>

namespace blasnet::engine {

// All writes before a thread's wait() are seen by all after theirs. The others are a microsecond away while
// every thread has a core, so they are waited for with open eyes at first; then in turn with whoever else is
// ready to run, since it may be one of them on this very core (two threads on one core, 784-64-10: 150 µs a
// step without, 35 with); then asleep.
class Barrier {
 public:
  // Comes back when `threads` threads, this one among them, have called it.
  void wait(std::size_t threads) {
    if (threads == 1) return;
    const std::uint32_t phase = phase_.load(std::memory_order_relaxed);
    if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == threads) {
      arrived_.store(0, std::memory_order_relaxed);
      // Sequentially consistent: notify_all() looks for sleepers next, which must not overtake the store.
      // libstdc++ has no fence there, and one who fell asleep in between would never be woken.
      phase_.store(phase + 1);
      phase_.notify_all();
      return;
    }
    for (int spins = 0; spins < kSpins; ++spins) {
      if (phase_.load(std::memory_order_acquire) != phase) return;
      if (spins >= kEager && spins % 8 == 0) {
        std::this_thread::yield();
      } else {
        pause();
      }
    }
    while (phase_.load(std::memory_order_acquire) == phase) phase_.wait(phase, std::memory_order_acquire);
  }

 private:
  static constexpr int kEager = 100;   // some 2 µs
  static constexpr int kSpins = 1000;  // some 60 µs

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
