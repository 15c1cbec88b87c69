// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lessons that come with the program.
#pragma once

#include <QString>

#include <vector>

namespace firstfit {

struct Lesson {
    QString path; ///< ":/lessons/01-first-fit.lua"
    QString title;
    QString goal;
};

/// All of them, in the order in which they build on one another. Reads their heads: milliseconds.
[[nodiscard]] std::vector<Lesson> lessons();

/// Is this path that of a lesson (and so cannot be written)?
[[nodiscard]] bool isLesson(const QString& path);

} // namespace firstfit
