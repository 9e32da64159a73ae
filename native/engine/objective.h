// The loss of a batch that a forward pass has just run on, and where its gradient begins.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/aligned_buffer.h"
#include "engine/dataset.h"
#include "engine/loss.h"
#include "engine/network.h"
#include "engine/range.h"
#include "engine/workspace.h"

namespace blasnet::engine {

// Of the samples of one data set. Made for batches of up to `batch` samples; working on them allocates
// nothing. Threads may work on rows of their own side by side.
template <typename T>
class Objective {
 public:
  Objective(const LossSpec& spec, const ParameterLayout& layout, const Dataset& dataset,
            Workspace<T>& workspace, std::size_t batch);

  // Loss of each row and, in delta(last), the gradient of the batch's loss, for rows of the batch `samples`
  // [batch].
  void loss_and_delta(Workspace<T>& workspace, const std::uint32_t* samples, std::size_t batch, Range rows);
  // The losses alone.
  void losses(Workspace<T>& workspace, const std::uint32_t* samples, Range rows);
  // Of all rows of the batch, in their order, so that it does not depend on who computed which. 0 where all
  // weights are, unless a row's loss is not finite: 0·NaN in the gradient would spoil the parameters
  // unnoticed.
  double mean(const std::uint32_t* samples, std::size_t batch) const;

  // Of rows 0 … rows − 1: Σ weight·row loss, Σ weight, and how many are classified correctly; for
  // evaluations.
  struct Sums {
    double loss;
    double weight;
    std::size_t correct;
  };
  Sums sums(Workspace<T>& workspace, const std::uint32_t* samples, std::size_t rows);

 private:
  // Labels alone, each as good as any other: what the fastest kernel computes.
  bool is_plain() const { return plain_; }
  double weight_of(std::uint32_t sample) const;
  // Part of weight_of() that the kernels have not multiplied a row's loss by.
  double sample_weight_of(std::uint32_t sample) const;
  double total_weight(const std::uint32_t* samples, std::size_t batch) const;
  void gather_labels(const std::uint32_t* samples, Range rows);
  void gather_targets(Workspace<T>& workspace, const std::uint32_t* samples, Range rows);
  void run_kernel(Workspace<T>& workspace, Range rows, T* gradient, std::size_t ld);
  bool is_correct(const T* logits, std::int32_t label) const;

  LossSpec spec_;
  const Dataset& dataset_;
  std::size_t outputs_;
  std::size_t last_;
  bool plain_;
  AlignedBuffer<T> class_weights_;
  AlignedBuffer<T> positive_weights_;
  std::vector<std::int32_t> labels_;
  std::vector<double> row_losses_;
  AlignedBuffer<T> scales_;
};

}  // namespace blasnet::engine
