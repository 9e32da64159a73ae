#include "engine/barrier.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

namespace blasnet::engine {
namespace {

template <class F>
void on_threads(std::size_t threads, const F& f) {
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back([&f, i] { f(i); });
  f(std::size_t{0});
  for (std::thread& other : others) other.join();
}

// Each thread writes its own place and after the meeting reads everybody's; plain memory, which a thread
// sanitizer watches.
TEST(Barrier, WhatWasWrittenBeforeIsSeenAfter) {
  struct Case {
    std::size_t threads, phases;
  };
  // More threads than there are cores, too: those wait for each other asleep.
  for (const Case c : {Case{1, 1000}, Case{2, 5000}, Case{3, 1000}, Case{5, 500}, Case{16, 100}}) {
    SCOPED_TRACE(testing::Message() << c.threads << " threads");
    Barrier barrier;
    std::vector<std::size_t> written(c.threads);
    std::vector<std::size_t> wrong(c.threads);
    on_threads(c.threads, [&](std::size_t own) {
      for (std::size_t phase = 1; phase <= c.phases; ++phase) {
        written[own] = phase;
        barrier.wait(c.threads);
        for (const std::size_t other : written) wrong[own] += other != phase ? 1 : 0;
        barrier.wait(c.threads);
      }
    });
    EXPECT_EQ(wrong, std::vector<std::size_t>(c.threads, 0));
    EXPECT_EQ(written, std::vector<std::size_t>(c.threads, c.phases));
  }
}

// Longer than the others keep their eyes open.
TEST(Barrier, WaitsForOneThatIsLate) {
  constexpr std::size_t kThreads = 3;
  Barrier barrier;
  bool arrived = false;
  std::vector<char> seen(kThreads);
  on_threads(kThreads, [&](std::size_t own) {
    for (std::size_t phase = 0; phase < 5; ++phase) {
      if (own == 1) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        arrived = true;
      }
      barrier.wait(kThreads);
      seen[own] = arrived;
      barrier.wait(kThreads);
      if (own == 1) arrived = false;
      barrier.wait(kThreads);
      EXPECT_TRUE(seen[own]) << own;
    }
  });
}

}  // namespace
}  // namespace blasnet::engine
