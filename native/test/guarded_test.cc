#include "test/guarded.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace blasnet::test {
namespace {

TEST(Guarded, SeesAWriteBesideTheOutput) {
  for (const std::size_t misalignment : kMisalignments) {
    for (const std::size_t size : {0, 1, 5, 64}) {
      Output<float> output(size, 1.0f, misalignment);
      EXPECT_TRUE(output.guards_untouched());
      for (const std::ptrdiff_t at :
           {std::ptrdiff_t{-32}, std::ptrdiff_t{-1}, static_cast<std::ptrdiff_t>(size),
            static_cast<std::ptrdiff_t>(size) + 31}) {
        Output<float> spoilt(size, 1.0f, misalignment);
        spoilt.data()[at] = 0;
        EXPECT_FALSE(spoilt.guards_untouched()) << at;
      }
    }
  }
}

TEST(Guarded, ValuesBelongToTheKernel) {
  Output<double> output({1, 2, 3}, 1);
  for (std::size_t i = 0; i < 3; ++i) output.data()[i] = -1;
  EXPECT_TRUE(output.guards_untouched());
  EXPECT_EQ(output.copy(), std::vector<double>(3, -1.0));
}

TEST(Guarded, MisalignmentIsOneElement) {
  for (const std::size_t misalignment : kMisalignments) {
    Output<float> floats(3, 0.0f, misalignment);
    Output<double> doubles(3, 0.0, misalignment);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(floats.data()) % 64, misalignment * sizeof(float));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(doubles.data()) % 64, misalignment * sizeof(double));
    EXPECT_EQ(Input<float>({4, 5}, misalignment).data()[1], 5.0f);
    EXPECT_EQ(Input<float>({4, 5}, misalignment).size(), 2u);
  }
}

}  // namespace
}  // namespace blasnet::test
