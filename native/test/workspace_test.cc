#include "engine/workspace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <new>

#include "test/fixtures.h"

namespace blasnet::engine {
namespace {

TEST(Workspace, StaysWhereItIsForSmallerBatches) {
  const ParameterLayout layout(test::mixed_spec());
  Workspace<float> workspace(layout);
  workspace.reserve_inputs(32);
  workspace.reserve_backward(32);
  float* const inputs = workspace.inputs();
  float* const logits = workspace.logits();
  float* const delta = workspace.delta(0);
  workspace.reserve_inputs(7);
  workspace.reserve_backward(1);
  workspace.reserve_forward(32);
  EXPECT_EQ(workspace.inputs(), inputs);
  EXPECT_EQ(workspace.logits(), logits);
  EXPECT_EQ(workspace.delta(0), delta);
}

// AddressSanitizer sees it when there is less room than promised.
TEST(Workspace, HasRoomForEveryLayer) {
  const ParameterLayout layout(test::mixed_spec());
  Workspace<double> workspace(layout);
  for (const std::size_t rows : {1, 7, 33}) {
    workspace.reserve_inputs(rows);
    workspace.reserve_backward(rows);
    std::fill_n(workspace.inputs(), rows * layout.inputs(), 1.0);
    for (std::size_t l = 0; l < layout.layers().size(); ++l) {
      std::fill_n(workspace.outputs(l), rows * layout.layers()[l].units, 2.0);
      std::fill_n(workspace.delta(l), rows * layout.widest(), 3.0);
      EXPECT_EQ(workspace.inputs_of(l), l == 0 ? workspace.inputs() : workspace.outputs(l - 1));
    }
    EXPECT_EQ(workspace.logits()[rows * layout.outputs() - 1], 2.0);
    EXPECT_EQ(workspace.inputs()[rows * layout.inputs() - 1], 1.0);
    EXPECT_NE(workspace.delta(0), workspace.delta(1));
    EXPECT_EQ(workspace.delta(0), workspace.delta(2));
  }
}

TEST(Workspace, ABatchBeyondTheAddressSpaceThrows) {
  const ParameterLayout layout(test::mixed_spec());
  Workspace<double> workspace(layout);
  constexpr std::size_t kMost = std::numeric_limits<std::size_t>::max();
  EXPECT_THROW(workspace.reserve_inputs(kMost), std::bad_alloc);
  EXPECT_THROW(workspace.reserve_forward(kMost), std::bad_alloc);
  EXPECT_THROW(workspace.reserve_backward(kMost / 9 + 1), std::bad_alloc);
  workspace.reserve_backward(2);  // still usable
  std::fill_n(workspace.logits(), 2 * layout.outputs(), 1.0);
  std::fill_n(workspace.delta(0), 2 * layout.widest(), 1.0);
}

}  // namespace
}  // namespace blasnet::engine
