#include "engine/manual_step.h"

#include <algorithm>
#include <type_traits>
#include <vector>

#include "engine/dense_input.h"
#include "engine/non_finite.h"
#include "engine/objective.h"
#include "engine/prefetch.h"
#include "engine/sparse_input.h"
#include "engine/step_update.h"
#include "engine/thread_team.h"
#include "engine/train.h"
#include "engine/update.h"
#include "kernels/padding.h"

namespace blasnet::engine {
namespace {

// Outputs of a batch below which its loss takes one thread less time than two need to meet.
constexpr std::size_t kOutputsForSharing = 16'384;

template <typename T, class Input>
class Pieces final : public ManualStep<T> {
 public:
  Pieces(Network<T>& network, Workspace<T>& workspace, const Dataset& dataset,
         const ManualStepParameters& parameters)
      : parameters_(parameters),
        network_(network),
        workspace_(workspace),
        dataset_(dataset),
        team_(training_threads(network.layout, parameters.batch, parameters.threads)),
        input_(network, workspace, dataset, parameters.batch, team_.size()),
        objective_(parameters_.loss, network.layout, dataset, workspace, parameters.batch),
        update_(network, workspace, input_, parameters_.optimizer, team_.size()),
        plan_(network.layout, sizeof(T)),
        block_gradient_(network, workspace, input_),
        penalties_(network, no_clipping_),
        samples_(parameters.batch) {
    refresh();
  }

  void refresh() override {
    workspace_.reserve_inputs(parameters_.batch);
    workspace_.reserve_backward(parameters_.batch);
    network_.optimizer.prepare(parameters_.optimizer, network_.parameters);
    input_.refresh(network_, {0, network_.layout.inputs()});
    team_.run([&](const Team& team) { transpose_weights(network_, workspace_, team.share); });
  }

  void forward(const std::uint32_t* samples, std::size_t rows, DropoutSeed dropout) override {
    rows_ = rows;
    std::copy_n(samples, rows, samples_.data());
    team_.run([&](const Team& team) {
      const Range own = rows_of(team);
      TrainingPass<T> pass(network_, workspace_, rows_, own, team);
      // Later than train_steps() does, which knows the next batch a step ahead.
      prefetch_samples(dataset_, samples_.data(), own);
      input_.load(workspace_, samples_.data(), own);
      pass.drop_inputs(dropout);
      input_.product(network_, workspace_, samples_.data(), own, team.share);
      pass.finish_layer(0, dropout);
      pass.forward(1, dropout);
    });
  }

  double loss() override {
    share_loss([&](Range own) { objective_.losses(workspace_, samples_.data(), own); });
    return objective_.mean(samples_.data(), rows_);
  }

  double loss_and_delta() override {
    share_loss([&](Range own) { objective_.loss_and_delta(workspace_, samples_.data(), rows_, own); });
    return objective_.mean(samples_.data(), rows_);
  }

  void set_output_gradient(const T* gradient) override {
    const std::size_t outputs = network_.layout.outputs();
    const Matrix<T> delta = workspace_.delta(network_.layout.layers().size() - 1);
    for (std::size_t r = 0; r < rows_; ++r) {
      std::copy_n(gradient + r * outputs, outputs, delta.row(r));
      std::fill_n(delta.row(r) + outputs, kernels::padded(outputs) - outputs, T(0));
    }
  }

  void backward() override {
    team_.run([&](const Team& team) {
      TrainingPass<T>(network_, workspace_, rows_, rows_of(team), team).backward();
    });
  }

  void gradient(T* block) override {
    team_.run([&](const Team& team) {
      block_gradient_.begin(samples_.data(), rows_, plan_, team.share);
      for (std::size_t l = 0; l < network_.layout.layers().size(); ++l)
        plan_.for_own(l, team.share, [&](const Block& of) {
          T* const to = block + penalties_.offset(of);
          block_gradient_.compute(of, rows_, team.share, to);
          penalties_.shape(of, to);
        });
    });
  }

  void step(double learning_rate) override {
    const std::uint64_t step = network_.optimizer.steps + 1;
    team_.run([&](const Team& team) { update_.run(samples_.data(), rows_, learning_rate, step, team); });
    network_.optimizer.steps = step;
  }

  std::size_t rows() const override { return rows_; }
  std::size_t threads() const override { return team_.size(); }
  std::ptrdiff_t first_non_finite() override {
    constexpr bool kGathers = std::is_same_v<Input, DenseInput<T>>;
    return engine::first_non_finite(network_.layout, workspace_, rows_, kGathers);
  }

 private:
  Range rows_of(const Team& team) const { return team.share.of(rows_, kRowUnit); }

  template <class F>
  void share_loss(const F& of_rows) {
    if (rows_ * network_.layout.outputs() < kOutputsForSharing) return of_rows(Range{0, rows_});
    team_.run([&](const Team& team) { of_rows(rows_of(team)); });
  }

  const ManualStepParameters parameters_;
  const OptimizerSpec no_clipping_{};
  Network<T>& network_;
  Workspace<T>& workspace_;
  const Dataset& dataset_;
  ThreadTeam team_;
  Input input_;
  Objective<T> objective_;
  StepUpdate<T, Input> update_;
  BlockPlan plan_;
  BlockGradient<T, Input> block_gradient_;
  BlockUpdate<T> penalties_;
  std::vector<std::uint32_t> samples_;  // [batch], of the last forward()
  std::size_t rows_ = 0;
};

}  // namespace

template <typename T>
std::unique_ptr<ManualStep<T>> make_manual_step(Network<T>& network, Workspace<T>& workspace,
                                                const Dataset& dataset,
                                                const ManualStepParameters& parameters) {
  if (prefers_sparse_input(network.layout, dataset, parameters.batch))
    return std::make_unique<Pieces<T, SparseInput<T>>>(network, workspace, dataset, parameters);
  return std::make_unique<Pieces<T, DenseInput<T>>>(network, workspace, dataset, parameters);
}

template std::unique_ptr<ManualStep<float>> make_manual_step(Network<float>&, Workspace<float>&,
                                                             const Dataset&, const ManualStepParameters&);
template std::unique_ptr<ManualStep<double>> make_manual_step(Network<double>&, Workspace<double>&,
                                                              const Dataset&, const ManualStepParameters&);

}  // namespace blasnet::engine
