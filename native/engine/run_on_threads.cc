#include "engine/run_on_threads.h"

#include "kernels/backend_info.h"

#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace blasnet::engine {

void run_on_threads(std::size_t threads, const std::function<void()>& work) {
  std::mutex mutex;
  std::exception_ptr first_error;
  const auto guarded = [&] {
    try {
      work();
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!first_error) first_error = std::current_exception();
    }
  };
  std::vector<std::thread> others;
  try {
    for (std::size_t i = 1; i < threads; ++i) {
      others.emplace_back([&] {
        kernels::use_one_blas_thread_here();
        guarded();
      });
    }
  } catch (const std::exception&) {
    // No more threads, or no memory for one, to be had: those there are take the rest of the work.
  }
  guarded();
  for (std::thread& other : others) other.join();
  if (first_error) std::rethrow_exception(first_error);
}

}  // namespace blasnet::engine
