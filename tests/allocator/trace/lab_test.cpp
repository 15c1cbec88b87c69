// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The scripts of two courses. All of these are written for this test; the labs' own may not be handed on.
#include "tests/allocator/trace/recording_text.h"

using namespace firstfit;
using namespace firstfit::test;

class LabTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_a_rep_with_one_number_a_line();
    void reads_a_rep_with_its_header_in_one_line();
    void reads_a_script();
    void compares_the_header();
    void counts_what_does_not_fit();
    void skips_what_cannot_be_read_data();
    void skips_what_cannot_be_read();
    void trusts_a_last_line_without_an_end();
    void bears_every_cut();
};

namespace {

constexpr const char* three_operations = "2 #1 = aligned_alloc(16, 512)\n"
                                         "3 #1 = realloc(#1, 640)\n"
                                         "4 free(#1)\n";

} // namespace

void LabTest::reads_a_rep_with_one_number_a_line() {
    const Trace trace = trace_of(read_text("20000\n1\n3\n1\na 0 512\nr 0 640\nf 0\n"));
    COMPARE_TEXT(operations(trace), "5 #1 = aligned_alloc(16, 512)\n6 #1 = realloc(#1, 640)\n7 free(#1)\n");
    QCOMPARE(trace.kind, TraceKind::rep);
    COMPARE_TEXT(problems(trace), "");
    RecordingFacts facts;
    facts.lines = 7;
    facts.peak_bytes = 640;
    QVERIFY(*trace.recording == facts);
    QVERIFY(trace.sites.empty());
    QVERIFY(trace.call_sites.empty());
}

void LabTest::reads_a_rep_with_its_header_in_one_line() {
    const Trace trace = trace_of(read_text("1 1 3 640\r\na 0 512\r\nr 0 640\r\nf 0\r\n"));
    COMPARE_TEXT(operations(trace), three_operations);
    QCOMPARE(trace.kind, TraceKind::rep);
    COMPARE_TEXT(problems(trace), "");
}

void LabTest::reads_a_script() {
    const Trace trace = trace_of(read_text("# one allocation\na 7 512\nr 7 640 # grows\n\n  f 7   a 8 1\n"));
    COMPARE_TEXT(operations(trace), "2 #1 = aligned_alloc(16, 512)\n3 #1 = realloc(#1, 640)\n"
                                    "5 free(#1)\n5 #2 = aligned_alloc(16, 1)\n");
    QCOMPARE(trace.kind, TraceKind::script);
    COMPARE_TEXT(problems(trace), "");
}

void LabTest::compares_the_header() {
    const Trace trace = trace_of(read_text("# made by hand\n20000\n2\n4\n1\na 0 512\nf 0\na 4 1\n"));
    QCOMPARE(trace.operations.size(), std::size_t{3});
    COMPARE_TEXT(problems(trace), "2:1 the header promises 4 operations, and there are 3\n"
                                  "2:1 the header promises 2 ids, and the largest is 4\n");
}

void LabTest::counts_what_does_not_fit() {
    const Trace trace = trace_of(read_text("a 0 1\na 0 2\nf 5\nr 6 3\n"));
    COMPARE_TEXT(operations(trace), "1 #1 = aligned_alloc(16, 1)\n2 free(#1)\n2 #2 = aligned_alloc(16, 2)\n"
                                    "4 #3 = aligned_alloc(16, 3)\n");
    COMPARE_TEXT(problems(trace), "2:1 allocation 0 is allocated while it is live\n"
                                  "3:1 allocation 5 is freed, and was never allocated\n"
                                  "4:1 allocation 6 is reallocated, and was never allocated\n");
}

void LabTest::skips_what_cannot_be_read_data() {
    QTest::addColumn<QString>("line");
    for (const char* const line : {"a 1", "a 1 x", "a -1 4", "b 1 4", "f", "f 1x", "a 1 0x10",
                                   "a 1 18446744073709551616", "f 18446744073709551615", "a1 4"}) {
        QTest::newRow(line) << QString::fromLatin1(line);
    }
}

void LabTest::skips_what_cannot_be_read() {
    QFETCH(const QString, line);
    const Trace trace = trace_of(read_text("a 0 8\n" + line.toStdString() + "\nf 0\n"));
    COMPARE_TEXT(operations(trace), "1 #1 = aligned_alloc(16, 8)\n3 free(#1)\n");
    QCOMPARE(trace.recording->skipped_lines, std::uint64_t{1});
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(trace.diagnostics[0].line, 2U);
}

void LabTest::trusts_a_last_line_without_an_end() {
    const Trace whole = trace_of(read_text("a 0 8\nf 0"));
    QCOMPARE(whole.operations.size(), std::size_t{2});
    QVERIFY(!whole.recording->cut_off);
    const Trace cut = trace_of(read_text("a 0 8\na 1"));
    QCOMPARE(cut.operations.size(), std::size_t{1});
    QVERIFY(cut.recording->cut_off);
    COMPARE_TEXT(problems(cut), "2:0 the file ends in the middle of an operation\n");
}

void LabTest::bears_every_cut() {
    const std::string whole = "20000\n2\n5\n1\na 0 512\na 1 33\nr 0 640\nf 1\nf 0\n";
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const ReadRecording part = read_text(std::string_view(whole).substr(0, length));
        if (const Trace* trace = std::get_if<Trace>(&part)) {
            const auto operations = static_cast<std::size_t>(std::count(whole.begin(), whole.end(), '\n')) - 4;
            QVERIFY(trace->operations.size() <= operations);
            // All of it but the end of the last line is all of it; else somebody is told.
            QVERIFY(length + 1 == whole.size() || !trace->diagnostics.empty());
        }
    }
}

QTEST_GUILESS_MAIN(LabTest)
#include "lab_test.moc"
