#include "engine/thread_team.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <set>
#include <thread>
#include <vector>

namespace blasnet::engine {
namespace {

TEST(ThreadTeam, EveryThreadHasOneShareOfEveryPiece) {
  for (const std::size_t threads : {1, 2, 5}) {
    ThreadTeam team(threads);
    ASSERT_EQ(team.size(), threads);
    std::vector<std::thread::id> first(threads);
    for (int piece = 0; piece < 300; ++piece) {
      std::vector<int> calls(threads);
      std::vector<std::thread::id> ids(threads);
      team.run([&](const Team& own) {
        EXPECT_EQ(own.share.count, threads);
        ++calls[own.share.index];
        ids[own.share.index] = std::this_thread::get_id();
      });
      ASSERT_EQ(calls, std::vector<int>(threads, 1)) << "piece " << piece;
      EXPECT_EQ(ids[0], std::this_thread::get_id());
      EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), threads);
      if (piece == 0) first = ids;
      EXPECT_EQ(ids, first) << "threads are kept";
    }
  }
}

TEST(ThreadTeam, MeetsWithinAPiece) {
  constexpr std::size_t kThreads = 3;
  ThreadTeam team(kThreads);
  for (int piece = 0; piece < 300; ++piece) {
    std::atomic<std::size_t> arrived{0};
    std::atomic<int> early{0};
    team.run([&](const Team& own) {
      ++arrived;
      own.meet();
      if (arrived != kThreads) ++early;
    });
    ASSERT_EQ(early, 0);
  }
}

TEST(ThreadTeam, WakesThreadsThatHaveFallenAsleep) {
  ThreadTeam team(3);
  for (int piece = 0; piece < 5; ++piece) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::atomic<int> calls{0};
    team.run([&](const Team&) { ++calls; });
    EXPECT_EQ(calls, 3);
  }
}

TEST(ThreadTeam, EndsAtOnceOrAfterARest) {
  for (int repetition = 0; repetition < 50; ++repetition) {
    const ThreadTeam at_once(4);
    EXPECT_EQ(at_once.size(), 4u);
  }
  const ThreadTeam asleep(4);
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

}  // namespace
}  // namespace blasnet::engine
