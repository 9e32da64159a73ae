// The threads that share a step, as one of them sees it.
#pragma once

#include "engine/barrier.h"
#include "engine/range.h"

namespace blasnet::engine {

struct Team {
  Share share{};
  Barrier* barrier = nullptr;  // none for a thread on its own

  void meet() const {
    if (barrier != nullptr) barrier->wait(share.count);
  }
};

}  // namespace blasnet::engine
