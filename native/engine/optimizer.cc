#include "engine/optimizer.h"

#include <algorithm>

namespace blasnet::engine {
namespace {

std::array<bool, 3> slots_of(const OptimizerSpec& spec) {
  if (const auto* rmsprop = std::get_if<Rmsprop>(&spec.rule))
    return {true, rmsprop->centered, rmsprop->momentum != 0};
  if (const auto* adam = std::get_if<Adam>(&spec.rule)) return {true, true, adam->amsgrad};
  return {true, false, false};
}

}  // namespace

bool OptimizerSpec::is_plain_sgd() const {
  const auto* sgd = std::get_if<Sgd>(&rule);
  return sgd != nullptr && !sgd->nesterov && l2 == 0 && decay == 0 && clip_value == kNoLimit &&
         clip_norm == kNoLimit && max_norm == kNoLimit && !average_decay;
}

std::size_t OptimizerSpec::blocks() const {
  const std::array<bool, 3> slots = slots_of(*this);
  return static_cast<std::size_t>(std::count(slots.begin(), slots.end(), true)) + (average_decay ? 1 : 0) +
         (clip_norm == kNoLimit ? 0 : 1);
}

template <typename T>
void OptimizerState<T>::prepare(const OptimizerSpec& spec, const AlignedBuffer<T>& parameters) {
  const std::array<bool, 3> wanted = slots_of(spec);
  if (wanted != used_ || spec.rule.index() != rule_) reset();
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (!wanted[i]) slots[i] = AlignedBuffer<T>();
    if (wanted[i] && slots[i].size() == 0) slots[i] = AlignedBuffer<T>(parameters.size());
  }
  used_ = wanted;
  rule_ = spec.rule.index();
  if (fresh_)
    if (const auto* adagrad = std::get_if<Adagrad>(&spec.rule))
      std::fill_n(slots[0].data(), slots[0].size(), static_cast<T>(adagrad->initial_accumulator));
  fresh_ = false;
  if (!spec.average_decay) {
    average = AlignedBuffer<T>();
  } else if (average.size() == 0) {
    AlignedBuffer<T> copy(parameters.size());
    std::copy_n(parameters.data(), parameters.size(), copy.data());
    average = std::move(copy);
  }
}

template <typename T>
void OptimizerState<T>::reset() {
  for (auto& slot : slots) std::fill_n(slot.data(), slot.size(), T(0));
  average = AlignedBuffer<T>();
  steps = 0;
  fresh_ = true;
}

template struct OptimizerState<float>;
template struct OptimizerState<double>;

}  // namespace blasnet::engine
