// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the code that includes this was built: what times depend on.
#pragma once

#include <string>

#ifndef FIRSTFIT_OPTIMISATION
#define FIRSTFIT_OPTIMISATION ""
#endif

namespace firstfit {

/// "g++ 12.2.0 -O2"; says so if there are sanitizers in it.
inline std::string compiler_of_this_file() {
#if defined(__clang__)
    std::string name = "clang " + std::to_string(__clang_major__) + "." + std::to_string(__clang_minor__) + "." +
                       std::to_string(__clang_patchlevel__);
#elif defined(__GNUC__)
    std::string name = "g++ " + std::to_string(__GNUC__) + "." + std::to_string(__GNUC_MINOR__) + "." +
                       std::to_string(__GNUC_PATCHLEVEL__);
#else
    std::string name = "unknown compiler";
#endif
    if (const std::string flags = FIRSTFIT_OPTIMISATION; !flags.empty()) {
        name += " " + flags;
    }
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    name += " with sanitizers";
#endif
    return name;
}

/// False: times say nothing about the program that people use.
constexpr bool is_optimised() noexcept {
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    return true;
#else
    return false;
#endif
}

} // namespace firstfit
