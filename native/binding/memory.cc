#include "binding/memory.h"

#include <unistd.h>

#include "binding/errors.h"

namespace blasnet::binding {
namespace {

double physical_memory() {
  return static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

}  // namespace

void expect_fits_memory(Napi::Env env, const std::string& function, const std::string& argument,
                        double bytes) {
  const auto megabytes = [](double x) { return std::to_string(static_cast<long long>(x / 1e6)) + " MB"; };
  if (bytes <= physical_memory()) return;
  throw_range_error(env, function, argument,
                    "sizes that fit into this machine's " + megabytes(physical_memory()),
                    "sizes that need " + megabytes(bytes));
}

}  // namespace blasnet::binding
