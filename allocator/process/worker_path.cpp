// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/process/worker_path.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace firstfit {

namespace {

bool is_program(const std::filesystem::path& path) {
    std::error_code error;
    return std::filesystem::is_regular_file(path, error) && access(path.c_str(), X_OK) == 0;
}

/// The root of the build tree that `folder` lies in; empty if it is none.
std::filesystem::path build_tree_above(std::filesystem::path folder) {
    for (int level = 0; level < 6 && folder.has_relative_path(); ++level, folder = folder.parent_path()) {
        std::error_code error;
        if (std::filesystem::exists(folder / "CMakeCache.txt", error)) {
            return folder;
        }
    }
    return {};
}

} // namespace

std::string worker_path(const std::string& name, const char* variable) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment
    if (const char* told = std::getenv(variable); told != nullptr && *told != '\0') {
        return told;
    }
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (error) {
        return {};
    }
    const std::filesystem::path folder = program.parent_path();
    for (const std::filesystem::path& candidate :
         {folder / name, folder.parent_path() / "libexec" / "firstfit" / name}) {
        if (is_program(candidate)) {
            return candidate;
        }
    }
    const std::filesystem::path tree = build_tree_above(folder);
    return !tree.empty() && is_program(tree / name) ? (tree / name).string() : std::string();
}

} // namespace firstfit
