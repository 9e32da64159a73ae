// Which loss a network is trained for.
#pragma once

#include <vector>

namespace blasnet::engine {

enum class Loss { kSoftmaxCrossEntropy, kBinaryCrossEntropy, kSquaredError, kHuber };

// Row losses, each from logits: see kernels/softmax_cross_entropy.h and kernels/losses.h. The loss of a batch
// is Σ s·row loss/Σ s·w with s the weight of a row's sample and w that of its label's class, which the row
// losses of softmax cross-entropy contain; 1 with other losses and with rows of targets.
struct LossSpec {
  Loss kind = Loss::kSoftmaxCrossEntropy;
  double label_smoothing = 0;            // of softmax cross-entropy
  std::vector<double> class_weights;     // [outputs], of softmax cross-entropy; empty: 1 each
  std::vector<double> positive_weights;  // [outputs], of binary cross-entropy; empty: 1 each
  double delta = 1;                      // of Huber's
};

}  // namespace blasnet::engine
