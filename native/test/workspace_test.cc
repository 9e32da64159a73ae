#include "engine/workspace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <new>
#include <vector>

#include "test/fixtures.h"

namespace blasnet::engine {
namespace {

// Widths below, at and above 128, where rows lie further apart than padding alone asks for.
NetworkSpec wide_spec() {
  using kernels::Activation;
  return {130, {{128, Activation::kTanh, true}, {17, Activation::kRelu, true}, {3, Activation::kTanh, true}}};
}

const NetworkSpec kSpecs[] = {test::mixed_spec(), wide_spec()};

TEST(Workspace, StaysWhereItIsForSmallerBatches) {
  const ParameterLayout layout(test::mixed_spec());
  Workspace<float> workspace(layout);
  workspace.reserve_inputs(32);
  workspace.reserve_backward(32);
  float* const inputs = workspace.inputs().data;
  float* const logits = workspace.logits().data;
  float* const delta = workspace.delta(0).data;
  float* const transposed = workspace.transposed(1).data;
  workspace.reserve_inputs(7);
  workspace.reserve_backward(1);
  workspace.reserve_forward(32);
  EXPECT_EQ(workspace.inputs().data, inputs);
  EXPECT_EQ(workspace.logits().data, logits);
  EXPECT_EQ(workspace.delta(0).data, delta);
  EXPECT_EQ(workspace.transposed(1).data, transposed);
}

// AddressSanitizer sees it when there is less room than promised; what stands in one matrix must not stand in
// another.
TEST(Workspace, HasRoomForEveryLayer) {
  for (const NetworkSpec& spec : kSpecs) {
    const ParameterLayout layout(spec);
    const std::size_t layers = layout.layers().size();
    Workspace<double> workspace(layout);
    for (const std::size_t rows : {1, 7, 33}) {
      workspace.reserve_inputs(rows);
      workspace.reserve_backward(rows);
      struct Place {
        Matrix<double> matrix;
        std::size_t rows;
      };
      std::vector<Place> places = {{workspace.inputs(), rows}};
      for (std::size_t l = 0; l < layers; ++l) {
        places.push_back({workspace.outputs(l), rows});
        places.push_back({workspace.delta(l), rows});
        if (l > 0) places.push_back({workspace.transposed(l), layout.layers()[l].units});
      }
      for (std::size_t i = 0; i < places.size(); ++i) {
        std::fill_n(places[i].matrix.data, places[i].rows * places[i].matrix.stride, static_cast<double>(i));
      }
      for (std::size_t i = 0; i < places.size(); ++i) {
        const Matrix<double>& m = places[i].matrix;
        double* const end = m.row(places[i].rows);
        EXPECT_EQ(std::count(m.row(0), end, static_cast<double>(i)), end - m.row(0)) << "matrix " << i;
      }
    }
  }
}

TEST(Workspace, RowsLieAsFarApartAsTheLayoutSays) {
  for (const NetworkSpec& spec : kSpecs) {
    const ParameterLayout layout(spec);
    Workspace<float> workspace(layout);
    EXPECT_EQ(workspace.inputs().stride, layout.input_stride());
    EXPECT_EQ(workspace.logits().stride, layout.layers().back().stride);
    for (std::size_t l = 0; l < layout.layers().size(); ++l) {
      EXPECT_EQ(workspace.outputs(l).stride, layout.layers()[l].stride);
      EXPECT_EQ(workspace.delta(l).stride, layout.layers()[l].stride);
      EXPECT_EQ(workspace.inputs_of(l).stride,
                l == 0 ? layout.input_stride() : layout.layers()[l - 1].stride);
      if (l == 0) continue;
      EXPECT_EQ(workspace.transposed(l).stride, layout.layers()[l - 1].stride);
    }
  }
}

TEST(Workspace, ALayerReadsWhatTheOneBelowWrites) {
  const ParameterLayout layout(test::mixed_spec());
  Workspace<float> workspace(layout);
  workspace.reserve_inputs(3);
  workspace.reserve_backward(3);
  EXPECT_EQ(workspace.inputs_of(0).data, workspace.inputs().data);
  EXPECT_EQ(workspace.inputs_of(2).data, workspace.outputs(1).data);
  EXPECT_EQ(workspace.logits().data, workspace.outputs(layout.layers().size() - 1).data);
  EXPECT_EQ(workspace.outputs(1).row(2), workspace.outputs(1).data + 2 * workspace.outputs(1).stride);
}

TEST(Workspace, ABatchBeyondTheAddressSpaceThrows) {
  const ParameterLayout layout(test::mixed_spec());
  Workspace<double> workspace(layout);
  constexpr std::size_t kMost = std::numeric_limits<std::size_t>::max();
  EXPECT_THROW(workspace.reserve_inputs(kMost), std::bad_alloc);
  EXPECT_THROW(workspace.reserve_forward(kMost), std::bad_alloc);
  EXPECT_THROW(workspace.reserve_backward(kMost / 9 + 1), std::bad_alloc);
  EXPECT_THROW(workspace.reserve_backward(kMost / 16 + 1), std::bad_alloc);
  workspace.reserve_backward(2);  // still usable
  std::fill_n(workspace.logits().data, 2 * workspace.logits().stride, 1.0);
  std::fill_n(workspace.delta(0).data, 2 * workspace.delta(0).stride, 1.0);
}

}  // namespace
}  // namespace blasnet::engine
