// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Real recordings against numbers that were counted otherwise, options, call sites' names, and the table of addresses.
#include "allocator/heap/heap.h"
#include "allocator/trace/flat_table.h"
#include "allocator/trace/symbolise.h"
#include "tests/allocator/trace/recording_text.h"

#include <QFile>
#include <QTemporaryDir>

#include <array>
#include <random>
#include <unordered_map>

using namespace firstfit;
using namespace firstfit::test;

class RecordingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_real_recordings_data();
    void reads_real_recordings();
    void knows_where_jq_allocates();
    void a_range_begins_with_an_empty_heap();
    void a_size_decides_for_a_whole_life();
    void options_that_leave_nothing_are_refused();
    void a_thread_is_refused_where_none_are_told();
    void an_alignment_is_for_those_that_tell_none();
    void a_file_without_operations_is_refused();
    void call_sites_get_their_names();
    void call_sites_stay_addresses_where_there_are_no_names();
    void reads_like_heaptrack_itself();
    void an_example_fails_in_a_small_heap_though_most_is_free();
    void examples_are_whole();
    void the_table_is_a_map();
};

void RecordingTest::reads_real_recordings_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<std::uint64_t>("allocations");
    QTest::addColumn<std::uint64_t>("frees");
    QTest::addColumn<std::uint64_t>("reallocations");
    QTest::addColumn<std::uint64_t>("lines");
    QTest::addColumn<std::uint64_t>("peak");
    QTest::addColumn<RecordingFacts>("facts");
    const auto row = [](const char* file, std::uint64_t allocations, std::uint64_t frees, std::uint64_t reallocations,
                        std::uint64_t lines, std::uint64_t peak, const RecordingFacts& facts) {
        QTest::newRow(file) << QString::fromLatin1(file) << allocations << frees << reallocations << lines << peak
                            << facts;
    };
    // zcat FILE | wc -l; zcat FILE | grep -ac ' + 0x'; ' - 0x'; ' > 0x'. The peak by a loop over a dictionary, in
    // Python.
    row("lua", 2894, 2894, 100, 5989, 145899, {});
    row("sqlite", 1947, 1947, 40, 3975, 329271, {});
    row("jq", 10808, 10807, 0, 21616, 706299, {});
    // bash forks, and its children write into the same file, over one another. Counted by a regular expression for
    // whole lines and a dictionary, in Python; a second allocation at an address is one free more.
    RecordingFacts bash;
    bash.skipped_lines = 59;
    bash.unmatched_frees = 7822;
    bash.unmatched_reallocs = 2;
    bash.double_allocations = 655;
    row("bash", 6932, 6314, 51, 20577, 33573, bash);
}

void RecordingTest::reads_real_recordings() {
    QFETCH(const QString, file);
    const QString path = QStringLiteral(FIRSTFIT_TEST_DATA "/traces/") + file + QStringLiteral(".mtrace.gz");
    const Trace trace = trace_of(read_recording(path.toStdString()));
    std::array<std::uint64_t, 7> count{};
    for (const Operation& operation : trace.operations) {
        ++count[static_cast<std::size_t>(operation.kind)];
        QCOMPARE(operation.alignment, operation.kind == OperationKind::deallocate ? 0U : 16U);
    }
    QTEST(count[static_cast<std::size_t>(OperationKind::allocate)], "allocations");
    QTEST(count[static_cast<std::size_t>(OperationKind::deallocate)], "frees");
    QTEST(count[static_cast<std::size_t>(OperationKind::reallocate)], "reallocations");
    QTEST(trace.recording->lines, "lines");
    QTEST(trace.recording->peak_bytes, "peak");
    QFETCH(const RecordingFacts, facts);
    QCOMPARE(trace.recording->skipped_lines, facts.skipped_lines);
    QCOMPARE(trace.recording->unmatched_frees, facts.unmatched_frees);
    QCOMPARE(trace.recording->unmatched_reallocs, facts.unmatched_reallocs);
    QCOMPARE(trace.recording->double_allocations, facts.double_allocations);
    QCOMPARE(trace.recording->failed_requests, std::uint64_t{0});
    QVERIFY(!trace.recording->cut_off);
    QCOMPARE(trace.sites.size(), trace.operations.size());
    QVERIFY(trace.names.empty());
}

void RecordingTest::knows_where_jq_allocates() {
    const Trace trace = trace_of(read_recording(FIRSTFIT_TEST_DATA "/traces/jq.mtrace.gz"));
    std::unordered_map<std::string, int> operations;
    for (const CallSiteId id : trace.sites) {
        const CallSite& from = trace.call_sites[id.value];
        ++operations[from.function.empty() ? from.object : from.function];
    }
    // zcat jq.mtrace.gz | grep -c '(jv_mem_alloc+'; '(jv_mem_realloc+'; '@ jq:\['; '@ libjq.so.1:\['
    QCOMPARE(operations["jv_mem_alloc"], 8770);
    QCOMPARE(operations["jv_mem_realloc"], 143);
    QCOMPARE(operations["jq"], 4);
    QCOMPARE(operations["libjq.so.1"], 10371);
}

namespace {

const char* const six_operations = "+ 0x10 0x10\n"
                                   "+ 0x20 0x200\n"
                                   "< 0x10\n> 0x30 0x300\n"
                                   "+ 0x40 0x40\n"
                                   "- 0x40\n"
                                   "- 0x30\n";

} // namespace

void RecordingTest::a_range_begins_with_an_empty_heap() {
    ReadOptions options;
    options.first = 2;
    options.last = 5;
    const Trace trace = trace_of(read_text(six_operations, options));
    COMPARE_TEXT(operations(trace), "2 #1 = aligned_alloc(16, 512)\n5 #2 = aligned_alloc(16, 64)\n6 free(#2)\n");
    QCOMPARE(trace.recording->left_out, std::uint64_t{3});
    QCOMPARE(trace.recording->peak_bytes, std::uint64_t{512 + 64});
    QCOMPARE(trace.recording->unmatched_frees, std::uint64_t{0});
    options.first = 1;
    options.last = 2;
    COMPARE_TEXT(operations(trace_of(read_text(six_operations, options))),
                 "1 #1 = aligned_alloc(16, 16)\n2 #2 = aligned_alloc(16, 512)\n");
    options.last = 4;
    COMPARE_TEXT(
        operations(trace_of(read_text("+ 0x10 0x1\n- 0x10\n+ 0x10 0x2\n+ 0x20 0x3\n- 0x10\n- 0x20\n", options))),
        "1 #1 = aligned_alloc(16, 1)\n2 free(#1)\n3 #2 = aligned_alloc(16, 2)\n4 #3 = aligned_alloc(16, 3)\n");
}

void RecordingTest::a_size_decides_for_a_whole_life() {
    ReadOptions options;
    options.max_bytes = 0x40;
    options.min_bytes = 0x10;
    const Trace trace = trace_of(read_text(six_operations, options));
    COMPARE_TEXT(operations(trace), "1 #1 = aligned_alloc(16, 16)\n4 #1 = realloc(#1, 768)\n"
                                    "5 #2 = aligned_alloc(16, 64)\n6 free(#2)\n7 free(#1)\n");
    QCOMPARE(trace.recording->left_out, std::uint64_t{1});
    options.min_bytes = 0x11;
    COMPARE_TEXT(operations(trace_of(read_text(six_operations, options))),
                 "5 #1 = aligned_alloc(16, 64)\n6 free(#1)\n");
}

void RecordingTest::options_that_leave_nothing_are_refused() {
    ReadOptions options;
    options.min_bytes = 0x1000;
    const ReadRefusal refused = refusal_of(read_text(six_operations, options));
    COMPARE_TEXT(refused.title, "nothing of test.file is left");
    QVERIFY(refused.advice.find("all of its 6 operations") != std::string::npos);
}

void RecordingTest::a_thread_is_refused_where_none_are_told() {
    ReadOptions options;
    options.thread = 1;
    const ReadRefusal refused = refusal_of(read_text(six_operations, options));
    COMPARE_TEXT(refused.title, "test.file does not tell threads");
    COMPARE_TEXT(refused.advice, "It is a glibc mtrace recording; only ltrace logs do. Leave the thread out.");
}

void RecordingTest::an_alignment_is_for_those_that_tell_none() {
    ReadOptions options;
    options.alignment = 8;
    const Trace trace = trace_of(read_text("malloc(1) = 0x10\nmemalign(64, 2) = 0x40\n", options));
    COMPARE_TEXT(operations(trace), "1 #1 = aligned_alloc(8, 1)\n2 #2 = aligned_alloc(64, 2)\n");
    QCOMPARE(trace.recording->default_alignment, 8U);
}

void RecordingTest::a_file_without_operations_is_refused() {
    COMPARE_TEXT(refusal_of(read_text("= Start\n= End\n")).title, "test.file holds no operation");
    const ReadRefusal refused = refusal_of(read_text("= Start\n@ nonsense + 0x10\n"));
    QCOMPARE(refused.line, 2U);
    QVERIFY(refused.advice.find("this is no line of mtrace") != std::string::npos);
}

// /bin/cat in the place of heaptrack_interpret: the recording itself has the lines that it would print.
void RecordingTest::call_sites_get_their_names() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("prog.raw"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("v 10400 3\nx 4 prog\nt 1 0\nt 2 1\nt 3 1\n+ 8 2 10\n"
               "s 4 main\ns 8 a file.c\ns c operator new\ni 1000 0 1 2 e\ni 1010 0 3\n");
    file.close();
    Trace trace = trace_of(read_recording(path.toStdString()));
    const Symbolised done = symbolise(trace, path.toStdString(), {}, "/bin/cat");
    COMPARE_TEXT(done.problem, "");
    QCOMPARE(done.named, std::size_t{2});
    COMPARE_TEXT(to_string(trace.call_sites[0]), "main (a file.c:14)");
    COMPARE_TEXT(to_string(trace.call_sites[1]), "operator new");
    COMPARE_TEXT(to_string(trace.call_sites[2]), "0x3");
    QCOMPARE(trace.call_sites[1].caller, CallSiteId{0});
}

void RecordingTest::call_sites_stay_addresses_where_there_are_no_names() {
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("prog.raw")).toStdString();
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("v 10400 3\nx 4 prog\nt 1 0\n+ 8 1 10\n");
    file.close();
    Trace trace = trace_of(read_recording(path));
    const std::vector<CallSite> before = trace.call_sites;
    const auto problem = [&](const std::string& interpret, const std::string& from) {
        return symbolise(trace, from, {}, interpret).problem;
    };
    COMPARE_TEXT(problem("", path), "heaptrack_interpret is not installed, so call sites have no names");
    COMPARE_TEXT(problem("/nonexistent/interpret", path),
                 "heaptrack_interpret cannot be started: No such file or directory");
    COMPARE_TEXT(problem("/bin/false", path), "heaptrack_interpret gave up: it ended with status 1");
    COMPARE_TEXT(problem("/bin/true", path), "heaptrack_interpret tells of 0 call sites instead of 1");
    COMPARE_TEXT(problem("/bin/cat", path), "no call site has a name");
    COMPARE_TEXT(problem("/bin/cat", path + ".gone"), "prog.raw.gone does not exist");
    QVERIFY(symbolise(
                trace, path, [](const ReadProgress&) { return false; }, "/bin/cat")
                .cancelled);
    QVERIFY(trace.call_sites == before);
    Trace other = trace_of(read_text("@ a:[0x1] + 0x10 0x1\n"));
    COMPARE_TEXT(symbolise(other, path, {}, "").problem, "");
}

// The example's numbers as heaptrack_interpret 1.4 says them on its standard error.
void RecordingTest::reads_like_heaptrack_itself() {
    const std::string path = FIRSTFIT_EXAMPLES "/words.raw.zst";
    Trace trace = trace_of(read_recording(path));
    const auto of_kind = [&](OperationKind kind) {
        return std::count_if(trace.operations.begin(), trace.operations.end(),
                             [&](const Operation& operation) { return operation.kind == kind; });
    };
    QCOMPARE(of_kind(OperationKind::allocate), 4543);
    QCOMPARE(of_kind(OperationKind::allocate) - of_kind(OperationKind::deallocate), 1413);
    const std::string interpret = find_heaptrack_interpret();
    if (interpret.empty()) {
        QSKIP("heaptrack is not installed");
    }
    // The program itself is not on this machine; the numbers of call sites agree all the same, or this is a problem.
    const Symbolised done = symbolise(trace, path, {}, interpret);
    QVERIFY2(done.named > 0 || done.problem == "no call site has a name", done.problem.c_str());
}

namespace {

/// The number of the first operation that fails in a heap of so many blocks of 16 bytes, 0 = none, and the heap before
/// it.
std::size_t first_failure(const Trace& trace, std::uint32_t blocks, Metrics& before) {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    geometry.block_size = 16;
    Heap heap(geometry);
    for (std::size_t i = 0; i < trace.operations.size(); ++i) {
        before = heap.metrics();
        if (!heap.apply(trace.operations[i], OperationIndex{static_cast<std::uint32_t>(i + 1)}).ok()) {
            return i + 1;
        }
    }
    return 0;
}

} // namespace

void RecordingTest::an_example_fails_in_a_small_heap_though_most_is_free() {
    const Trace trace = trace_of(read_recording(FIRSTFIT_EXAMPLES "/messages.mtrace"));
    Metrics before;
    const std::size_t failed = first_failure(trace, 320, before);
    QVERIFY(failed != 0);
    // 48 notes of 24 bytes take two blocks each, and nothing else is left: 320 - 96.
    QCOMPARE(before.free.value, 224U);
    QCOMPARE(trace.operations[failed - 1].size, std::uint64_t{1200});
    QVERIFY(before.largest_chunk.value < 75); // 1200 / 16
    COMPARE_TEXT(site(trace, failed), "write_report+9 in messages");
    QCOMPARE(first_failure(trace, 400, before), std::size_t{0});
}

void RecordingTest::examples_are_whole() {
    for (const char* const name : {"messages.mtrace", "words.raw.zst", "editor.rep"}) {
        const Trace trace = trace_of(read_recording(std::string(FIRSTFIT_EXAMPLES "/") + name));
        QVERIFY2(trace.diagnostics.empty(), name);
        QVERIFY(!trace.recording->cut_off);
    }
}

// The same requests to the table and to the standard library's, on few keys that often share a place.
void RecordingTest::the_table_is_a_map() {
    struct Number {
        std::uint32_t value = 0;
        [[nodiscard]] bool is_empty() const noexcept { return value == 0; }
    };
    FlatTable<Number> table;
    std::unordered_map<std::uint64_t, std::uint32_t> model;
    std::mt19937_64 random(7);
    for (std::uint32_t i = 1; i <= 300'000; ++i) {
        const std::uint64_t key = (random() % 5000) << (random() % 3 * 16);
        Number* const found = table.find(key);
        const auto expected = model.find(key);
        QCOMPARE(found != nullptr, expected != model.end());
        if (found == nullptr) {
            table.insert(key, Number{i});
            model.emplace(key, i);
        } else {
            QCOMPARE(found->value, expected->second);
            table.erase(key);
            model.erase(expected);
        }
        QCOMPARE(table.size(), model.size());
    }
    for (const auto& [key, value] : model) {
        QVERIFY(table.find(key) != nullptr && table.find(key)->value == value);
    }
}

QTEST_GUILESS_MAIN(RecordingTest)
#include "recording_test.moc"
