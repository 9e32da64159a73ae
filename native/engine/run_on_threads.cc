#include "engine/run_on_threads.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace blasnet::engine {

void run_on_threads(std::size_t threads, const std::function<void(Share)>& work) {
  std::mutex mutex;
  std::exception_ptr first_error;
  const auto guarded = [&](Share share) {
    try {
      work(share);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!first_error) first_error = std::current_exception();
    }
  };
  std::atomic<std::size_t> count{0};  // known when no more threads are to be started
  std::vector<std::thread> others;
  try {
    for (std::size_t i = 1; i < threads; ++i) {
      others.emplace_back([&, i] {
        // Not asleep: a thread that is woken may find itself on the core of the one that woke it, and stay
        // there.
        while (count.load(std::memory_order_acquire) == 0) std::this_thread::yield();
        guarded({i, count.load()});
      });
    }
  } catch (const std::exception&) {
    // No more threads, or no memory for one, to be had.
  }
  count = others.size() + 1;
  guarded({0, others.size() + 1});
  for (std::thread& other : others) other.join();
  if (first_error) std::rethrow_exception(first_error);
}

}  // namespace blasnet::engine
