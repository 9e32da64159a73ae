// Threads that stay between one shared piece of work and the next.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

#include "engine/barrier.h"
#include "engine/team.h"

namespace blasnet::engine {

// For pieces too short for run_on_threads(), which starts its threads anew: sharing one costs two meetings, a
// few µs where the pieces follow each other closely. Threads that wait longer than a moment are asleep.
class ThreadTeam {
 public:
  // The calling thread, which is share 0, and up to threads − 1 new ones: fewer where the system gives no
  // more.
  explicit ThreadTeam(std::size_t threads);
  ThreadTeam(const ThreadTeam&) = delete;
  ThreadTeam& operator=(const ThreadTeam&) = delete;
  ~ThreadTeam();

  std::size_t size() const { return others_.size() + 1; }

  // Calls work(team) on every thread and returns when all have come back. Work must not throw; the calling
  // thread is always the same one. Allocates nothing.
  template <class F>
  void run(const F& work) {
    if (others_.empty()) return work(Team{});
    run_erased({&work, [](const void* f, const Team& team) { (*static_cast<const F*>(f))(team); }});
  }

 private:
  struct Work {
    const void* function;
    void (*call)(const void* function, const Team& team);  // null: the end
  };

  void run_erased(Work work);
  void stay(std::size_t index);

  std::atomic<std::size_t> count_{0};  // known when no more threads are to be started
  Work work_{nullptr, nullptr};
  Barrier barrier_;
  std::vector<std::thread> others_;
};

}  // namespace blasnet::engine
