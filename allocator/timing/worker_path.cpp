// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/measure.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace firstfit {

namespace {

constexpr const char* worker_name = "firstfit-timing-worker";

bool is_program(const std::filesystem::path& path) {
    std::error_code error;
    return std::filesystem::is_regular_file(path, error) && access(path.c_str(), X_OK) == 0;
}

} // namespace

std::string timing_worker_path() {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment
    if (const char* told = std::getenv("FIRSTFIT_TIMING_WORKER"); told != nullptr && *told != '\0') {
        return told;
    }
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (error) {
        return {};
    }
    // Beside the program; where it is installed; and above it, for tests and benchmarks that are started by hand.
    const std::filesystem::path folder = program.parent_path();
    for (const std::filesystem::path& candidate :
         {folder / worker_name, folder.parent_path() / "libexec" / "firstfit" / worker_name,
          folder.parent_path() / worker_name, folder.parent_path().parent_path() / worker_name,
          folder.parent_path().parent_path().parent_path() / worker_name}) {
        if (is_program(candidate)) {
            return candidate;
        }
    }
    return {};
}

} // namespace firstfit
