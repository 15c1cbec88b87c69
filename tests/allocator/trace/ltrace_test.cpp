// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What ltrace prints, in its many forms.
#include "tests/allocator/trace/recording_text.h"

using namespace firstfit;
using namespace firstfit::test;

class LtraceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_every_function();
    void reads_every_form_of_a_line();
    void joins_calls_that_were_split();
    void nested_calls_find_their_own_end();
    void frees_where_the_call_begins();
    void knows_what_posix_memalign_gave_where_it_is_shown();
    void reads_one_thread_only();
    void skips_what_cannot_be_read_data();
    void skips_what_cannot_be_read();
    void bears_every_cut();
};

void LtraceTest::reads_every_function() {
    const Trace trace = trace_of(read_text("malloc(24)                                       = 0x1000\n"
                                           "calloc(3, 8)                                     = 0x2000\n"
                                           "realloc(0x1000, 100)                             = 0x3000\n"
                                           "realloc(nil, 5)                                  = 0x4000\n"
                                           "realloc(0, 6)                                    = 0x5000\n"
                                           "realloc(0x5000, 0)                               = 0\n"
                                           "memalign(64, 7)                                  = 0x6000\n"
                                           "aligned_alloc(128, 256)                          = 0x7000\n"
                                           "reallocarray(0x6000, 4, 9)                       = 0x6000\n"
                                           "valloc(10)                                       = 0x8000\n"
                                           "malloc(0xffffffffffff)                           = 0\n"
                                           "realloc(0x3000, 0xffffffffffff)                  = nil\n"
                                           "free(0x3000)                                     = <void>\n"
                                           "free(nil)                                        = <void>\n"
                                           "strlen(\"malloc(1) = 0x9000\")                     = 18\n"
                                           "+++ exited (status 0) +++\n"));
    COMPARE_TEXT(operations(trace), "1 #1 = aligned_alloc(16, 24)\n"
                                    "2 #2 = aligned_alloc(16, 24)\n"
                                    "3 #1 = realloc(#1, 100)\n"
                                    "4 #3 = aligned_alloc(16, 5)\n"
                                    "5 #4 = aligned_alloc(16, 6)\n"
                                    "6 free(#4)\n"
                                    "7 #5 = aligned_alloc(64, 7)\n"
                                    "8 #6 = aligned_alloc(128, 256)\n"
                                    "9 #5 = realloc(#5, 36)\n"
                                    "10 #7 = aligned_alloc(4096, 10)\n"
                                    "13 free(#1)\n");
    QCOMPARE(trace.kind, TraceKind::ltrace);
    QCOMPARE(trace.recording->failed_requests, std::uint64_t{2});
    QCOMPARE(trace.recording->ignored_records, std::uint64_t{3}); // free(NULL), strlen, the exit
    QCOMPARE(trace.recording->skipped_lines, std::uint64_t{0});
    QVERIFY(!trace.recording->tells_threads);
    QVERIFY(trace.sites.empty());
}

void LtraceTest::reads_every_form_of_a_line() {
    const Trace trace =
        trace_of(read_text("[pid 8] libjq.so.1->malloc(1) = 0x1000\n"
                           "[pid   9] malloc@libc.so.6(2) = 0x2000\n"
                           "12:34:56.789012 malloc(3) = 0x3000 <0.000123>\n"
                           "[0x401136] malloc(4) = 0x4000\n"
                           "[pid 8] 0.000321 [0x401136] ls->malloc@libc.so.6(5) = 0x5000\r\n"
                           "free(0x1000) = <void> <0.000123>\n"
                           "7 16:06:47.957548 [0x401136] ls->malloc(6 <unfinished ...>\n"
                           "8 prog->free(0x2000)                   = <void>\n"
                           "7 16:06:47.957983 [0x401136] <... malloc resumed> ) = 0x6000 <0.000440>\n"));
    COMPARE_TEXT(operations(trace),
                 "1 #1 = aligned_alloc(16, 1)\n2 #2 = aligned_alloc(16, 2)\n"
                 "3 #3 = aligned_alloc(16, 3)\n4 #4 = aligned_alloc(16, 4)\n"
                 "5 #5 = aligned_alloc(16, 5)\n6 free(#1)\n8 free(#2)\n9 #6 = aligned_alloc(16, 6)\n");
    COMPARE_TEXT(site(trace, 1), "somewhere in libjq.so.1");
    COMPARE_TEXT(site(trace, 2), "-");
    COMPARE_TEXT(site(trace, 4), "0x401136");
    COMPARE_TEXT(site(trace, 5), "0x401136 in ls");
    COMPARE_TEXT(site(trace, 8), "0x401136 in ls");
    QVERIFY(trace.recording->tells_threads);
    QVERIFY((trace.recording->threads == std::vector<std::uint32_t>{8, 9, 7}));
    COMPARE_TEXT(problems(trace), "");
}

void LtraceTest::joins_calls_that_were_split() {
    const Trace trace = trace_of(read_text("[pid 8] libx.so->malloc(24 <unfinished ...>\n"
                                           "[pid 9] malloc(48 <unfinished ...>\n"
                                           "[pid 8] <... malloc resumed> )                    = 0x1000\n"
                                           "[pid 9] <... malloc resumed> )                    = 0x2000\n"
                                           "[pid 9] realloc(0x1000, 99 <unfinished ...>\n"
                                           "[pid 9] <... realloc resumed> )                   = 0x3000\n"
                                           "[pid 9] memalign(64 <unfinished ...>\n"
                                           "[pid 9] <... memalign resumed> , 7)               = 0x4000\n"
                                           "[pid 8] malloc(1 <unfinished ...>\n"));
    COMPARE_TEXT(operations(trace), "3 #1 = aligned_alloc(16, 24)\n4 #2 = aligned_alloc(16, 48)\n"
                                    "6 #1 = realloc(#1, 99)\n8 #3 = aligned_alloc(64, 7)\n");
    COMPARE_TEXT(site(trace, 1), "somewhere in libx.so");
    COMPARE_TEXT(problems(trace), "");
    QCOMPARE(trace.recording->ignored_records, std::uint64_t{1}); // the last one never returned
}

void LtraceTest::nested_calls_find_their_own_end() {
    const Trace trace = trace_of(read_text("calloc(2, 8 <unfinished ...>\n"
                                           "malloc(5 <unfinished ...>\n"
                                           "malloc(6 <unfinished ...>\n"
                                           "<... malloc resumed> ) = 0x6000\n"
                                           "<... malloc resumed> ) = 0x5000\n"
                                           "<... calloc resumed> ) = 0x1000\n"
                                           "fopen(\"x\" <unfinished ...>\n"
                                           "<... fopen resumed> ) = 0x9000\n"
                                           "<... calloc resumed> ) = 0x7000\n"));
    COMPARE_TEXT(operations(trace), "4 #1 = aligned_alloc(16, 6)\n5 #2 = aligned_alloc(16, 5)\n"
                                    "6 #3 = aligned_alloc(16, 16)\n");
    COMPARE_TEXT(problems(trace), "9:1 this is no line of ltrace: '<... calloc resumed> ) = 0x7000'\n");
}

void LtraceTest::frees_where_the_call_begins() {
    const Trace trace = trace_of(read_text("[pid 8] malloc(24) = 0x1000\n"
                                           "[pid 8] free(0x1000 <unfinished ...>\n"
                                           "[pid 9] malloc(25) = 0x1000\n"
                                           "[pid 8] <... free resumed> ) = <void>\n"));
    COMPARE_TEXT(operations(trace), "1 #1 = aligned_alloc(16, 24)\n2 free(#1)\n3 #2 = aligned_alloc(16, 25)\n");
    COMPARE_TEXT(problems(trace), "");
}

void LtraceTest::knows_what_posix_memalign_gave_where_it_is_shown() {
    const Trace trace = trace_of(read_text("posix_memalign([0x1000], 64, 100) = 0\n"
                                           "free(0x1000) = <void>\n"
                                           "posix_memalign(0x7ffd0010, 32, 50) = 0\n"
                                           "posix_memalign(0x7ffd0010, 32, 60) = 12\n"));
    COMPARE_TEXT(operations(trace), "1 #1 = aligned_alloc(64, 100)\n2 free(#1)\n3 #2 = aligned_alloc(32, 50)\n");
    COMPARE_TEXT(problems(trace), "3:1 ltrace does not tell what address posix_memalign gave\n"
                                  "4:1 a request for 60 bytes failed when it was recorded\n");
}

void LtraceTest::reads_one_thread_only() {
    ReadOptions options;
    options.thread = 9;
    const Trace trace = trace_of(read_text("[pid 8] malloc(1) = 0x1000\n"
                                           "[pid 9] malloc(2) = 0x2000\n"
                                           "[pid 9] free(0x1000) = <void>\n"
                                           "[pid 8] free(0x2000) = <void>\n",
                                           options));
    COMPARE_TEXT(operations(trace), "2 #1 = aligned_alloc(16, 2)\n4 free(#1)\n");
    QCOMPARE(trace.recording->left_out, std::uint64_t{2});
    QVERIFY((trace.recording->threads == std::vector<std::uint32_t>{8, 9}));
}

void LtraceTest::skips_what_cannot_be_read_data() {
    QTest::addColumn<QString>("line");
    for (const char* const line :
         {"malloc(x) = 0x2000", "malloc() = 0x2000", "malloc(5)", "malloc(5) = ?", "malloc",
          "malloc(5) = 0x2000 and more", "[pid x] malloc(5) = 0x2000", "Hello, World", "realloc(0x1000) = 0x2000",
          "calloc(5) = 0x10", "[pid 99999999999] malloc(5) = 0x2"}) {
        QTest::newRow(line) << QString::fromLatin1(line);
    }
}

void LtraceTest::skips_what_cannot_be_read() {
    QFETCH(const QString, line);
    const Trace trace = trace_of(read_text("malloc(8) = 0x1000\n" + line.toStdString() + "\nfree(0x1000) = <void>\n"));
    COMPARE_TEXT(operations(trace), "1 #1 = aligned_alloc(16, 8)\n3 free(#1)\n");
    COMPARE_TEXT(problems(trace), "2:1 this is no line of ltrace: '" + line.toStdString() + "'\n");
}

void LtraceTest::bears_every_cut() {
    check_every_cut("[pid 8] libx.so->malloc(24 <unfinished ...>\n[pid 9] malloc(48) = 0x2000\n"
                    "[pid 8] <... malloc resumed> )                    = 0x1000\n"
                    "free(0x1000) = <void>\nposix_memalign([0x3000], 64, 100) = 0\n+++ exited (status 0) +++\n");
}

QTEST_GUILESS_MAIN(LtraceTest)
#include "ltrace_test.moc"
