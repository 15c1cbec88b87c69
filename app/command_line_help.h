// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The texts of --help.
#pragma once

#include <QString>

namespace firstfit {

/// "firstfit 0.1.0".
[[nodiscard]] QString versionText();
/// `firstfit --help`.
[[nodiscard]] QString generalHelp();
/// `firstfit replay --help`, `firstfit export --help`.
[[nodiscard]] QString replayHelp();
[[nodiscard]] QString exportHelp();

} // namespace firstfit
