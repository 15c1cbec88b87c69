// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the tests of panels start from: a workbench that has run the script of the mock-ups.
#pragma once

#include "ui/workbench.h"

#include <QSignalSpy>
#include <QTest>

namespace firstfit {

inline QString lessonScript() {
    return QStringLiteral("heap{blocks = 32, block_size = 4, base_address = 0x1000}\n" // 1
                          "\n"
                          "\n"
                          "a = malloc(8)\n"  // 4
                          "b = malloc(12)\n" // 5
                          "c = malloc(7)\n"
                          "d = malloc(20)\n"
                          "e = malloc(10)\n" // 8
                          "f = malloc(16)\n"
                          "g = malloc(12)\n"
                          "h = malloc(4)\n" // 11
                          "\n"
                          "free(b)\n" // 13
                          "free(d)\n"
                          "free(g)\n"
                          "\n"
                          "k = malloc(30)\n" // 17
                          "free(c)\n"
                          "m = malloc(12)\n"
                          "n = malloc(40)\n" // 20
                          "free(e)\n");
}

/// Runs a script to its end; false if that takes too long.
inline bool run(Workbench& bench, const QString& script) {
    QSignalSpy finished(&bench, &Workbench::scriptFinished);
    bench.runScript(script, QStringLiteral("test.lua"));
    return finished.wait(20'000);
}

/// To the micro-step of operation `n` at which `reached` holds; false if there is none.
template <class Reached>
bool stepInto(Workbench& bench, std::uint32_t n, Reached reached) {
    bench.goTo(Position{OperationIndex{n}, 1});
    while (bench.position().operation == OperationIndex{n}) {
        if (reached(bench.explanation()))
            return true;
        const Position before = bench.position();
        bench.stepMicro(1);
        if (bench.position() == before)
            break;
    }
    return false;
}

} // namespace firstfit
