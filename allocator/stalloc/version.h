// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// The library's version. CMake, pkg-config and the packages read it here; CHANGELOG.md says what it means.
#pragma once

namespace stalloc {

inline constexpr int version_major = 1; ///< changes with what breaks programs
inline constexpr int version_minor = 0; ///< changes with what is new
inline constexpr int version_patch = 0; ///< changes with what is mended

} // namespace stalloc
