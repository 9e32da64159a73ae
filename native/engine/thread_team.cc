#include "engine/thread_team.h"

#include <exception>

namespace blasnet::engine {

ThreadTeam::ThreadTeam(std::size_t threads) {
  try {
    for (std::size_t i = 1; i < threads; ++i) others_.emplace_back([this, i] { stay(i); });
  } catch (const std::exception&) {
    // No more threads, or no memory for one, to be had.
  }
  count_ = size();
  count_.notify_all();
}

ThreadTeam::~ThreadTeam() {
  work_ = {nullptr, nullptr};
  barrier_.wait(size());
  for (std::thread& other : others_) other.join();
}

void ThreadTeam::run_erased(Work work) {
  const Team team{{0, size()}, &barrier_};
  work_ = work;
  team.meet();
  work.call(work.function, team);
  team.meet();
}

void ThreadTeam::stay(std::size_t index) {
  count_.wait(0);
  const Team team{{index, count_}, &barrier_};
  for (;;) {
    team.meet();
    if (work_.call == nullptr) return;
    work_.call(work_.function, team);
    team.meet();
  }
}

}  // namespace blasnet::engine
