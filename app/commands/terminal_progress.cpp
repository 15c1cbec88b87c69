// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/terminal_progress.h"

#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>

namespace firstfit {

namespace {

bool is_pipe(int descriptor) {
    struct stat status {};
    return fstat(descriptor, &status) == 0 && S_ISFIFO(status.st_mode);
}

sigset_t signalsToWatch() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

TerminalProgress::TerminalProgress() : visible_(isatty(STDERR_FILENO) != 0 && !is_pipe(STDOUT_FILENO)) {
    winsize size{};
    if (visible_ && ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        columns_ = size.ws_col;
    }
}

TerminalProgress::~TerminalProgress() {
    if (!shown_.isEmpty()) {
        std::fprintf(stderr, "\r%*s\r", static_cast<int>(shown_.size()), "");
    }
}

void TerminalProgress::show(double fraction, const QString& text) {
    if (!visible_) {
        return;
    }
    constexpr int cells = 24;
    const int full = static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * cells));
    QString line = QLatin1Char('[') + QString(full, QLatin1Char('#')) + QString(cells - full, QLatin1Char('.')) +
                   QStringLiteral("] ") + text;
    line = line.left(columns_ - 1); // a longer one would begin a new line each time
    if (line == shown_) {
        return;
    }
    const QString padded = line.leftJustified(shown_.size());
    std::fprintf(stderr, "\r%s", padded.toLocal8Bit().constData());
    std::fflush(stderr);
    shown_ = line;
}

InterruptWatch::InterruptWatch() {
    const sigset_t signals = signalsToWatch();
    if (pthread_sigmask(SIG_BLOCK, &signals, nullptr) == 0) {
        descriptor_ = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
    }
}

InterruptWatch::~InterruptWatch() {
    if (descriptor_ >= 0) {
        close(descriptor_);
    }
    const sigset_t signals = signalsToWatch();
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

bool InterruptWatch::interrupted() {
    signalfd_siginfo info{};
    if (!seen_ && descriptor_ >= 0 && read(descriptor_, &info, sizeof info) == sizeof info) {
        seen_ = true;
        const sigset_t signals = signalsToWatch();
        pthread_sigmask(SIG_UNBLOCK, &signals, nullptr); // the next one is meant seriously
    }
    return seen_;
}

} // namespace firstfit
