// Counts the allocations of the whole process, those of libraries and of operator new included.
#pragma once

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#define BLASNET_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BLASNET_ADDRESS_SANITIZER 1
#endif
#endif

// Elsewhere the tests that count are left out; ThreadSanitizer needs malloc for itself.
#if defined(BLASNET_ADDRESS_SANITIZER) || (defined(__GLIBC__) && !defined(__SANITIZE_THREAD__))
#define BLASNET_COUNTS_ALLOCATIONS 1
#endif

namespace blasnet::test {

// How often malloc, calloc, realloc or aligned_alloc ran so far, on any thread.
std::size_t allocations();

}  // namespace blasnet::test
