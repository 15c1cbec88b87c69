// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the program says about its own command line.
#pragma once

#include <QString>

namespace firstfit {

[[nodiscard]] QString versionText();
/// firstfit --help
[[nodiscard]] QString generalHelp();
/// firstfit replay --help
[[nodiscard]] QString replayHelp();
/// firstfit size --help
[[nodiscard]] QString sizeHelp();
/// firstfit record --help
[[nodiscard]] QString recordHelp();
/// firstfit export --help
[[nodiscard]] QString exportHelp();
[[nodiscard]] QString reportHelp();

} // namespace firstfit
