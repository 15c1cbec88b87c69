// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a moment works out only when it is asked is what the heap was: each micro-step of random runs.
#include "allocator/replay/moment.h"
#include "tests/allocator/replay/random_run.h"
#include "tests/allocator/replay/timeline_of.h"

#include <QTest>

#include <algorithm>

using namespace firstfit;
using firstfit::tests::RandomRun;
using firstfit::tests::timeline_of;

namespace {

bool is_event(const MicroStep& step) {
    return step.kind != MicroKind::visit && step.kind != MicroKind::too_small && step.kind != MicroKind::misaligned &&
           step.kind != MicroKind::moved_on;
}

} // namespace

class MomentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_was_before_is_what_was_before_data() { policies(); }
    void what_was_before_is_what_was_before();
    void headers_are_those_of_their_time_data() { policies(); }
    void headers_are_those_of_their_time();
    void no_event_is_missing_data() { policies(); }
    void no_event_is_missing();

private:
    void policies();
    /// Calls `see` with each moment of a run.
    template <class See>
    void each_moment(See&& see);
};

void MomentTest::policies() {
    QTest::addColumn<int>("policy");
    for (const Policy policy : {Policy::first_fit, Policy::next_fit, Policy::best_fit, Policy::worst_fit}) {
        QTest::addRow("policy %d", static_cast<int>(policy)) << static_cast<int>(policy);
    }
}

template <class See>
void MomentTest::each_moment(See&& see) {
    QFETCH(int, policy);
    HeapGeometry geometry;
    geometry.blocks = BlockCount{48};
    geometry.block_size = 8;
    RandomRun run(geometry, static_cast<Policy>(policy), 23);
    const Trace trace = run.trace(400);
    const Timeline timeline = timeline_of(trace, geometry, static_cast<Policy>(policy));
    for (std::uint32_t n = 1; n <= timeline.size().value; ++n) {
        const auto count = static_cast<std::uint32_t>(timeline.micro_steps(OperationIndex{n}).size());
        for (std::uint32_t micro = 1; micro <= count; ++micro) {
            see(timeline, Moment(timeline, trace, {OperationIndex{n}, micro}));
            if (QTest::currentTestFailed()) {
                return;
            }
        }
    }
}

void MomentTest::what_was_before_is_what_was_before() {
    int failed = 0;
    int alive = 0;
    each_moment([&](const Timeline& timeline, const Moment& moment) {
        // From the start, with the search: nothing that the timeline remembers.
        Heap heap(timeline.geometry(), timeline.policy());
        for (std::uint32_t i = 1; i < moment.number.value; ++i) {
            heap.apply(timeline.operation(OperationIndex{i}), OperationIndex{i});
        }
        const Snapshot before = heap.snapshot([&](AllocationId id) { return timeline.name_of(id); });
        QVERIFY(moment.before() == before);
        const LiveAllocation* live = before.find(moment.operation.allocation);
        QCOMPARE(moment.live.has_value(), live != nullptr);
        QVERIFY(live == nullptr || *moment.live == *live);
        failed += moment.outcome.ok() ? 0 : 1;
        alive += live != nullptr ? 1 : 0;
    });
    QVERIFY(failed > 0 && alive > 0);
}

void MomentTest::headers_are_those_of_their_time() {
    int written = 0;
    each_moment([&](const Timeline& timeline, const Moment& moment) {
        // Bytes that are copied are nobody's header, before and after; in front of the copy they are not looked at.
        std::uint32_t from = 0;
        for (std::uint32_t i = 0; i < moment.micro; ++i) {
            from = (*moment.steps)[i].kind == MicroKind::copied ? i + 1 : from;
        }
        for (std::uint32_t count = from; count <= moment.micro; ++count) {
            const Snapshot then = timeline.snapshot({moment.number, count});
            for (std::uint32_t index = 0; index <= moment.base(); ++index) {
                QVERIFY(moment.header(index, count) == then.header(BlockIndex{index}));
                written += moment.header(index, count) != moment.header(index) ? 1 : 0;
            }
        }
    });
    QVERIFY(written > 0);
}

void MomentTest::no_event_is_missing() {
    std::size_t longest_walk = 0;
    each_moment([&](const Timeline&, const Moment& moment) {
        const auto all = static_cast<std::size_t>(std::ranges::count_if(*moment.steps, is_event));
        QCOMPARE(moment.events.size(), all);
        QVERIFY(std::ranges::is_sorted(moment.events));
        for (const std::uint32_t position : moment.events) {
            QVERIFY(is_event((*moment.steps)[position]));
        }
        longest_walk = std::max(longest_walk, moment.steps->size() - all);
    });
    QVERIFY(longest_walk > 10);
}

QTEST_GUILESS_MAIN(MomentTest)
#include "moment_test.moc"
