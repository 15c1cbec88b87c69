// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings written in a test, and how they read.
#pragma once

#include "allocator/trace/recording.h"

#include <QTest>

#include <string>
#include <string_view>

namespace firstfit::test {

inline ReadRecording read_text(std::string_view text, const ReadOptions& options = {}, const ReadWatch& watch = {}) {
    const std::unique_ptr<ByteSource> source = bytes_of(text);
    return read_recording(*source, "folder/test.file", options, watch);
}

/// The trace, which must be one.
inline Trace trace_of(ReadRecording recording) {
    if (const auto* refused = std::get_if<ReadRefusal>(&recording)) {
        QTest::qFail(refused->title.c_str(), __FILE__, __LINE__);
        return {};
    }
    return std::get<Trace>(std::move(recording));
}

/// The refusal, which must be one.
inline ReadRefusal refusal_of(ReadRecording recording) {
    if (!std::holds_alternative<ReadRefusal>(recording)) {
        QTest::qFail("this was not refused", __FILE__, __LINE__);
        return {};
    }
    return std::get<ReadRefusal>(std::move(recording));
}

/// "2 #1 = aligned_alloc(16, 272)" for each operation, one line each; the number is the line of the file.
inline std::string operations(const Trace& trace) {
    Trace in_full = trace;
    in_full.recording.reset(); // else an alignment that malloc promises anyway would not be said
    std::string text;
    for (const Operation& operation : trace.operations) {
        text += std::to_string(operation.line) + " " + describe(operation, in_full) + "\n";
    }
    return text;
}

/// "3:1 this is no line of ..." for each diagnostic, without the message.
inline std::string problems(const Trace& trace) {
    std::string text;
    for (const Diagnostic& one : trace.diagnostics) {
        text += std::to_string(one.line) + ":" + std::to_string(one.column) + " " + one.title + "\n";
    }
    return text;
}

/// Where operation n (from 1) was called from; "-" where the recording does not tell.
inline std::string site(const Trace& trace, std::size_t n) {
    const CallSiteId id = trace.sites.at(n - 1);
    return id == no_call_site ? "-" : to_string(trace.call_sites.at(id.value));
}

/// A file that ends anywhere is read as far as it goes, and never says more than the whole.
inline void check_every_cut(const std::string& whole) {
    const Trace all = trace_of(read_text(whole));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const ReadRecording part = read_text(std::string_view(whole).substr(0, length));
        if (const Trace* trace = std::get_if<Trace>(&part)) {
            QVERIFY(trace->recording.has_value());
            QVERIFY(trace->operations.size() <= all.operations.size());
            QVERIFY(trace->sites.empty() || trace->sites.size() == trace->operations.size());
            const auto same = static_cast<std::ptrdiff_t>(trace->operations.size());
            QVERIFY(std::equal(trace->operations.begin(), trace->operations.begin() + same, all.operations.begin()));
        } else {
            QVERIFY(!std::get<ReadRefusal>(part).title.empty());
        }
    }
}

} // namespace firstfit::test

/// Compares texts and shows both where they differ.
#define COMPARE_TEXT(actual, expected)                                                                                 \
    QCOMPARE(QString::fromStdString(actual), QString::fromUtf8(std::string(expected).c_str()))
