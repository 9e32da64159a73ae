#include "test/allocation_counter.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>

#ifdef BLASNET_COUNTS_ALLOCATIONS

namespace {

std::atomic<std::size_t> count{0};

}  // namespace

namespace blasnet::test {

std::size_t allocations() { return count; }

}  // namespace blasnet::test

#ifdef BLASNET_ADDRESS_SANITIZER

// AddressSanitizer brings its own malloc and calls hooks.
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*malloc_hook)(const volatile void*,
                                                                             std::size_t),
                                                         void (*free_hook)(const volatile void*));

namespace {

const int kInstalled = __sanitizer_install_malloc_and_free_hooks(
    [](const volatile void*, std::size_t) { ++count; }, [](const volatile void*) {});

}  // namespace

#else

// A program may bring its own malloc (glibc manual, "Replacing malloc"); this one counts and hands on to
// glibc's.
extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t n, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

#pragma GCC visibility push(default)  // libraries must find these

void* malloc(std::size_t size) noexcept {
  ++count;
  return __libc_malloc(size);
}
void* calloc(std::size_t n, std::size_t size) noexcept {
  ++count;
  return __libc_calloc(n, size);
}
void* realloc(void* memory, std::size_t size) noexcept {
  ++count;
  return __libc_realloc(memory, size);
}
void* memalign(std::size_t alignment, std::size_t size) noexcept {
  ++count;
  return __libc_memalign(alignment, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept { return memalign(alignment, size); }
int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept {
  *memory = memalign(alignment, size);
  return *memory == nullptr ? ENOMEM : 0;
}
// free stays glibc's: all memory comes from there.

#pragma GCC visibility pop

}  // extern "C"

#endif  // BLASNET_ADDRESS_SANITIZER
#endif  // BLASNET_COUNTS_ALLOCATIONS
