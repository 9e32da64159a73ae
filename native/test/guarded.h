// Memory for kernels under test: of exactly the size asked for, misaligned on purpose, watched at both ends.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace blasnet::test {

// Pointers of every kernel are tried as they come and one element further.
inline constexpr std::size_t kMisalignments[] = {0, 1};

// What a kernel only reads. It ends where its allocation ends, so that AddressSanitizer sees a read past it.
template <typename T>
class Input {
 public:
  explicit Input(const std::vector<T>& values, std::size_t misalignment = 0)
      : memory_(misalignment + values.size()), misalignment_(misalignment) {
    std::copy(values.begin(), values.end(), memory_.begin() + static_cast<std::ptrdiff_t>(misalignment));
  }
  const T* data() const { return memory_.data() + misalignment_; }
  std::size_t size() const { return memory_.size() - misalignment_; }

 private:
  std::vector<T> memory_;
  std::size_t misalignment_;
};

// What a kernel writes: `misalignment` elements past the start of a cache line, between guards that must stay
// as they are.
template <typename T>
class Output {
 public:
  explicit Output(const std::vector<T>& values, std::size_t misalignment = 0)
      : size_(values.size()), memory_(values.size() + 2 * kGuard + kLine + misalignment, kUntouched) {
    const auto address = reinterpret_cast<std::uintptr_t>(memory_.data() + kGuard);
    const std::size_t to_next_line = (64 - address % 64) % 64 / sizeof(T);
    start_ = kGuard + to_next_line + misalignment;
    std::copy(values.begin(), values.end(), memory_.begin() + static_cast<std::ptrdiff_t>(start_));
  }
  // `size` elements, all `fill`: what a kernel that does not write them leaves behind.
  Output(std::size_t size, T fill, std::size_t misalignment)
      : Output(std::vector<T>(size, fill), misalignment) {}

  T* data() { return memory_.data() + start_; }
  std::size_t size() const { return size_; }
  std::span<const T> values() const { return {memory_.data() + start_, size_}; }
  std::vector<T> copy() const { return {values().begin(), values().end()}; }

  testing::AssertionResult guards_untouched() const {
    for (std::size_t i = 0; i < memory_.size(); ++i) {
      const bool inside = i >= start_ && i < start_ + size_;
      if (!inside && memory_[i] != kUntouched) {
        const auto position = static_cast<std::ptrdiff_t>(i) - static_cast<std::ptrdiff_t>(start_);
        return testing::AssertionFailure()
               << "wrote " << memory_[i] << " at element " << position << " of " << size_;
      }
    }
    return testing::AssertionSuccess();
  }

 private:
  static constexpr std::size_t kLine = 64 / sizeof(T);
  static constexpr std::size_t kGuard = 32;  // more than one vector of any instruction set
  static constexpr T kUntouched = std::is_integral_v<T> ? T(173) : static_cast<T>(-12345.625);

  std::size_t size_;
  std::size_t start_ = 0;
  std::vector<T> memory_;
};

}  // namespace blasnet::test
