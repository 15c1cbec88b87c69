// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For test programs that must do without Qt: those that replace new, and those that the thread sanitizer watches (it
// does not understand the watchdog thread of Qt Test).
#pragma once

#include <cstdio>

namespace firstfit::test {

/// Counts what was not as it must be, and prints where.
class Checks {
public:
    void check(bool good, const char* what, const char* file, int line) {
        if (!good) {
            std::printf("%s:%d: %s\n", file, line, what);
            ++failures_;
        }
    }
    /// For main() to return.
    [[nodiscard]] int status() const { return failures_ == 0 ? 0 : 1; }

private:
    int failures_ = 0;
};

} // namespace firstfit::test

/// Notes in `checks` whether `what` holds.
#define FIRSTFIT_CHECK(checks, what) (checks).check((what), #what, __FILE__, __LINE__)
