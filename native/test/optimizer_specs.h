// Optimizers with all their options, for tests that go through all of them.
#pragma once

#include <string>
#include <vector>

#include "engine/optimizer.h"

namespace blasnet::test {

struct NamedOptimizer {
  std::string name;
  engine::OptimizerSpec spec;
};

// Every rule with its options. ε is so large that it shows.
inline std::vector<NamedOptimizer> every_rule() {
  using namespace engine;
  std::vector<NamedOptimizer> result;
  const auto add = [&](const char* name, auto rule) {
    OptimizerSpec spec;
    spec.rule = rule;
    result.push_back({name, spec});
  };
  add("SGD", Sgd{});
  add("SGD, momentum", Sgd{0.9});
  add("SGD, Nesterov", Sgd{0.8, true});
  add("RMSprop", Rmsprop{0.9, 0.05});
  add("RMSprop, momentum", Rmsprop{0.9, 0.05, 0.7});
  add("RMSprop, centered", Rmsprop{0.9, 0.05, 0, true});
  add("RMSprop, centered, momentum", Rmsprop{0.9, 0.05, 0.7, true});
  add("Adam", Adam{0.9, 0.95, 0.05});
  add("AMSGrad", Adam{0.8, 0.5, 0.05, true});
  add("AdaGrad", Adagrad{0.05, 0});
  add("AdaGrad, initial accumulator", Adagrad{0.05, 0.25});
  return result;
}

// Each option that all optimizers have on its own, none, and all of them.
inline std::vector<NamedOptimizer> with_every_option(const NamedOptimizer& rule) {
  std::vector<NamedOptimizer> result;
  const auto add = [&](const char* name, const auto& change) {
    NamedOptimizer changed{rule.name + ", " + name, rule.spec};
    change(changed.spec);
    result.push_back(changed);
  };
  add("no more", [](auto&) {});
  add("l2", [](auto& s) { s.l2 = 0.1; });
  add("decoupled decay", [](auto& s) { s.decay = 0.2; });
  add("clip value", [](auto& s) { s.clip_value = 0.02; });
  add("clip norm", [](auto& s) { s.clip_norm = 0.3; });
  add("clip norm out of reach", [](auto& s) { s.clip_norm = 1e6; });
  add("max norm", [](auto& s) { s.max_norm = 1.2; });
  add("average", [](auto& s) { s.average_decay = 0.3; });
  add("all", [](auto& s) {
    s.l2 = 0.1;
    s.decay = 0.2;
    s.clip_value = 0.05;
    s.clip_norm = 0.3;
    s.max_norm = 1.2;
    s.average_decay = 0.9;
  });
  return result;
}

}  // namespace blasnet::test
