#include "engine/objective.h"

#include <algorithm>
#include <cmath>

#include "kernels/gather.h"
#include "kernels/losses.h"
#include "kernels/padding.h"
#include "kernels/softmax_cross_entropy.h"

namespace blasnet::engine {
namespace {

template <typename T>
AlignedBuffer<T> buffer_of(const std::vector<double>& values) {
  AlignedBuffer<T> buffer(values.size());
  std::transform(values.begin(), values.end(), buffer.data(), [](double v) { return static_cast<T>(v); });
  return buffer;
}

kernels::ElementwiseLoss elementwise(Loss loss) {
  switch (loss) {
    case Loss::kBinaryCrossEntropy:
      return kernels::ElementwiseLoss::kBinaryCrossEntropy;
    case Loss::kHuber:
      return kernels::ElementwiseLoss::kHuber;
    default:
      return kernels::ElementwiseLoss::kSquaredError;
  }
}

}  // namespace

template <typename T>
Objective<T>::Objective(const LossSpec& spec, const ParameterLayout& layout, const Dataset& dataset,
                        Workspace<T>& workspace, std::size_t batch)
    : spec_(spec),
      dataset_(dataset),
      outputs_(layout.outputs()),
      last_(layout.layers().size() - 1),
      plain_(spec.kind == Loss::kSoftmaxCrossEntropy && spec.label_smoothing == 0 &&
             spec.class_weights.empty() && dataset.targets.width == 0 && dataset.sample_weights.empty()),
      class_weights_(buffer_of<T>(spec.class_weights)),
      positive_weights_(buffer_of<T>(spec.positive_weights)),
      labels_(batch),
      row_losses_(batch),
      scales_(batch) {
  if (!plain_) workspace.reserve_targets(batch);
}

template <typename T>
double Objective<T>::sample_weight_of(std::uint32_t sample) const {
  return dataset_.sample_weights.empty() ? 1.0 : dataset_.sample_weights[sample];
}

template <typename T>
double Objective<T>::weight_of(std::uint32_t sample) const {
  const double weight = sample_weight_of(sample);
  if (spec_.class_weights.empty() || dataset_.targets.width != 0) return weight;
  return weight * spec_.class_weights[static_cast<std::size_t>(dataset_.labels[sample])];
}

template <typename T>
double Objective<T>::total_weight(const std::uint32_t* samples, std::size_t batch) const {
  if (plain_) return static_cast<double>(batch);
  double total = 0;
  for (std::size_t r = 0; r < batch; ++r) total += weight_of(samples[r]);
  return total;
}

template <typename T>
void Objective<T>::gather_labels(const std::uint32_t* samples, Range rows) {
  if (dataset_.labels.empty()) return;
  for (std::size_t r = rows.first; r < rows.last; ++r) labels_[r] = dataset_.labels[samples[r]];
}

template <typename T>
void Objective<T>::gather_targets(Workspace<T>& workspace, const std::uint32_t* samples, Range rows) {
  const Matrix<T> to = workspace.targets();
  const Targets& targets = dataset_.targets;
  if (targets.width != 0) {
    std::visit(
        [&](const auto* values) {
          kernels::gather(rows.size(), targets.width, values, samples + rows.first, targets.mean,
                          targets.standard_deviation, to.row(rows.first), to.stride);
        },
        targets.values);
  } else {
    for (std::size_t r = rows.first; r < rows.last; ++r) {
      std::fill_n(to.row(r), outputs_, T(0));
      const auto label = static_cast<std::size_t>(labels_[r]);
      if (outputs_ > 1) {
        to.row(r)[label] = T(1);
      } else {
        to.row(r)[0] = static_cast<T>(label);
      }
    }
  }
  if (spec_.kind != Loss::kSoftmaxCrossEntropy) return;
  const T smoothing = static_cast<T>(spec_.label_smoothing);
  const T share = smoothing / static_cast<T>(outputs_);
  for (std::size_t r = rows.first; r < rows.last; ++r) {
    T* row = to.row(r);
    if (smoothing != T(0))
      for (std::size_t c = 0; c < outputs_; ++c) row[c] = (T(1) - smoothing) * row[c] + share;
    if (class_weights_.size() != 0)
      for (std::size_t c = 0; c < outputs_; ++c) row[c] *= class_weights_.data()[c];
  }
}

template <typename T>
void Objective<T>::run_kernel(Workspace<T>& workspace, Range rows, T* gradient, std::size_t ld) {
  const Matrix<T> z = workspace.logits();
  const Matrix<T> t = workspace.targets();
  const T* scales = gradient == nullptr ? nullptr : scales_.data() + rows.first;
  double* losses = row_losses_.data() + rows.first;
  if (spec_.kind == Loss::kSoftmaxCrossEntropy) {
    kernels::softmax_cross_entropy_rows(rows.size(), outputs_, z.row(rows.first), z.stride, t.row(rows.first),
                                        t.stride, scales, losses, gradient, ld);
  } else {
    kernels::elementwise_loss(elementwise(spec_.kind), static_cast<T>(spec_.delta), rows.size(), outputs_,
                              z.row(rows.first), z.stride, t.row(rows.first), t.stride,
                              positive_weights_.data(), scales, losses, gradient, ld);
  }
}

template <typename T>
void Objective<T>::loss_and_delta(Workspace<T>& workspace, const std::uint32_t* samples, std::size_t batch,
                                  Range rows) {
  const Matrix<T> delta = workspace.delta(last_);
  gather_labels(samples, rows);
  if (plain_) {
    const Matrix<T> z = workspace.logits();
    kernels::softmax_cross_entropy_backward(
        rows.size(), outputs_, z.row(rows.first), z.stride, labels_.data() + rows.first,
        T(1) / static_cast<T>(batch), delta.row(rows.first), delta.stride, row_losses_.data() + rows.first);
  } else {
    gather_targets(workspace, samples, rows);
    const double total = total_weight(samples, batch);
    for (std::size_t r = rows.first; r < rows.last; ++r)
      scales_.data()[r] = total == 0 ? T(0) : static_cast<T>(sample_weight_of(samples[r]) / total);
    run_kernel(workspace, rows, delta.row(rows.first), delta.stride);
  }
  // An activation of the output layer multiplies there, too: a NaN that came by once would stay.
  const std::size_t gap = kernels::padded(outputs_) - outputs_;
  for (std::size_t r = rows.first; r < rows.last; ++r) std::fill_n(delta.row(r) + outputs_, gap, T(0));
}

template <typename T>
void Objective<T>::losses(Workspace<T>& workspace, const std::uint32_t* samples, Range rows) {
  gather_labels(samples, rows);
  if (plain_) {
    const Matrix<T> z = workspace.logits();
    kernels::softmax_cross_entropy(rows.size(), outputs_, z.row(rows.first), z.stride,
                                   labels_.data() + rows.first, row_losses_.data() + rows.first);
  } else {
    gather_targets(workspace, samples, rows);
    run_kernel(workspace, rows, nullptr, 0);
  }
}

template <typename T>
double Objective<T>::mean(const std::uint32_t* samples, std::size_t batch) const {
  double sum = 0;
  for (std::size_t r = 0; r < batch; ++r)
    sum += plain_ ? row_losses_[r] : sample_weight_of(samples[r]) * row_losses_[r];
  const double total = total_weight(samples, batch);
  return total == 0 ? sum : sum / total;  // NaN stays, as it does in the gradient
}

template <typename T>
bool Objective<T>::is_correct(const T* logits, std::int32_t label) const {
  if (outputs_ > 1 || spec_.kind == Loss::kSoftmaxCrossEntropy) {
    if (std::any_of(logits, logits + outputs_, [](T z) { return std::isnan(z); })) return false;
    return std::max_element(logits, logits + outputs_) - logits == label;
  }
  const T threshold = spec_.kind == Loss::kBinaryCrossEntropy ? T(0) : T(0.5);
  return !std::isnan(*logits) && (*logits > threshold) == (label == 1);
}

template <typename T>
typename Objective<T>::Sums Objective<T>::sums(Workspace<T>& workspace, const std::uint32_t* samples,
                                               std::size_t rows) {
  const Matrix<T> z = workspace.logits();
  if (plain_) {
    gather_labels(samples, {0, rows});
    const auto sum = kernels::softmax_cross_entropy(rows, outputs_, z.data, z.stride, labels_.data());
    return {sum.loss, static_cast<double>(rows), sum.correct};
  }
  losses(workspace, samples, {0, rows});
  Sums sums{0, 0, 0};
  for (std::size_t r = 0; r < rows; ++r) {
    sums.loss += sample_weight_of(samples[r]) * row_losses_[r];
    sums.weight += weight_of(samples[r]);
    if (!dataset_.labels.empty() && is_correct(z.row(r), labels_[r])) ++sums.correct;
  }
  return sums;
}

template class Objective<float>;
template class Objective<double>;

}  // namespace blasnet::engine
