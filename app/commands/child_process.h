// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Another program in this one's place: its input, output, terminal, signals and end are its own.
#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace firstfit {

struct ChildProcess {
    QList<QByteArray> words;                                ///< the program, looked for in PATH, and its arguments
    QList<std::pair<QByteArray, QByteArray>> environment{}; ///< names and values besides this process's own
};

/// How it ended.
struct ChildEnd {
    int error = 0;  ///< an errno: it could not be started
    int status = 0; ///< its exit status
    int signal = 0; ///< the signal that ended it; 0: none
};

/// Runs it and waits for its end. Meanwhile signals that somebody sends to this process go to the child; those of the
/// terminal's keys reach it anyway. No other thread may run.
[[nodiscard]] ChildEnd runChild(const ChildProcess& child);

/// Ends this process as `signal` does, without a core of its own. Returns only if the signal does not end processes.
void endBySignal(int signal);

} // namespace firstfit
