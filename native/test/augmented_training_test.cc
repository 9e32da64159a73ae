// Training on images that are distorted on the way.
#include <gtest/gtest.h>

#include <vector>

#include "engine/augmentation.h"
#include "engine/train.h"
#include "test/plain_calls.h"

namespace blasnet::engine {
namespace {

constexpr std::size_t kSide = 12;
constexpr std::size_t kFeatures = kSide * kSide;
constexpr std::size_t kCount = 50;
constexpr std::size_t kBatch = 19;  // not a multiple of what a thread takes together
constexpr std::size_t kSteps = 11;  // more than are held at a time
constexpr DropoutSeed kSeed{7, 3};

kernels::Augmentation some_augmentation() {
  kernels::Augmentation images;
  images.width = images.height = kSide;
  images.shift = 2;
  images.rotation = 20;
  images.elastic_strength = 10;
  images.elastic_smoothness = 3;
  return images;
}

NetworkSpec spec() {
  return {kFeatures, {{20, kernels::Activation::kTanh, true}, {4, kernels::Activation::kIdentity, true}}};
}

struct Trained {
  std::vector<double> losses;
  std::vector<float> parameters;
  TrainOutcome outcome;
  bool operator==(const Trained& other) const {
    return losses == other.losses && parameters == other.parameters && outcome.losses == other.outcome.losses;
  }
};

Trained train(const Dataset& dataset, const std::vector<std::uint32_t>& indices,
              const TrainParameters& parameters, const std::atomic<bool>& cancelled = test::kNotCancelled) {
  Network<float> network = test::network_with<float>(spec(), test::some_parameters(spec()));
  Workspace<float> workspace(network.layout);
  Trained trained{std::vector<double>(kSteps), {}, {}};
  trained.outcome = train_steps(network, workspace, dataset, indices.data(), kSteps, kBatch, parameters,
                                trained.losses.data(), cancelled);
  trained.parameters = test::copy_of(network.parameters);
  return trained;
}

TrainParameters parameters_with(std::size_t threads, std::size_t beside) {
  TrainParameters parameters = test::parameters_of({0.05, 0.9}, threads);
  parameters.dropout = kSeed;
  parameters.augmentation = AugmentationParameters{some_augmentation(), beside};
  return parameters;
}

class AugmentedTrainingTest : public testing::TestWithParam<double> {
 protected:
  AugmentedTrainingTest()
      : data_(kCount, kFeatures, 4), indices_(test::some_indices(kSteps * kBatch, kCount)) {
    data_.dataset.density = GetParam();
  }

  // All that training sees, distorted beforehand.
  Trained expected() const {
    const auto images = some_augmentation();
    AlignedBuffer<std::byte> scratch(kernels::augment_scratch(images));
    std::vector<std::uint8_t> distorted(kSteps * kBatch * kFeatures);
    augment_batch(images, data_.values.data(), indices_.data(), kSeed.seed, kSeed.step * kBatch,
                  {0, indices_.size()}, distorted.data(), scratch.data());
    Dataset dataset = data_.dataset;
    dataset.inputs = distorted.data();
    dataset.count = indices_.size();
    dataset.labels.clear();
    std::vector<std::uint32_t> order;
    for (std::size_t i = 0; i < indices_.size(); ++i) {
      dataset.labels.push_back(data_.dataset.labels[indices_[i]]);
      order.push_back(static_cast<std::uint32_t>(i));
    }
    TrainParameters parameters = test::parameters_of({0.05, 0.9});
    return train(dataset, order, parameters);
  }

  test::LabelledSamples<std::uint8_t> data_;
  std::vector<std::uint32_t> indices_;
};

TEST_P(AugmentedTrainingTest, IsTrainingOnImagesDistortedBeforehandForAnyThreads) {
  const Trained whole = expected();
  for (const std::size_t threads : {1, 2, 3})
    for (const std::size_t beside : {0, 1, 3})
      EXPECT_EQ(train(data_.dataset, indices_, parameters_with(threads, beside)), whole)
          << threads << " threads, " << beside << " beside";
}

TEST_P(AugmentedTrainingTest, StopsWhenCancelled) {
  const std::atomic<bool> cancelled{true};
  for (int again = 0; again < 50; ++again)
    EXPECT_EQ(train(data_.dataset, indices_, parameters_with(2, 2), cancelled).outcome.losses, 0u);
}

TEST_P(AugmentedTrainingTest, EndsAtALossThatIsNotFinite) {
  TrainParameters parameters = parameters_with(2, 2);
  parameters.learning_rate = 1e38;
  for (int again = 0; again < 50; ++again) {
    const Trained trained = train(data_.dataset, indices_, parameters);
    EXPECT_EQ(trained.outcome.ended, Ended::kNonFinite);
    EXPECT_LT(trained.outcome.losses, kSteps);
  }
}

INSTANTIATE_TEST_SUITE_P(Inputs, AugmentedTrainingTest, testing::Values(test::kDense, test::kSparse));

}  // namespace
}  // namespace blasnet::engine
