#include "engine/run_on_threads.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

namespace blasnet::engine {
namespace {

TEST(RunOnThreads, WorksOnAsManyThreadsAsAskedForTheCallersAmongThem) {
  for (const std::size_t threads : {1, 2, 5}) {
    std::mutex mutex;
    std::set<std::thread::id> seen;
    std::map<std::size_t, std::thread::id> by_share;
    run_on_threads(threads, [&](Share share) {
      const std::lock_guard lock(mutex);
      EXPECT_EQ(share.count, threads);
      seen.insert(std::this_thread::get_id());
      EXPECT_TRUE(by_share.emplace(share.index, std::this_thread::get_id()).second) << "a share came twice";
    });
    ASSERT_EQ(by_share.size(), threads);
    EXPECT_EQ(by_share.rbegin()->first, threads - 1);
    EXPECT_EQ(by_share[0], std::this_thread::get_id());
    EXPECT_EQ(seen.size(), threads);
  }
}

TEST(RunOnThreads, NoThreadsMeansTheCallersAlone) {
  std::size_t calls = 0;
  run_on_threads(0, [&](Share share) {
    EXPECT_EQ(share.index, 0u);
    EXPECT_EQ(share.count, 1u);
    ++calls;
  });
  EXPECT_EQ(calls, 1u);
}

TEST(RunOnThreads, RethrowsAnExceptionAfterAllHaveComeBack) {
  std::atomic<int> calls{0};
  const auto work = [&](Share) {
    if (++calls == 2) throw std::runtime_error("second");
  };
  EXPECT_THROW(run_on_threads(4, work), std::runtime_error);
  EXPECT_EQ(calls, 4);
}

#ifdef __GLIBC__
// Stacks larger than any address space: no thread can be started while this lives.
class NoMoreThreads {
 public:
  NoMoreThreads() {
    pthread_getattr_default_np(&usual_);
    pthread_attr_t huge;
    pthread_attr_init(&huge);
    pthread_attr_setstacksize(&huge, std::size_t{1} << 56);
    pthread_setattr_default_np(&huge);
    pthread_attr_destroy(&huge);
  }
  ~NoMoreThreads() {
    pthread_setattr_default_np(&usual_);
    pthread_attr_destroy(&usual_);
  }
  NoMoreThreads(const NoMoreThreads&) = delete;
  NoMoreThreads& operator=(const NoMoreThreads&) = delete;

 private:
  pthread_attr_t usual_;
};

TEST(RunOnThreads, WhereThereAreNoMoreThreadsThereAreFewerShares) {
  std::vector<std::size_t> counts;
  {
    const NoMoreThreads none;
    EXPECT_THROW(std::thread([] {}).join(), std::system_error);
    run_on_threads(4, [&](Share share) {
      EXPECT_EQ(share.index, 0u);
      counts.push_back(share.count);
    });
  }
  EXPECT_EQ(counts, std::vector<std::size_t>{1});
  std::atomic<int> calls{0};
  run_on_threads(4, [&](Share) { ++calls; });
  EXPECT_EQ(calls, 4) << "there are threads again";
}
#endif

}  // namespace
}  // namespace blasnet::engine
