// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Breakpoints on state: how they are written, and that a run stops where the snapshots say it must.
#include "allocator/replay/stop_condition.h"
#include "tests/allocator/replay/lesson_run.h"
#include "tests/allocator/replay/random_run.h"

#include <QTest>

using namespace firstfit;
using firstfit::tests::LessonRun;
using firstfit::tests::RandomRun;
using Kind = StopCondition::Kind;

namespace {

HeapGeometry shape(std::uint32_t blocks, std::uint32_t block_size) {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    geometry.block_size = block_size;
    return geometry;
}

StopCondition parsed(std::string_view text) {
    auto result = parse_stop_condition(text);
    const auto* condition = std::get_if<StopCondition>(&result);
    return condition == nullptr ? StopCondition{.kind = Kind::any_failure, .site = "not parsed"} : *condition;
}

AllocationId owner_of(const Snapshot& heap, BlockIndex block) {
    const Run& run = heap.run_at(block);
    return run.kind == Run::Kind::allocation ? heap.allocations()[run.allocation].id : no_allocation;
}

/// Does operation n meet the condition? Told from the heaps before and after it.
bool meets(const Timeline& timeline, const Trace& trace, const StopCondition& condition, std::uint32_t n) {
    const Snapshot before = timeline.snapshot(Position::after(OperationIndex{n - 1}));
    const Snapshot after = timeline.snapshot(Position::after(OperationIndex{n}));
    const Operation& operation = trace.operations[n - 1];
    const bool failed = !timeline.outcome(OperationIndex{n}).ok() && operation.kind != OperationKind::deallocate;
    switch (condition.kind) {
    case Kind::fragmentation_above:
        return before.metrics().fragmentation() <= condition.fraction &&
               after.metrics().fragmentation() > condition.fraction;
    case Kind::largest_below:
        return before.metrics().largest_chunk.value >= condition.blocks &&
               after.metrics().largest_chunk.value < condition.blocks;
    case Kind::block_touched:
        return owner_of(before, condition.block) != owner_of(after, condition.block);
    case Kind::any_failure:
        return failed;
    case Kind::failure_at_site: {
        if (!failed) {
            return false;
        }
        CallSiteId site = trace.sites[n - 1];
        while (site != no_call_site && trace.call_sites[site.value].function != condition.site) {
            site = trace.call_sites[site.value].caller;
        }
        return site != no_call_site;
    }
    }
    return false;
}

/// main calls read and write; read calls parse.
std::vector<CallSite> some_sites() {
    std::vector<CallSite> sites(4);
    sites[0].function = "main";
    sites[1].function = "read";
    sites[1].caller = CallSiteId{0};
    sites[2].function = "write";
    sites[2].caller = CallSiteId{0};
    sites[3].function = "parse";
    sites[3].caller = CallSiteId{1};
    return sites;
}

} // namespace

class StopConditionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void conditions_are_read_data();
    void conditions_are_read();
    void what_is_wrong_is_said_data();
    void what_is_wrong_is_said();
    void stops_are_where_the_heaps_say_data();
    void stops_are_where_the_heaps_say();
    void figures_stop_where_they_become_true();
    void long_runs_are_searched_backwards_in_stretches();
    void sites_without_a_name_are_found_by_their_text();
    void without_conditions_nothing_stops();
};

void StopConditionTest::conditions_are_read_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("fraction");
    QTest::addColumn<std::uint32_t>("number");
    QTest::addColumn<std::string>("written");
    QTest::addColumn<std::string>("description");
    const auto row = [](const char* text, Kind kind, double fraction, std::uint32_t number, const char* written,
                        const char* description) {
        QTest::newRow(text) << std::string(text) << static_cast<int>(kind) << fraction << number << std::string(written)
                            << std::string(description);
    };
    row("fragmentation>0.5", Kind::fragmentation_above, 0.5, 0, "fragmentation>0.5", "fragmentation rises above 50 %");
    row(" fragmentation > 99.5 % ", Kind::fragmentation_above, 0.995, 0, "fragmentation>0.995",
        "fragmentation rises above 99.5 %");
    row("fragmentation>0", Kind::fragmentation_above, 0, 0, "fragmentation>0", "fragmentation rises above 0 %");
    row("fragmentation>12.34%", Kind::fragmentation_above, 0.1234, 0, "fragmentation>0.1234",
        "fragmentation rises above 12.34 %");
    row("largest<12", Kind::largest_below, 0, 12, "largest<12", "the largest chunk falls below 12 blocks");
    row("largest < 1", Kind::largest_below, 0, 1, "largest<1", "the largest chunk falls below 1 block");
    row("touches=0", Kind::block_touched, 0, 0, "touches=0", "block 0 is handed out or given back");
    row("touches = 65534", Kind::block_touched, 0, 65'534, "touches=65534", "block 65,534 is handed out or given back");
    row("fails", Kind::any_failure, 0, 0, "fails", "a request fails");
    row("fails@operator new(unsigned long)", Kind::failure_at_site, 0, 0, "fails@operator new(unsigned long)",
        "a request of operator new(unsigned long) fails");
}

void StopConditionTest::conditions_are_read() {
    QFETCH(std::string, text);
    QFETCH(int, kind);
    QFETCH(double, fraction);
    QFETCH(std::uint32_t, number);
    QFETCH(std::string, written);
    QFETCH(std::string, description);
    const StopCondition condition = parsed(text);
    QCOMPARE(static_cast<int>(condition.kind), kind);
    QVERIFY(std::abs(condition.fraction - fraction) < 1e-12);
    QCOMPARE(std::max(condition.blocks, condition.block.value), number);
    QCOMPARE(to_string(condition), written);
    QVERIFY(parsed(to_string(condition)) == condition);
    QCOMPARE(describe(condition), description);
}

void StopConditionTest::what_is_wrong_is_said_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("problem");
    const auto row = [](const char* text, const char* problem) {
        QTest::newRow(text) << std::string(text) << std::string(problem);
    };
    const char* none = "is no condition: there are fragmentation>0.5";
    row("", none);
    row("failsafe", none);
    row("used>3", none);
    row("fragmentation", "\"fragmentation\" needs a \">\" and a value behind it");
    row("fragmentation<0.5", "\"fragmentation\" needs a \">\" and a value behind it");
    row("largest>3", "\"largest\" needs a \"<\" and a value behind it");
    row("fragmentation>", "not with \"\"");
    row("fragmentation>half", "such as 0.5 or 50%, not with \"half\"");
    row("fragmentation>0.5x", "not with \"0.5x\"");
    row("fragmentation>1", "at least 0 and less than 1 (100%), not with \"1\"");
    row("fragmentation>100%", "less than 1 (100%), not with \"100%\"");
    row("fragmentation>-0.1", "at least 0");
    row("fragmentation>nan", "not with \"nan\"");
    row("largest<0", "from 1 to 65535, not with \"0\"");
    row("largest<65536", "from 1 to 65535, not with \"65536\"");
    row("largest<99999999999", "from 1 to 65535");
    row("touches=-1", "from 0 to 65534, not by \"-1\"");
    row("touches=65535", "from 0 to 65534");
    row("touches=7 8", "not by \"7 8\"");
    row("fails@", "the name of a function is missing behind the @");
}

void StopConditionTest::what_is_wrong_is_said() {
    QFETCH(std::string, text);
    QFETCH(std::string, problem);
    const auto result = parse_stop_condition(text);
    const auto* said = std::get_if<std::string>(&result);
    QVERIFY(said != nullptr);
    QVERIFY2(said->find(problem) != std::string::npos, said->c_str());
}

void StopConditionTest::stops_are_where_the_heaps_say_data() {
    QTest::addColumn<QStringList>("conditions");
    const auto row = [](const char* text) { QTest::newRow(text) << QString::fromLatin1(text).split(u';'); };
    row("fragmentation>0.3");
    row("fragmentation>0");
    row("largest<20");
    row("touches=0");
    row("touches=31");
    row("touches=5");
    row("fails");
    row("fails@read");
    row("fails@main");
    row("fails@parse;touches=12;largest<8");
    row("fails@nobody");
}

void StopConditionTest::stops_are_where_the_heaps_say() {
    QFETCH(QStringList, conditions);
    RandomRun run(shape(32, 8), Policy::first_fit, 21);
    Trace trace = run.trace(500);
    trace.call_sites = some_sites();
    for (std::uint32_t i = 0; i < 500; ++i) {
        trace.sites.push_back(i % 5 == 4 ? no_call_site : CallSiteId{i % 5});
    }
    Timeline timeline(shape(32, 8));
    timeline.append_all(trace.operations, trace.names);
    std::vector<StopCondition> wanted;
    for (const QString& text : conditions) {
        wanted.push_back(parsed(text.toStdString()));
    }
    std::vector<std::optional<Stop>> expected(502); // by operation; 0 and 501 lie outside
    for (std::uint32_t n = 1; n <= 500; ++n) {
        for (std::size_t i = 0; i < wanted.size() && !expected[n]; ++i) {
            if (meets(timeline, trace, wanted[i], n)) {
                expected[n] = Stop{OperationIndex{n}, i};
            }
        }
    }
    std::vector<Stop> all;
    for (const std::optional<Stop>& stop : expected) {
        if (stop) {
            all.push_back(*stop);
        }
    }
    QVERIFY(all_stops(timeline, trace, wanted) == all);
    std::optional<Stop> next;
    for (std::uint32_t n = 501; n-- > 0;) {
        QVERIFY(next_stop(timeline, trace, wanted, OperationIndex{n}) == next);
        next = expected[n] ? expected[n] : next;
    }
    QCOMPARE(next.has_value(), conditions.front() != QStringLiteral("fails@nobody"));
    std::optional<Stop> previous;
    for (std::uint32_t n = 1; n <= 501; ++n) {
        QVERIFY(next_stop(timeline, trace, wanted, OperationIndex{n}, -1) == previous);
        previous = expected[n] ? expected[n] : previous;
    }
    QVERIFY(next_stop(timeline, trace, wanted, OperationIndex{0}, -1) == std::nullopt);
    QVERIFY(next_stop(timeline, trace, wanted, OperationIndex{9'999}) == std::nullopt);
    QVERIFY(next_stop(timeline, trace, wanted, OperationIndex{9'999}, -1) == previous);
}

void StopConditionTest::figures_stop_where_they_become_true() {
    LessonRun run(shape(8, 4));
    run.blocks("a", 2).blocks("b", 2).blocks("c", 2).free("a").free("b").blocks("d", 1).free("d");
    // Largest chunk: 6 4 2 2 4 3 4.
    const std::vector<StopCondition> below{parsed("largest<4")};
    const auto first = next_stop(run.timeline, run.trace, below, OperationIndex{0});
    QCOMPARE(first->operation.value, 3U);
    QCOMPARE(next_stop(run.timeline, run.trace, below, first->operation)->operation.value, 6U);
    QVERIFY(!next_stop(run.timeline, run.trace, below, OperationIndex{6}));
    // Clearing gives back what is taken, and only that.
    run.clear().clear();
    const std::vector<StopCondition> taken{parsed("touches=5")};
    QCOMPARE(next_stop(run.timeline, run.trace, taken, OperationIndex{7})->operation.value, 8U);
    QVERIFY(!next_stop(run.timeline, run.trace, taken, OperationIndex{8}));
    // Block 9 is not there; it may be in another geometry.
    QVERIFY(!next_stop(run.timeline, run.trace, std::vector{parsed("touches=9")}, OperationIndex{0}));
}

void StopConditionTest::long_runs_are_searched_backwards_in_stretches() {
    LessonRun run(shape(8, 4));
    run.blocks("a", 3);
    for (int i = 0; i < 10'000; ++i) {
        run.blocks("b", 2).free("b");
    }
    const std::vector<StopCondition> touches{parsed("touches=1")};
    const auto found = next_stop(run.timeline, run.trace, touches, OperationIndex{20'001}, -1);
    QCOMPARE(found->operation.value, 1U);
    QCOMPARE(next_stop(run.timeline, run.trace, std::vector{parsed("touches=4")}, OperationIndex{20'001}, -1)
                 ->operation.value,
             20'000U);
}

void StopConditionTest::sites_without_a_name_are_found_by_their_text() {
    LessonRun run(shape(2, 4));
    run.blocks("a", 2).blocks("b", 1).blocks("c", 1);
    run.trace.call_sites.resize(2);
    run.trace.call_sites[0].address = 0x562ada;
    run.trace.call_sites[0].object = "lua5.4";
    run.trace.call_sites[1].address = 0x562adb;
    run.trace.sites = {no_call_site, CallSiteId{1}, CallSiteId{0}};
    const std::vector<StopCondition> here{parsed("fails@0x562ada in lua5.4")};
    QCOMPARE(next_stop(run.timeline, run.trace, here, OperationIndex{0})->operation.value, 3U);
}

void StopConditionTest::without_conditions_nothing_stops() {
    LessonRun run(shape(2, 4));
    run.blocks("a", 3);
    QVERIFY(!next_stop(run.timeline, run.trace, {}, OperationIndex{0}));
    QVERIFY(!next_stop(run.timeline, run.trace, {}, OperationIndex{1}, -1));
}

QTEST_APPLESS_MAIN(StopConditionTest)
#include "stop_condition_test.moc"
