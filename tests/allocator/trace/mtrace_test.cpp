// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// glibc's mtrace format, line by line.
#include "tests/allocator/trace/recording_text.h"

using namespace firstfit;
using namespace firstfit::test;

class MtraceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_every_event();
    void reads_every_form_of_call_site();
    void pairs_the_halves_of_a_reallocation();
    void addresses_are_used_again();
    void counts_what_does_not_fit();
    void skips_what_cannot_be_read_data();
    void skips_what_cannot_be_read();
    void bears_windows_line_ends_and_blank_lines();
    void bears_holes_and_endless_lines();
    void distrusts_a_last_line_without_an_end();
    void reports_a_bounded_number();
    void bears_every_cut();
};

void MtraceTest::reads_every_event() {
    const Trace trace = trace_of(read_text("= Start\n"
                                           "@ jq:[0x2ba8] + 0x1000 0x110\n"
                                           "+ 0x2000 0\n"
                                           "@ jq:[0x2ba9] < 0x1000\n"
                                           "@ jq:[0x2ba9] > 0x3000 0x200\n"
                                           "@ jq:[0x2baa] - 0x3000\n"
                                           "! 0x2000 0xffffffffffffffff\n"
                                           "+ (nil) 0x10\n"
                                           "- (nil)\n"
                                           "- 0x2000\n"
                                           "= End\n"));
    COMPARE_TEXT(operations(trace), "2 #1 = aligned_alloc(16, 272)\n"
                                    "3 #2 = aligned_alloc(16, 0)\n"
                                    "5 #1 = realloc(#1, 512)\n"
                                    "6 free(#1)\n"
                                    "10 free(#2)\n");
    QCOMPARE(trace.kind, TraceKind::mtrace);
    COMPARE_TEXT(trace.file, "folder/test.file");
    QVERIFY(!trace.geometry);
    QVERIFY(trace.names.empty());
    RecordingFacts facts;
    facts.lines = 11;
    facts.ignored_records = 3; // = Start, = End, free(NULL)
    facts.failed_requests = 2;
    facts.peak_bytes = 512;
    QVERIFY(*trace.recording == facts);
    COMPARE_TEXT(problems(trace), "7:1 a request for 18,446,744,073,709,551,615 bytes failed when it was recorded\n"
                                  "8:1 a request for 16 bytes failed when it was recorded\n");
}

void MtraceTest::reads_every_form_of_call_site() {
    const Trace trace = trace_of(read_text("@ /usr/lib/libjq.so.1:(jv_mem_alloc+9)[0x20ab9] + 0x10 0x1\n"
                                           "@ lua5.4:[0x562ada] + 0x20 0x1\n"
                                           "@ [0x55d0] + 0x30 0x1\n"
                                           "@ my (own) program:(f-1c)[0x10] + 0x40 0x1\n"
                                           "@ (g+0x1c)[0x10] + 0x50 0x1\n"
                                           "+ 0x60 0x1\n"
                                           "@ lua5.4:[0x562ada] - 0x20\n"));
    COMPARE_TEXT(site(trace, 1), "jv_mem_alloc+9 in libjq.so.1");
    COMPARE_TEXT(site(trace, 2), "0x562ada in lua5.4");
    COMPARE_TEXT(site(trace, 3), "0x55d0");
    COMPARE_TEXT(site(trace, 4), "f in my (own) program");
    COMPARE_TEXT(site(trace, 5), "g+28");
    COMPARE_TEXT(site(trace, 6), "-");
    QCOMPARE(trace.sites[6], trace.sites[1]);
    QCOMPARE(trace.call_sites.size(), std::size_t{5});
    QCOMPARE(trace.call_sites[0].address, std::uint64_t{0x20ab9});
}

void MtraceTest::pairs_the_halves_of_a_reallocation() {
    const Trace trace = trace_of(read_text("+ 0x10 0x1\n"
                                           "< 0x10\n"
                                           "+ 0x20 0x2\n"
                                           "> 0x30 0x3\n"
                                           "< 0x20\n"
                                           "> 0x20 0x4\n"
                                           "< (nil)\n"
                                           "> 0x40 0x5\n"
                                           "< 0x40\n"));
    COMPARE_TEXT(operations(trace), "1 #1 = aligned_alloc(16, 1)\n"
                                    "3 #2 = aligned_alloc(16, 2)\n"
                                    "4 #3 = aligned_alloc(16, 3)\n"
                                    "6 #2 = realloc(#2, 4)\n"
                                    "8 #4 = aligned_alloc(16, 5)\n");
    COMPARE_TEXT(problems(trace), "2:1 the second half of this reallocation is missing\n"
                                  "4:1 0x0 is reallocated, and was never allocated\n"
                                  "9:1 the second half of this reallocation is missing\n");
    QCOMPARE(trace.recording->skipped_lines, std::uint64_t{2});
    QCOMPARE(trace.recording->unmatched_reallocs, std::uint64_t{1});
}

void MtraceTest::addresses_are_used_again() {
    const Trace trace = trace_of(read_text("+ 0x10 0x1\n- 0x10\n+ 0x10 0x2\n- 0x10\n- 0x10\n"
                                           "+ 0x20 0x3\n< 0x20\n> 0x30 0x4\n- 0x20\n+ 0x20 0x5\n"));
    COMPARE_TEXT(operations(trace), "1 #1 = aligned_alloc(16, 1)\n2 free(#1)\n3 #2 = aligned_alloc(16, 2)\n4 free(#2)\n"
                                    "6 #3 = aligned_alloc(16, 3)\n8 #3 = realloc(#3, 4)\n"
                                    "10 #4 = aligned_alloc(16, 5)\n");
    COMPARE_TEXT(problems(trace), "5:1 0x10 is freed, and was never allocated\n"
                                  "9:1 0x20 is freed, and was never allocated\n");
}

void MtraceTest::counts_what_does_not_fit() {
    const Trace trace = trace_of(read_text("- 0x70\n"
                                           "+ 0x10 0x1\n"
                                           "+ 0x10 0x2\n"
                                           "< 0x80\n"
                                           "> 0x90 0x3\n"
                                           "< 0x90\n"
                                           "> 0x10 0x4\n"
                                           "- 0x90\n"));
    COMPARE_TEXT(operations(trace), "2 #1 = aligned_alloc(16, 1)\n"
                                    "3 free(#1)\n"
                                    "3 #2 = aligned_alloc(16, 2)\n"
                                    "5 #3 = aligned_alloc(16, 3)\n"
                                    "7 free(#2)\n"
                                    "7 #3 = realloc(#3, 4)\n");
    COMPARE_TEXT(problems(trace), "1:1 0x70 is freed, and was never allocated\n"
                                  "3:1 0x10 is allocated while it is live\n"
                                  "5:1 0x80 is reallocated, and was never allocated\n"
                                  "7:1 0x10 is allocated while it is live\n"
                                  "8:1 0x90 is freed, and was never allocated\n");
    QCOMPARE(trace.recording->unmatched_frees, std::uint64_t{2});
    QCOMPARE(trace.recording->unmatched_reallocs, std::uint64_t{1});
    QCOMPARE(trace.recording->double_allocations, std::uint64_t{2});
    QCOMPARE(trace.recording->peak_bytes, std::uint64_t{5});
    QVERIFY(!trace.recording->cut_off);
}

void MtraceTest::skips_what_cannot_be_read_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("column");
    const auto row = [](const char* line, int column) { QTest::newRow(line) << QString::fromLatin1(line) << column; };
    row("x35", 1);
    row(" + 0x10 0x1", 1);
    row("+ 0x20", 7);
    row("+ 0x20 20", 8);
    row("+ 0x 0x20", 5);
    row("+ 0x12345678123456781 0x20", 21);
    row("- 0x10 0x20", 8);
    row("- 10", 3);
    row("* 0x10", 1);
    row("@ lua5.4:[0x562ada]", 3);
    row("@ lua5.4:[562ada] + 0x20 0x1", 3);
    row("@ lua5.4[0x562ada] + 0x20 0x1", 3);
    row("@ lua5.4:(f)[0x562ada] + 0x20 0x1", 3);
    row("@ lua:(lu lua:(f+1)[0x562ada] + 0x20 0x1", 3);
    row("@ lua:[0x56] +- 0x20", 15);
    row("@ lua:[0x56] (f+1)[0x57] - 0x20", 14);
}

void MtraceTest::skips_what_cannot_be_read() {
    QFETCH(const QString, line);
    QFETCH(const int, column);
    const Trace trace = trace_of(read_text("+ 0x10 0x1\n" + line.toStdString() + "\n- 0x10\n"));
    COMPARE_TEXT(operations(trace), "1 #1 = aligned_alloc(16, 1)\n3 free(#1)\n");
    QCOMPARE(trace.recording->skipped_lines, std::uint64_t{1});
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(trace.diagnostics[0].line, 2U);
    QCOMPARE(trace.diagnostics[0].severity, Severity::warning);
    QVERIFY(QString::fromStdString(trace.diagnostics[0].title).contains(line.left(40)));
    QCOMPARE(static_cast<int>(trace.diagnostics[0].column), column);
}

void MtraceTest::bears_windows_line_ends_and_blank_lines() {
    const Trace trace = trace_of(read_text("= Start\r\n\r\n@ a:[0x1] + 0x10 0x1\r\n   \n- 0x10 \r\n= End\r\n"));
    COMPARE_TEXT(operations(trace), "3 #1 = aligned_alloc(16, 1)\n5 free(#1)\n");
    COMPARE_TEXT(problems(trace), "");
}

void MtraceTest::bears_holes_and_endless_lines() {
    const std::string hole(45'000, '\0');
    const std::string endless(5'000'000, 'x');
    const Trace trace = trace_of(
        read_text("+ 0x10 0x1\n" + hole + "- 0x10\n" + endless + "\n- 0x10\n" + endless + "+ 0x10 0x1\n+ 0x20 0x2\n"));
    COMPARE_TEXT(operations(trace), "1 #1 = aligned_alloc(16, 1)\n4 free(#1)\n6 #2 = aligned_alloc(16, 2)\n");
    COMPARE_TEXT(problems(trace), "2:1 this line has a hole: several processes wrote into this recording\n"
                                  "3:1 this line is longer than a megabyte\n"
                                  "5:1 this line is longer than a megabyte\n");
    QCOMPARE(trace.recording->lines, std::uint64_t{6});
}

void MtraceTest::distrusts_a_last_line_without_an_end() {
    const Trace trace = trace_of(read_text("+ 0x10 0x1\n+ 0x20 0x1"));
    COMPARE_TEXT(operations(trace), "1 #1 = aligned_alloc(16, 1)\n");
    COMPARE_TEXT(problems(trace), "2:0 the recording ends in the middle of a line\n");
    QVERIFY(trace.recording->cut_off);
    QCOMPARE(trace.recording->skipped_lines, std::uint64_t{0});
}

void MtraceTest::reports_a_bounded_number() {
    std::string text = "+ 0x10 0x1\n";
    for (int i = 0; i < 1000; ++i) {
        text += "- 0x20\nnonsense\n";
    }
    const Trace trace = trace_of(read_text(text));
    QCOMPARE(trace.recording->unmatched_frees, std::uint64_t{1000});
    QCOMPARE(trace.recording->skipped_lines, std::uint64_t{1000});
    QCOMPARE(trace.diagnostics.size(), std::size_t{42});
    COMPARE_TEXT(trace.diagnostics[40].title, "and 980 more lines that cannot be read");
    COMPARE_TEXT(trace.diagnostics[41].title, "and 980 more frees of what was never allocated");
}

void MtraceTest::bears_every_cut() {
    check_every_cut("= Start\n@ lib.so:(f+9)[0x1] + 0x10 0x11\n@ lib.so:[0x2] < 0x10\n@ lib.so:[0x2] > 0x20 0x22\n"
                    "- 0x20\n! 0x20 0x1\n= End\n");
}

QTEST_GUILESS_MAIN(MtraceTest)
#include "mtrace_test.moc"
