// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said about a recording while it is being opened, wherever it is said.
#pragma once

#include <QString>

class QProgressBar;

namespace firstfit {

struct LoadProgress;

struct LoadingWords {
    QString doing;  ///< "Replaying jq.mtrace"
    QString counts; ///< "1,024 of 20,000 operations"
    QString brief;  ///< both in one line, where there is little room
    QString cancel; ///< what becomes of it then
};

/// `name` is the file's, as it is said.
[[nodiscard]] LoadingWords loadingWords(const LoadProgress& progress, const QString& name);

/// Shows how far it is; a bar without an end where that is not known.
void showShare(QProgressBar& bar, const LoadProgress& progress);

} // namespace firstfit
