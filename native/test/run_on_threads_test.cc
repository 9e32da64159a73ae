#include "engine/run_on_threads.h"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

namespace blasnet::engine {
namespace {

TEST(RunOnThreads, WorksOnAsManyThreadsAsAskedForTheCallersAmongThem) {
  for (const std::size_t threads : {1, 2, 5}) {
    std::mutex mutex;
    std::set<std::thread::id> seen;
    std::size_t calls = 0;
    run_on_threads(threads, [&] {
      const std::lock_guard lock(mutex);
      seen.insert(std::this_thread::get_id());
      ++calls;
    });
    EXPECT_EQ(calls, threads);
    EXPECT_TRUE(seen.contains(std::this_thread::get_id()));
  }
}

TEST(RunOnThreads, NoThreadsMeansTheCallersAlone) {
  std::size_t calls = 0;
  run_on_threads(0, [&] { ++calls; });
  EXPECT_EQ(calls, 1u);
}

TEST(RunOnThreads, RethrowsAnExceptionAfterAllHaveComeBack) {
  std::atomic<int> calls{0};
  const auto work = [&] {
    if (++calls == 2) throw std::runtime_error("second");
  };
  EXPECT_THROW(run_on_threads(4, work), std::runtime_error);
  EXPECT_EQ(calls, 4);
}

}  // namespace
}  // namespace blasnet::engine
