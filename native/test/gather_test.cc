#include "kernels/gather.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <type_traits>
#include <vector>

#include "kernels/naive/naive.h"
#include "test/closeness.h"
#include "test/guarded.h"
#include "test/samples.h"
#include "test/strided.h"
#include "test/targets.h"

namespace blasnet::kernels {
namespace {

using test::close;
using test::for_each_target;
using test::Input;
using test::Output;

template <class Types>
class GatherTest : public testing::Test {
 protected:
  using Element = typename Types::first_type;
  using Source = typename Types::second_type;

  static std::vector<Source> samples(std::size_t n) {
    std::vector<Source> result;
    for (const double x : test::random_values<double>(n, 9, 128)) {
      if constexpr (std::is_same_v<Source, std::uint8_t>) {
        result.push_back(static_cast<std::uint8_t>(x + 128));
      } else {
        result.push_back(static_cast<Source>(x));
      }
    }
    return result;
  }

  static void compare(std::size_t features) {
    SCOPED_TRACE(testing::Message() << "features " << features);
    constexpr std::size_t kCount = 7;
    constexpr double kMean = 33.3184;
    constexpr double kDeviation = 78.5675;
    const std::vector<std::uint32_t> indices = {6, 0, 3,
                                                3, 6, 1};  // the last sample, and samples that come again
    const std::vector<Source> inputs = samples(kCount * features);
    std::vector<double> expected(indices.size() * features);
    naive::gather(indices.size(), features, inputs.data(), indices.data(), kMean, kDeviation, expected.data(),
                  features);
    const std::vector<Element> unwritten(expected.size(), std::numeric_limits<Element>::quiet_NaN());
    for (const std::size_t ldx : {features, features + 5}) {
      const auto strided = [&](const auto& values) {
        using E = typename std::remove_cvref_t<decltype(values)>::value_type;
        return test::spread(indices.size(), features, ldx, values, test::kGap<E>);
      };
      for_each_target([&] {
        for (const std::size_t misalignment : test::kMisalignments) {
          const Input<Source> in(inputs, misalignment);
          Output<Element> out(strided(unwritten), misalignment);
          gather(indices.size(), features, in.data(), indices.data(), kMean, kDeviation, out.data(), ldx);
          ASSERT_TRUE(close(out.values(), strided(expected), {4, (kMean + 128) / kDeviation}));
          ASSERT_TRUE(out.guards_untouched());
        }
      });
    }
  }
};

using Pairs =
    testing::Types<std::pair<float, std::uint8_t>, std::pair<float, float>, std::pair<float, double>,
                   std::pair<double, std::uint8_t>, std::pair<double, float>, std::pair<double, double>>;

struct PairNames {
  template <class Types>
  static std::string GetName(int) {
    using In = typename Types::second_type;
    const std::string from =
        std::is_same_v<In, std::uint8_t> ? "uint8" : test::ElementTypeNames::GetName<In>(0);
    return test::ElementTypeNames::GetName<typename Types::first_type>(0) + "_from_" + from;
  }
};

TYPED_TEST_SUITE(GatherTest, Pairs, PairNames);

TYPED_TEST(GatherTest, MatchesTheTwinForEveryNumberOfFeatures) {
  for (std::size_t features = 0; features <= 70; ++features) this->compare(features);
  this->compare(784);
}

TYPED_TEST(GatherTest, AnEmptyBatchWritesNothing) {
  using T = typename TypeParam::first_type;
  const auto inputs = this->samples(20);
  for_each_target([&] {
    Output<T> out(10, T(3), 0);
    gather<T>(0, 10, inputs.data(), nullptr, 0, 1, out.data(), 10);
    EXPECT_EQ(out.copy(), std::vector<T>(10, T(3)));
    EXPECT_TRUE(out.guards_untouched());
  });
}

// (x − 2)/4 in exact figures, a sample twice.
TYPED_TEST(GatherTest, WorkedByHand) {
  using T = typename TypeParam::first_type;
  using In = typename TypeParam::second_type;
  const std::vector<In> inputs = {0, 1, /**/ 2, 3, /**/ 6, 10};
  const std::vector<std::uint32_t> indices = {2, 0, 2};
  for_each_target([&] {
    std::vector<T> out(6);
    gather(3, 2, inputs.data(), indices.data(), 2.0, 4.0, out.data(), 2);
    EXPECT_EQ(out, (std::vector<T>{1, 2, T(-0.5), T(-0.25), 1, 2}));
  });
}

template <typename T>
class GatherBytesTest : public testing::Test {};

TYPED_TEST_SUITE(GatherBytesTest, test::ElementTypes, test::ElementTypeNames);

TYPED_TEST(GatherBytesTest, EveryByteKeepsItsValue) {
  using T = TypeParam;
  std::vector<std::uint8_t> bytes(256);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  const std::uint32_t index = 0;
  for_each_target([&] {
    std::vector<T> out(256);
    gather(1, 256, bytes.data(), &index, 0.0, 1.0, out.data(), 256);
    for (std::size_t i = 0; i < 256; ++i) EXPECT_EQ(out[i], static_cast<T>(i));
  });
}

// Index times features beyond 2³²: pages that nobody touches take no memory.
TYPED_TEST(GatherBytesTest, ReadsBeyondFourGibibytes) {
  using T = TypeParam;
  constexpr std::size_t kFeatures = 70000;
  constexpr std::uint32_t kIndex = 70000;
  constexpr std::size_t kBytes = (kIndex + std::size_t{1}) * kFeatures;
  void* memory =
      mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  auto* bytes = static_cast<std::uint8_t*>(memory);
  bytes[kBytes - 1] = 41;
  bytes[kBytes - kFeatures] = 14;
  for_each_target([&] {
    std::vector<T> out(kFeatures);
    gather(1, kFeatures, bytes, &kIndex, 0.0, 1.0, out.data(), kFeatures);
    EXPECT_EQ(out.front(), T(14));
    EXPECT_EQ(out.back(), T(41));
  });
  munmap(memory, kBytes);
}

}  // namespace
}  // namespace blasnet::kernels
