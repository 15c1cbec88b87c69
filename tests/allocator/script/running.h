// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the tests of scripts share.
#pragma once

#include "allocator/script/script.h"

#include <QString>

#include <algorithm>

namespace firstfit::test {

inline Trace run(std::string_view source, const ScriptOptions& options = {}) {
    return run_script(source, "test.lua", options);
}

inline QString text(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

/// All diagnostics as standard error would have them; empty is what most tests want.
inline QString diagnostics(const Trace& trace) {
    QString all;
    for (const Diagnostic& diagnostic : trace.diagnostics) {
        all += text(to_string(diagnostic, trace.file)) + QLatin1Char('\n');
    }
    return all;
}

/// The notes, one per line: how a script tells a test what it saw.
inline QString notes(const Trace& trace) {
    QString all;
    for (const Note& note : trace.notes) {
        all += (all.isEmpty() ? QString() : QStringLiteral("\n")) + text(note.text);
    }
    return all;
}

/// The names of all allocations, by a blank each.
inline QString names(const Trace& trace) {
    QString all;
    for (std::uint32_t id = 0; id < trace.names.size(); ++id) {
        all += (id == 0 ? QString() : QStringLiteral(" ")) + text(trace.name_of(AllocationId{id}));
    }
    return all;
}

/// The operations as the script language writes them, one per line.
inline QString operations(const Trace& trace) {
    QString all;
    for (const Operation& operation : trace.operations) {
        all += (all.isEmpty() ? QString() : QStringLiteral("\n")) + text(describe(operation, trace));
    }
    return all;
}

} // namespace firstfit::test
