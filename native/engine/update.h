// One step of any optimizer: the gradient of a block of rows of a weight goes to memory that stays in the
// cache, is shaped there, and moves the block's parameters.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/aligned_buffer.h"
#include "engine/network.h"
#include "engine/optimizer.h"
#include "engine/passes.h"
#include "engine/team.h"
#include "engine/training_pass.h"
#include "engine/workspace.h"

namespace blasnet::engine {

// Rows of a weight, or with no rows its layer's vectors.
struct Block {
  std::size_t layer;
  Range inputs;
  std::size_t index;  // among all blocks of the network

  bool is_vectors() const { return inputs.size() == 0; }
};

// Where the blocks of a network lie. They depend on the network alone, not on who works on them: what is
// summed up block by block does not either.
class BlockPlan {
 public:
  BlockPlan(const ParameterLayout& layout, std::size_t element);

  std::size_t count() const { return blocks_.size(); }
  // Elements of the largest block.
  std::size_t largest() const { return largest_; }
  // Rows of layer l's weight in each of its blocks but the last.
  std::size_t rows(std::size_t l) const { return rows_[l]; }
  // The rows of layer l's weight that a thread's blocks hold.
  Range own_inputs(std::size_t l, Share share) const;
  // Calls f(block) for every block of layer l that belongs to `share`.
  template <class F>
  void for_own(std::size_t l, Share share, const F& f) const {
    for (std::size_t i = first_[l]; i < first_[l + 1]; ++i) {
      const Block& block = blocks_[i];
      const bool own = block.is_vectors() ? l % share.count == share.index
                                          : block.inputs.first >= own_inputs(l, share).first &&
                                                block.inputs.last <= own_inputs(l, share).last;
      if (own) f(block);
    }
  }

 private:
  std::vector<Block> blocks_;
  std::vector<std::size_t> first_;  // [layers + 1], index of each layer's first block
  std::vector<std::size_t> rows_;
  std::vector<std::size_t> inputs_;
  std::size_t largest_ = 0;
};

// What an optimizer does to the parameters of a block.
template <typename T>
class BlockUpdate {
 public:
  BlockUpdate(Network<T>& network, const OptimizerSpec& spec) : network_(network), spec_(spec) {}

  // Zeroes what the gradient of a block leaves out.
  void clear_gaps(const Block& block, T* gradient) const;
  // Adds the gradient of the penalties to that of the objective, and clips its components.
  void shape(const Block& block, T* gradient) const;
  // Moves the block's parameters. step: counted from 1 since the optimizer's reset; scale: of the gradient.
  void move(const Block& block, const T* gradient, double learning_rate, std::uint64_t step,
            double scale) const;
  void move_average(const Block& block, std::uint64_t step) const;
  double sum_of_squares(const Block& block, const T* gradient) const;
  // Where the block begins, and how many elements it has, in a block of the whole network.
  std::size_t offset(const Block& block) const;
  std::size_t size(const Block& block) const;

 private:
  Network<T>& network_;
  const OptimizerSpec& spec_;
};

// Scales the weights into each unit of layer l, of this thread's share of the units, to a norm of at most
// `limit`.
template <typename T>
void limit_weight_norms(Network<T>& network, std::size_t l, double limit, Share share);

// As PyTorch's clip_grad_norm_: below 1 where the norm is above the limit.
inline double clipping_scale(double limit, double sum_of_squares) {
  const double scale = limit / (std::sqrt(sum_of_squares) + 1e-6);
  return scale < 1 || std::isnan(scale) ? scale : 1.0;
}

// Gradients of blocks, from delta(l) = ∂C/∂(x·W) of every layer of a batch. Input: DenseInput or SparseInput,
// the two ways through the first layer.
template <typename T, class Input>
class BlockGradient {
 public:
  BlockGradient(const Network<T>& network, Workspace<T>& workspace, Input& input)
      : network_(network), workspace_(workspace), input_(input) {}

  // Before the first compute() of a batch, on every thread. `samples`: those of the batch as the input knows
  // them.
  void begin(const std::uint32_t* samples, std::size_t batch, const BlockPlan& plan, Share share) {
    input_.begin_gradient(workspace_, samples, batch, plan.own_inputs(0, share), share);
  }
  // gradient ← that of a block of this thread's own; its gaps stay as they are.
  void compute(const Block& block, std::size_t batch, Share share, T* gradient) {
    const std::size_t l = block.layer;
    if (block.is_vectors()) {
      vector_gradients(network_, workspace_, batch, l, gradient);
    } else if (l == 0) {
      input_.gradient(network_, workspace_, batch, block.inputs, share, gradient);
    } else {
      weight_gradient(network_, workspace_, batch, l, block.inputs, gradient);
    }
  }

 private:
  const Network<T>& network_;
  Workspace<T>& workspace_;
  Input& input_;
};

template <typename T, class Input>
class Update {
 public:
  Update(Network<T>& network, Workspace<T>& workspace, Input& input, const OptimizerSpec& spec,
         std::size_t threads)
      : network_(network),
        workspace_(workspace),
        input_(input),
        spec_(spec),
        plan_(network.layout, sizeof(T)),
        blocks_(network, spec),
        gradient_(network, workspace, input),
        whole_(spec.clip_norm != OptimizerSpec::kNoLimit),
        gradients_(whole_ ? network.layout.block_size() : threads * plan_.largest()),
        sums_(plan_.count()) {}

  // From delta(l) = ∂C/∂(x·W) of every layer of a batch to new parameters. All threads of the team call it;
  // it ends before the others have. `samples`: those of the batch as the input knows them.
  void run(const std::uint32_t* samples, std::size_t batch, double learning_rate, std::uint64_t step,
           Team team) {
    gradient_.begin(samples, batch, plan_, team.share);
    each_own(team, [&](const Block& block) {
      T* const gradient = gradient_of(block, team.share);
      blocks_.clear_gaps(block, gradient);
      gradient_.compute(block, batch, team.share, gradient);
      if (block.is_vectors()) update_running_statistics(network_, workspace_, batch, block.layer);
      blocks_.shape(block, gradient);
      if (whole_) {
        sums_[block.index] = blocks_.sum_of_squares(block, gradient);
      } else {
        move(block, gradient, learning_rate, step, 1);
      }
    });
    if (whole_) {
      team.meet();
      double sum = 0;
      for (const double of_block : sums_) sum += of_block;
      const double scale = clipping_scale(spec_.clip_norm, sum);
      each_own(team, [&](const Block& block) {
        move(block, gradient_of(block, team.share), learning_rate, step, scale);
      });
    }
    if (limits_norms()) {
      team.meet();
      for (std::size_t l = 0; l < layers().size(); ++l)
        limit_weight_norms(network_, l, spec_.max_norm, team.share);
      team.meet();
      each_own(team, [&](const Block& block) { finish(block, step); });
    }
  }

 private:
  const std::vector<ParameterLayout::Layer>& layers() const { return network_.layout.layers(); }
  bool limits_norms() const { return spec_.max_norm != OptimizerSpec::kNoLimit; }

  template <class F>
  void each_own(const Team& team, const F& f) {
    for (std::size_t l = 0; l < layers().size(); ++l) plan_.for_own(l, team.share, f);
  }

  T* gradient_of(const Block& block, Share share) {
    return gradients_.data() + (whole_ ? blocks_.offset(block) : share.index * plan_.largest());
  }

  void move(const Block& block, const T* gradient, double learning_rate, std::uint64_t step, double scale) {
    blocks_.move(block, gradient, learning_rate, step, scale);
    if (!limits_norms()) finish(block, step);
  }

  // What depends on parameters that will not change again in this step.
  void finish(const Block& block, std::uint64_t step) {
    if (spec_.average_decay) blocks_.move_average(block, step);
    if (block.is_vectors()) return;
    if (block.layer == 0) {
      input_.refresh(network_, block.inputs);
    } else {
      transpose_weight(network_, workspace_, block.inputs, block.layer);
    }
  }

  Network<T>& network_;
  Workspace<T>& workspace_;
  Input& input_;
  const OptimizerSpec& spec_;
  BlockPlan plan_;
  BlockUpdate<T> blocks_;
  BlockGradient<T, Input> gradient_;
  bool whole_;                  // whether the whole gradient has to be known before anything moves
  AlignedBuffer<T> gradients_;  // of the network, or of one block for each thread
  std::vector<double> sums_;    // squares of the gradient, block by block
};

}  // namespace blasnet::engine
