// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lua asks the clock for the seed of its string hashes and for pivots of large sorts. In this program the clock stands
// still, so that a script does the same in every run. Nothing here needs to know the time.
#include <ctime>

extern "C" {

std::time_t time(std::time_t* result) noexcept {
    if (result != nullptr) {
        *result = 0;
    }
    return 0;
}

std::clock_t clock() noexcept { return 0; }
}
