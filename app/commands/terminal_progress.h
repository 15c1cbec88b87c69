// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A bar on standard error that shows how far something is; and Ctrl+C as something that can be asked for.
#pragma once

#include <QString>

#include <optional>

namespace firstfit {

/// Draws itself over and over in the last line. Draws nothing where nobody would see it move: if standard error is not
/// a terminal, or standard output goes into a pipe.
class TerminalProgress {
public:
    TerminalProgress();
    /// Leaves an empty line to whoever writes next.
    ~TerminalProgress();
    TerminalProgress(const TerminalProgress&) = delete;
    TerminalProgress& operator=(const TerminalProgress&) = delete;

    /// `fraction` from 0 to 1.
    void show(double fraction, const QString& text);

private:
    bool visible_;
    int columns_ = 80;
    QString shown_;
};

/// While it lives, the first Ctrl+C (or SIGTERM) is only remembered; the second ends the program as always. To be made
/// before other threads are.
class InterruptWatch {
public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

    /// Was there one?
    [[nodiscard]] bool interrupted();

private:
    int descriptor_ = -1;
    bool seen_ = false;
};

} // namespace firstfit
