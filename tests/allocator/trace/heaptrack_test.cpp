// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The format of heaptrack --raw. The lines are those that heaptrack 1.4 wrote, with smaller numbers.
#include "tests/allocator/trace/recording_text.h"

using namespace firstfit;
using namespace firstfit::test;

class HeaptrackTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_allocations_and_frees();
    void finds_the_object_of_an_address();
    void reads_the_older_form_of_names();
    void keeps_the_tree_of_callers();
    void modules_that_are_listed_anew_replace_the_old();
    void an_unreadable_call_site_keeps_its_number();
    void skips_what_cannot_be_read_data();
    void skips_what_cannot_be_read();
    void refuses_the_interpreted_kind();
    void bears_every_cut();
};

namespace {

const std::string head = "v 10400 3\n"
                         "x b /usr/bin/ls\n"
                         "X /bin/ls /tmp\n"
                         "I 1000 5e2922\n";

} // namespace

void HeaptrackTest::reads_allocations_and_frees() {
    const Trace trace = trace_of(read_text(head + "t 1000 0\n"
                                                  "+ 11c00 1 55ca\n"
                                                  "c 5\n"
                                                  "+ 1f 1 7fff00001000\n"
                                                  "- 55ca\n"
                                                  "R 484\n"
                                                  "- 99\n"
                                                  "A\n"
                                                  "S suppression\n"
                                                  "# comment\n"));
    COMPARE_TEXT(operations(trace), "6 #1 = aligned_alloc(16, 72704)\n"
                                    "8 #2 = aligned_alloc(16, 31)\n"
                                    "9 free(#1)\n");
    QCOMPARE(trace.kind, TraceKind::heaptrack);
    RecordingFacts facts;
    facts.lines = 14;
    facts.ignored_records = 10; // v x X I t c R A S #
    facts.unmatched_frees = 1;
    facts.peak_bytes = 72704 + 31;
    facts.command = "/bin/ls /tmp";
    QVERIFY(*trace.recording == facts);
    COMPARE_TEXT(problems(trace), "11:1 0x99 is freed, and was never allocated\n");
}

void HeaptrackTest::finds_the_object_of_an_address() {
    const Trace trace =
        trace_of(read_text(head + "m 1 -\n"
                                  "m 1 x 10000 0 100 4000 200\n"
                                  "m 10 /lib/my lib.so.1 20000 0 1000\n"
                                  "t 100ff 0\n"
                                  "t 10100 0\n"
                                  "t 141ff 0\n"
                                  "t 20000 0\n"
                                  "t fff 0\n"
                                  "+ 1 1 10\n+ 1 2 20\n+ 1 3 30\n+ 1 4 40\n+ 1 5 50\n+ 1 0 60\n+ 1 6 70\n"));
    COMPARE_TEXT(site(trace, 1), "0xff in ls");
    COMPARE_TEXT(site(trace, 2), "0x10100");
    COMPARE_TEXT(site(trace, 3), "0x41ff in ls");
    COMPARE_TEXT(site(trace, 4), "somewhere in my lib.so.1");
    COMPARE_TEXT(site(trace, 5), "0xfff");
    COMPARE_TEXT(site(trace, 6), "-");
    COMPARE_TEXT(site(trace, 7), "-");
    COMPARE_TEXT(problems(trace), "");
}

void HeaptrackTest::reads_the_older_form_of_names() {
    const Trace trace = trace_of(read_text("v 10200 2\n"
                                           "x /usr/bin/ls\n"
                                           "m -\n"
                                           "m x 10000 0 100\n"
                                           "m /lib/libc.so.6 20000 0 1000\n"
                                           "t 20010 0\n"
                                           "t 10010 1\n"
                                           "+ 8 1 10\n"
                                           "+ 8 2 20\n"));
    COMPARE_TEXT(site(trace, 1), "0x10 in libc.so.6");
    COMPARE_TEXT(site(trace, 2), "0x10 in ls");
    COMPARE_TEXT(problems(trace), "");
}

void HeaptrackTest::keeps_the_tree_of_callers() {
    const Trace trace = trace_of(read_text(head + "t 10 0\nt 20 1\nt 30 2\nt 40 1\nt 50 77\n+ 1 3 8\n+ 1 4 9\n"));
    QCOMPARE(trace.call_sites.size(), std::size_t{5});
    QCOMPARE(trace.sites[0], CallSiteId{2});
    QCOMPARE(trace.call_sites[2].caller, CallSiteId{1});
    QCOMPARE(trace.call_sites[1].caller, CallSiteId{0});
    QCOMPARE(trace.call_sites[0].caller, no_call_site);
    QCOMPARE(trace.call_sites[3].caller, CallSiteId{0});
    QCOMPARE(trace.call_sites[4].caller, no_call_site);
}

void HeaptrackTest::modules_that_are_listed_anew_replace_the_old() {
    const Trace trace = trace_of(read_text(head + "m 3 one 1000 0 100\nt 1010 0\nm 1 -\nm 3 two 1000 0 100\nt 1010 1\n"
                                                  "+ 1 1 10\n+ 1 2 20\n"));
    COMPARE_TEXT(site(trace, 1), "0x10 in one");
    COMPARE_TEXT(site(trace, 2), "0x10 in two");
}

void HeaptrackTest::an_unreadable_call_site_keeps_its_number() {
    const Trace trace = trace_of(read_text(head + "t 10 0\nt what 0\nt 30 0\n+ 1 3 8\n"));
    QCOMPARE(trace.call_sites.size(), std::size_t{3});
    COMPARE_TEXT(site(trace, 1), "0x30");
    QCOMPARE(trace.recording->skipped_lines, std::uint64_t{1});
}

void HeaptrackTest::skips_what_cannot_be_read_data() {
    QTest::addColumn<QString>("line");
    for (const char* const line : {"+ 8 1", "+ 8 1 zz", "+ 8 1 10 20", "-", "- ", "- 0x10", "+8 1 20", "q 1",
                                   "m 5 short", "m 3 lib 10 20", "- 12345678123456781", "nonsense"}) {
        QTest::newRow(line) << QString::fromLatin1(line);
    }
}

void HeaptrackTest::skips_what_cannot_be_read() {
    QFETCH(const QString, line);
    const Trace trace = trace_of(read_text(head + "+ 8 0 10\n" + line.toStdString() + "\n- 10\n"));
    COMPARE_TEXT(operations(trace), "5 #1 = aligned_alloc(16, 8)\n7 free(#1)\n");
    QCOMPARE(trace.recording->skipped_lines, std::uint64_t{1});
    QCOMPARE(trace.diagnostics.size(), std::size_t{1});
    QCOMPARE(trace.diagnostics[0].line, 6U);
}

void HeaptrackTest::refuses_the_interpreted_kind() {
    const ReadRefusal refused = refusal_of(read_text("v 10400 3\nX /bin/ls /tmp\nI 1000 5e2922\ns b /usr/bin/ls\n"
                                                     "i 7f29b36e0b9f 9 0 d 0\nt 1 0\na 11c00 1\n+ 0\n- 0\n"));
    COMPARE_TEXT(refused.title, "test.file is an interpreted heaptrack recording");
    QVERIFY(refused.advice.find("heaptrack --raw") != std::string::npos);
}

void HeaptrackTest::bears_every_cut() {
    check_every_cut(head +
                    "m 1 -\nm 1 x 10000 0 100 4000 200\nt 10010 0\n+ 11c00 1 55ca\n+ 8 1 66ca\n- 55ca\nc 5\n- 66ca\n");
}

QTEST_GUILESS_MAIN(HeaptrackTest)
#include "heaptrack_test.moc"
