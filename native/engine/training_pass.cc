#include "engine/training_pass.h"

#include "engine/passes.h"
#include "engine/random.h"
#include "kernels/batch_norm.h"
#include "kernels/dropout.h"
#include "kernels/padding.h"

namespace blasnet::engine {
namespace {

// Sets these random numbers apart from others of the same seed.
constexpr std::uint32_t kDropoutStream = 0xd20b0075;

}  // namespace

// Layer 0 stands for the inputs, l + 1 for the outputs of layer l.
template <typename T>
std::uint64_t TrainingPass<T>::key(std::size_t layer, DropoutSeed dropout) const {
  const auto words =
      philox4x32({static_cast<std::uint32_t>(dropout.step), static_cast<std::uint32_t>(dropout.step >> 32),
                  static_cast<std::uint32_t>(layer), kDropoutStream},
                 {static_cast<std::uint32_t>(dropout.seed), static_cast<std::uint32_t>(dropout.seed >> 32)});
  return std::uint64_t{words[0]} << 32 | words[1];
}

template <typename T>
void TrainingPass<T>::drop_inputs(DropoutSeed dropout) {
  const double p = network_.layout.input_dropout();
  if (p == 0) return;
  const Matrix<T> inputs = workspace_.inputs();
  kernels::dropout(rows_.size(), kernels::padded(network_.layout.inputs()), key(0, dropout), rows_.first, p,
                   inputs.row(rows_.first), inputs.stride, workspace_.input_mask(rows_.first));
}

template <typename T>
void TrainingPass<T>::normalise(std::size_t l) {
  const auto& layer = network_.layout.layers()[l];
  const std::size_t columns = kernels::padded(layer.units);
  const Matrix<T> z = workspace_.products(l);
  const Matrix<T> u = workspace_.activation_inputs(l);
  const BatchStatistics<T> statistics = workspace_.statistics(l);
  team_.meet();
  // Whole columns, so that their sums do not depend on the number of threads.
  const Range own = team_.share.of(columns, kernels::kPadding);
  if (own.size() > 0)
    kernels::column_moments(batch_, own.size(), z.data + own.first, z.stride, statistics.mean + own.first,
                            statistics.variance + own.first);
  team_.meet();
  kernels::standardise(rows_.size(), columns, statistics.mean, statistics.variance,
                       static_cast<T>(layer.batch_norm->epsilon), z.row(rows_.first), z.stride);
  const T* parameters = network_.parameters.data();
  kernels::scale_and_shift(rows_.size(), columns, z.row(rows_.first), z.stride, parameters + layer.scale,
                           parameters + layer.shift, u.row(rows_.first), u.stride);
}

template <typename T>
void TrainingPass<T>::finish_layer(std::size_t l, DropoutSeed dropout) {
  const auto& layer = network_.layout.layers()[l];
  if (layer.batch_norm) {
    add_bias(network_, workspace_, rows_, l);
    normalise(l);
    activate_layer(network_, workspace_, rows_, l);
  } else {
    engine::finish_layer(network_, workspace_, rows_, l);
  }
  if (layer.dropout == 0) return;
  const Matrix<T> y = workspace_.outputs(l);
  kernels::dropout(rows_.size(), kernels::padded(layer.units), key(l + 1, dropout), rows_.first,
                   layer.dropout, y.row(rows_.first), y.stride, workspace_.mask(l, rows_.first));
}

template <typename T>
void TrainingPass<T>::forward(std::size_t first_layer, DropoutSeed dropout) {
  for (std::size_t l = first_layer; l < network_.layout.layers().size(); ++l) {
    forward_product(network_, workspace_, rows_, l);
    finish_layer(l, dropout);
  }
}

template <typename T>
void TrainingPass<T>::through_normalisation(std::size_t l) {
  const auto& layer = network_.layout.layers()[l];
  const std::size_t columns = kernels::padded(layer.units);
  const Matrix<T> delta = workspace_.delta(l);
  const Matrix<T> normalised = workspace_.products(l);
  const BatchStatistics<T> statistics = workspace_.statistics(l);
  team_.meet();
  const Range own = team_.share.of(columns, kernels::kPadding);
  if (own.size() > 0)
    kernels::batch_norm_sums(batch_, own.size(), delta.data + own.first, delta.stride,
                             normalised.data + own.first, normalised.stride,
                             statistics.scale_gradient + own.first, statistics.shift_gradient + own.first);
  team_.meet();
  kernels::batch_norm_backward(rows_.size(), columns, batch_, normalised.row(rows_.first), normalised.stride,
                               network_.parameters.data() + layer.scale, statistics.variance,
                               static_cast<T>(layer.batch_norm->epsilon), statistics.scale_gradient,
                               statistics.shift_gradient, delta.row(rows_.first), delta.stride);
}

template <typename T>
void TrainingPass<T>::backward() {
  const auto& layers = network_.layout.layers();
  for (std::size_t l = layers.size(); l-- > 0;) {
    const Matrix<T> delta = workspace_.delta(l);
    const double p = layers[l].dropout;
    if (p > 0)
      kernels::dropout_backward(rows_.size(), kernels::padded(layers[l].units),
                                workspace_.mask(l, rows_.first), p, delta.row(rows_.first), delta.stride);
    through_activation(network_, workspace_, rows_, l, 1 / (1 - p));
    if (layers[l].batch_norm) through_normalisation(l);
    if (l > 0) input_gradient(network_, workspace_, rows_, l);
  }
}

template <typename T>
void update_running_statistics(Network<T>& network, Workspace<T>& workspace, std::size_t batch,
                               std::size_t l) {
  const auto& layer = network.layout.layers()[l];
  if (!layer.batch_norm) return;
  const BatchStatistics<T> statistics = workspace.statistics(l);
  const T momentum = static_cast<T>(layer.batch_norm->momentum);
  const T factor = batch > 1 ? static_cast<T>(batch) / static_cast<T>(batch - 1) : T(1);
  T* const parameters = network.parameters.data();
  kernels::move_statistics(layer.units, momentum, T(1), statistics.mean, parameters + layer.running_mean);
  kernels::move_statistics(layer.units, momentum, factor, statistics.variance,
                           parameters + layer.running_variance);
}

#define BLASNET_INSTANTIATE(T)    \
  template class TrainingPass<T>; \
  template void update_running_statistics<T>(Network<T>&, Workspace<T>&, std::size_t, std::size_t);
BLASNET_INSTANTIATE(float)
BLASNET_INSTANTIATE(double)
#undef BLASNET_INSTANTIATE

}  // namespace blasnet::engine
