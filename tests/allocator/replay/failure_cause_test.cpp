// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Why a request got nothing: compared with trying everything out on a heap that is one byte per block.
#include "allocator/replay/asked.h"
#include "allocator/replay/failure_cause.h"
#include "tests/allocator/bitmap_model.h"
#include "tests/allocator/replay/lesson_run.h"
#include "tests/allocator/replay/random_run.h"

#include <QTest>

#include <tuple>

using namespace firstfit;
using firstfit::test::BitmapModel;
using firstfit::tests::LessonRun;
using firstfit::tests::RandomRun;

namespace {

HeapGeometry shape(std::uint32_t blocks, std::uint32_t block_size, std::uint64_t base_address = 0x100000) {
    HeapGeometry geometry;
    geometry.blocks = BlockCount{blocks};
    geometry.block_size = block_size;
    geometry.base_address = base_address;
    return geometry;
}

bool only_in_place(OperationKind kind) {
    return kind == OperationKind::grow_in_place || kind == OperationKind::grow_up_to;
}

/// Could the request be met if these blocks were in use? By the rules of the design, without any algorithm.
bool would_hold(const BitmapModel& model, const Operation& operation, const Asked& asked, const LiveAllocation* own) {
    if (asked.alignment_blocks == 0 || asked.blocks == 0 || asked.blocks > model.blocks()) {
        return false;
    }
    if (own != nullptr) {
        const bool stays = only_in_place(operation.kind) || model.aligned(own->index.value, asked.alignment_blocks);
        const std::uint32_t room = own->blocks.value + model.free_behind(own->index.value + own->blocks.value);
        if (stays && asked.blocks <= room) {
            return true;
        }
    }
    return !only_in_place(operation.kind) && model.place(asked.blocks, asked.alignment_blocks).has_value();
}

/// The heap of the snapshot with `extra` more blocks, without the allocations from `first` up to `last`.
BitmapModel model_of(const Snapshot& heap, std::uint32_t extra, std::size_t first = 0, std::size_t last = 0) {
    const HeapGeometry& geometry = heap.geometry();
    BitmapModel model(geometry.blocks.value + extra, geometry.base_address / geometry.block_size,
                      (std::uint64_t{1} << 29) / geometry.block_size);
    const auto live = heap.allocations();
    for (std::size_t i = 0; i < live.size(); ++i) {
        if (i < first || i >= last) {
            model.take(live[i].index.value, live[i].blocks.value);
        }
    }
    return model;
}

std::vector<LiveAllocation> smallest_by_trying(const Snapshot& heap, const Operation& operation, const Asked& asked,
                                               const LiveAllocation* own) {
    const auto live = heap.allocations();
    using Key = std::tuple<std::size_t, std::uint32_t, std::size_t>;
    std::optional<Key> best;
    for (std::size_t first = 0; first < live.size(); ++first) {
        std::uint32_t blocks = 0;
        for (std::size_t last = first; last < live.size(); ++last) {
            if (&live[last] == own) {
                break;
            }
            blocks += live[last].blocks.value;
            const Key key{last + 1 - first, blocks, first};
            if ((!best || key < *best) && would_hold(model_of(heap, 0, first, last + 1), operation, asked, own)) {
                best = key;
            }
        }
    }
    if (!best) {
        return {};
    }
    const auto chosen = live.subspan(std::get<2>(*best), std::get<0>(*best));
    return {chosen.begin(), chosen.end()};
}

std::optional<std::uint32_t> extra_by_trying(const Snapshot& heap, const Operation& operation, const Asked& asked,
                                             const LiveAllocation* own, std::uint32_t most) {
    for (std::uint32_t extra = 1; extra <= most; ++extra) {
        if (would_hold(model_of(heap, extra), operation, asked, own)) {
            return extra;
        }
    }
    return std::nullopt;
}

std::uint64_t largest_by_trying(const Snapshot& heap, const Operation& operation, const Asked& asked,
                                const LiveAllocation* own) {
    std::uint64_t most = 0;
    Asked smaller = asked;
    for (smaller.blocks = 1; smaller.blocks <= heap.geometry().blocks.value; ++smaller.blocks) {
        most = would_hold(model_of(heap, 0), operation, smaller, own) ? smaller.blocks : most;
    }
    return most * heap.geometry().block_size;
}

void compare_chunks(const FailureCause& cause, const Snapshot& heap, const Asked& asked) {
    const BitmapModel model = model_of(heap, 0);
    std::uint32_t too_small = 0;
    std::uint32_t misaligned = 0;
    std::uint32_t lost = 0;
    for (const auto& [index, length] : model.free_runs()) {
        std::uint32_t front = 0;
        while (front < length && !model.aligned(index + front, asked.alignment_blocks)) {
            ++front;
        }
        lost += front;
        too_small += length < asked.blocks ? 1U : 0U;
        misaligned += length >= asked.blocks && length - front < asked.blocks ? 1U : 0U;
    }
    QCOMPARE(cause.chunks, static_cast<std::uint32_t>(model.free_runs().size()));
    QCOMPARE(cause.free_blocks, model.blocks() - model.used());
    QCOMPARE(cause.chunks_too_small, too_small);
    QCOMPARE(cause.chunks_misaligned, misaligned);
    QCOMPARE(cause.alignment_loss_blocks, lost);
}

} // namespace

class FailureCauseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agrees_with_trying_everything_data();
    void agrees_with_trying_everything();
    void rounding_is_counted();
    void neighbours_are_fewest_then_smallest_then_first();
    void a_realloc_keeps_its_own_blocks();
    void nothing_helps_a_bad_request();
    void a_heap_has_no_more_than_65535_blocks();
    void sentences_data();
    void sentences();
    void remedies_read_well();
    void other_policies_are_replayed();
    void other_policies_can_be_cancelled();
    void verdicts_read_well();
};

void FailureCauseTest::agrees_with_trying_everything_data() {
    QTest::addColumn<std::uint32_t>("blocks");
    QTest::addColumn<std::uint32_t>("block_size");
    QTest::addColumn<std::uint64_t>("base");
    QTest::addColumn<int>("policy");
    QTest::newRow("12 x 4") << 12U << 4U << std::uint64_t{0x100000} << 0;
    QTest::newRow("30 x 8, odd base") << 30U << 8U << std::uint64_t{0x100018} << 0;
    QTest::newRow("41 x 16, odd base") << 41U << 16U << std::uint64_t{0x100030} << 1;
    QTest::newRow("33 x 4, best fit") << 33U << 4U << std::uint64_t{0x100004} << 2;
    QTest::newRow("25 x 4, worst fit") << 25U << 4U << std::uint64_t{0x10000c} << 3;
}

void FailureCauseTest::agrees_with_trying_everything() {
    QFETCH(std::uint32_t, blocks);
    QFETCH(std::uint32_t, block_size);
    QFETCH(std::uint64_t, base);
    QFETCH(int, policy);
    const HeapGeometry geometry = shape(blocks, block_size, base);
    RandomRun run(geometry, static_cast<Policy>(policy), blocks);
    Timeline timeline(geometry, static_cast<Policy>(policy));
    std::uint32_t searched = 0;
    std::uint32_t helped = 0;
    for (std::uint32_t n = 1; n <= 2'500; ++n) {
        const Operation operation = run.next();
        timeline.append(operation);
        if (!timeline.failed(OperationIndex{n})) {
            continue;
        }
        const Snapshot heap = timeline.snapshot(Position::after(OperationIndex{n}));
        const Asked asked = asked_of(operation, geometry);
        const LiveAllocation* own = heap.find(operation.allocation);
        const FailureCause cause = failure_cause(timeline, OperationIndex{n});
        QVERIFY(!would_hold(model_of(heap, 0), operation, asked, own));
        if (operation.kind == OperationKind::allocate && own != nullptr) {
            continue;
        }
        ++searched;
        compare_chunks(cause, heap, asked);
        if (QTest::currentTestFailed()) {
            return;
        }
        QCOMPARE(cause.largest_fitting_bytes, largest_by_trying(heap, operation, asked, own));
        QVERIFY(cause.to_free == smallest_by_trying(heap, operation, asked, own));
        QCOMPARE(cause.extra_blocks, extra_by_trying(heap, operation, asked, own, 2 * blocks + 70));
        helped += cause.to_free.empty() ? 0U : 1U;
    }
    QVERIFY2(searched > 80 && helped > 40, std::to_string(searched).c_str());
}

void FailureCauseTest::rounding_is_counted() {
    LessonRun run(shape(4, 16));
    run.malloc("a", 17).malloc("b", 1).malloc("c", 30);
    const FailureCause cause = failure_cause(run.timeline, OperationIndex{3});
    QCOMPARE(cause.asked_bytes, std::uint64_t{30});
    QCOMPARE(cause.asked_blocks, std::uint64_t{2});
    QCOMPARE(cause.alignment_bytes, std::uint64_t{16});
    QCOMPARE(cause.request_rounding_bytes, std::uint64_t{2});
    QCOMPARE(cause.live_rounding_bytes, std::uint64_t{15 + 15});
    QCOMPARE(cause.free_blocks, 1U);
    QCOMPARE(cause.largest_chunk, 1U);
    QCOMPARE(cause.extra_blocks, std::optional(1U));
}

void FailureCauseTest::neighbours_are_fewest_then_smallest_then_first() {
    // a a . b . c c . d . e e : the heap is 12 blocks, the dots are free.
    LessonRun run(shape(12, 4));
    run.blocks("a", 2).blocks("p", 1).blocks("b", 1).blocks("q", 1).blocks("c", 2).blocks("r", 1).blocks("d", 1);
    run.blocks("s", 1).blocks("e", 2).free("p").free("q").free("r").free("s").blocks("x", 3);
    const FailureCause cause = failure_cause(run.timeline, run.last());
    QCOMPARE(cause.to_free.size(), std::size_t{1}); // b, c and d would do; b is the first of the small ones
    QCOMPARE(cause.to_free[0].name, std::string("b"));
    QCOMPARE(cause.extra_blocks, std::optional(3U));
}

void FailureCauseTest::a_realloc_keeps_its_own_blocks() {
    LessonRun run(shape(6, 4));
    run.blocks("a", 1).blocks("b", 2).blocks("c", 3).realloc("b", 12);
    const FailureCause cause = failure_cause(run.timeline, run.last());
    QCOMPARE(cause.allocation->name, std::string("b"));
    QCOMPARE(cause.to_free.size(), std::size_t{1});
    QCOMPARE(cause.to_free[0].name, std::string("c"));
    QCOMPARE(cause.largest_fitting_bytes, std::uint64_t{8});
    QCOMPARE(cause.extra_blocks, std::optional(3U));
}

void FailureCauseTest::nothing_helps_a_bad_request() {
    LessonRun run(shape(8, 4));
    run.blocks("a", 4).grow("a", 2).blocks("b", 1, 3);
    for (const std::uint32_t n : {2U, 3U}) {
        const FailureCause cause = failure_cause(run.timeline, OperationIndex{n});
        QVERIFY(cause.to_free.empty());
        QVERIFY(!cause.extra_blocks);
        QCOMPARE(cause_remedies(cause),
                 std::vector<std::string>{"Neither freeing nor a larger heap would have helped."});
    }
}

void FailureCauseTest::a_heap_has_no_more_than_65535_blocks() {
    LessonRun run(shape(65'000, 4));
    run.blocks("a", 65'000).blocks("b", 535).blocks("c", 536).blocks("d", std::uint64_t{1} << 60);
    QCOMPARE(failure_cause(run.timeline, OperationIndex{2}).extra_blocks, std::optional(535U));
    QVERIFY(!failure_cause(run.timeline, OperationIndex{3}).extra_blocks);
    QVERIFY(!failure_cause(run.timeline, OperationIndex{4}).extra_blocks);
}

void FailureCauseTest::sentences_data() {
    QTest::addColumn<std::string>("sentence");
    const auto row = [](const char* name, const char* sentence) { QTest::newRow(name) << std::string(sentence); };
    row("no room in a row", "8 bytes are free in 2 chunks; the largest is 4 bytes.");
    row("alignment", "20 bytes are free in 3 chunks; the largest that fits an alignment of 16 is 4 bytes.");
    row("no aligned block", "4 bytes are free in 1 chunk, but no free block has an address that is a multiple of 8.");
    row("one chunk", "28 bytes are free in 1 chunk; of these, an alignment of 16 leaves 16 bytes.");
    row("too little", "12 bytes are needed, and only 8 bytes are free in 1 chunk.");
    row("nothing", "Nothing is free: all 2 blocks are in use.");
    row("too large", "9 blocks are needed, and the whole heap has 8 blocks.");
    row("realloc", "16 bytes are free in 2 chunks; the most that realloc could have had is 12 bytes.");
    row("grow, followed", "a needs 3 more blocks where it lies, and none is free right behind it.");
    row("grow, too short", "a needs 3 more blocks where it lies, and 1 block is free right behind it.");
    row("large numbers", "46.9 KiB are free in 12,000 chunks; the largest is 4 bytes.");
}

void FailureCauseTest::sentences() {
    QFETCH(std::string, sentence);
    const std::string row = QTest::currentDataTag();
    LessonRun run(shape(row == "nothing" ? 2 : row == "large numbers" ? 24'000 : 8, 4));
    if (row == "no room in a row") {
        run.blocks("a", 1).blocks("b", 6).blocks("c", 1).free("a").free("c").blocks("x", 2);
    } else if (row == "alignment") {
        run.blocks("a", 1).blocks("b", 1).blocks("c", 2).blocks("d", 2).blocks("e", 2);
        run.free("a").free("c").free("e").aligned_alloc("x", 16, 12);
    } else if (row == "no aligned block") {
        run.blocks("a", 1).blocks("b", 1).blocks("c", 6).free("b").aligned_alloc("x", 8, 4);
    } else if (row == "one chunk") {
        run.blocks("a", 1).aligned_alloc("x", 16, 20);
    } else if (row == "too little") {
        run.blocks("a", 6).blocks("x", 3);
    } else if (row == "nothing") {
        run.blocks("a", 2).blocks("x", 1);
    } else if (row == "too large") {
        run.blocks("x", 9);
    } else if (row == "realloc") {
        run.blocks("a", 2).blocks("b", 1).blocks("c", 2).blocks("d", 1).blocks("e", 2).free("c").free("e");
        run.realloc("b", 16);
    } else if (row == "grow, followed") {
        run.blocks("a", 2).blocks("b", 1).grow("a", 5);
    } else if (row == "grow, too short") {
        run.blocks("a", 2).blocks("b", 1).blocks("c", 1).free("b").grow("a", 5);
    } else {
        for (std::uint32_t i = 0; i < 24'000; ++i) {
            run.blocks("v" + std::to_string(i), 1);
        }
        for (std::uint32_t i = 0; i < 24'000; i += 2) {
            run.free("v" + std::to_string(i));
        }
        run.blocks("x", 2);
    }
    QCOMPARE(cause_sentence(failure_cause(run.timeline, run.last())), sentence);
}

void FailureCauseTest::remedies_read_well() {
    LessonRun run(shape(8, 4));
    run.blocks("a", 1).blocks("b", 2).blocks("c", 1).blocks("d", 1).blocks("e", 3);
    run.blocks("x", 3).blocks("y", 4).blocks("z", 8);
    const auto remedies = [&](std::uint32_t n) {
        return cause_remedies(failure_cause(run.timeline, OperationIndex{n}));
    };
    QCOMPARE(remedies(6), (std::vector<std::string>{"Freeing e (3 blocks from block 5 on) would have been enough.",
                                                    "With 3 more blocks at its end the heap would have held it."}));
    QCOMPARE(remedies(7)[0], std::string("Freeing d and e (4 blocks from block 4 on) would have been enough."));
    QCOMPARE(remedies(8)[0], std::string("Freeing 5 neighbours (8 blocks from block 0 on) would have been enough."));
    LessonRun one(shape(1, 4));
    one.blocks("a", 1).blocks("b", 1);
    QCOMPARE(cause_remedies(failure_cause(one.timeline, OperationIndex{2})),
             (std::vector<std::string>{"Freeing a (1 block from block 0 on) would have been enough.",
                                       "With 1 more block at its end the heap would have held it."}));
}

void FailureCauseTest::other_policies_are_replayed() {
    // Holes of 4 and 2 blocks: first fit and worst fit put the 2 into the 4, best fit keeps the 4 for the last one.
    LessonRun run(shape(8, 4));
    run.blocks("a", 4).blocks("b", 1).blocks("c", 2).blocks("d", 1).free("a").free("c").blocks("e", 2).blocks("f", 4);
    const auto verdicts = other_policies(run.timeline, run.last());
    QVERIFY(verdicts.has_value());
    QCOMPARE(verdicts->size(), std::size_t{3});
    for (const PolicyVerdict& verdict : *verdicts) {
        QCOMPARE(verdict.holds, verdict.policy == Policy::best_fit);
        QCOMPARE(verdict.earlier_failures, 0U);
    }
    QVERIFY(verdicts == other_policies(run.trace, run.timeline.geometry(), Policy::first_fit, run.last()));
    QVERIFY((*verdicts)[0].policy == Policy::next_fit && (*verdicts)[2].policy == Policy::worst_fit);

    RandomRun random(shape(60, 8), Policy::first_fit, 4);
    const Trace trace = random.trace(600);
    Timeline timeline = *replay(trace, shape(60, 8));
    const PolicyFailures failures_of_all = *policy_failures(trace.operations, shape(60, 8), Policy::first_fit);
    std::uint32_t held = 0;
    for (std::uint32_t n = 1; n <= 600; ++n) {
        if (!timeline.failed(OperationIndex{n})) {
            continue;
        }
        const auto judged = other_policies(timeline, OperationIndex{n});
        QVERIFY(failures_of_all.verdicts(OperationIndex{n}) == *judged);
        for (const PolicyVerdict& verdict : *judged) {
            const Timeline other = *replay(trace, shape(60, 8), verdict.policy);
            std::uint32_t failures = 0;
            for (std::uint32_t i = 1; i < n; ++i) {
                failures += other.failed(OperationIndex{i}) ? 1U : 0U;
            }
            QCOMPARE(verdict.holds, !other.failed(OperationIndex{n}));
            QCOMPARE(verdict.earlier_failures, failures);
            held += verdict.holds ? 1U : 0U;
        }
    }
    QVERIFY(held > 0);
}

void FailureCauseTest::other_policies_can_be_cancelled() {
    LessonRun run(shape(8, 4));
    run.blocks("a", 8).blocks("b", 1);
    std::vector<std::uint64_t> totals;
    const auto verdicts = other_policies(run.timeline, run.last(), [&](std::uint64_t, std::uint64_t total) {
        totals.push_back(total);
        return totals.size() < 2;
    });
    QVERIFY(!verdicts);
    QCOMPARE(totals, (std::vector<std::uint64_t>{6, 6}));
}

void FailureCauseTest::verdicts_read_well() {
    const PolicyVerdict best{Policy::best_fit, true, 0};
    const PolicyVerdict next{Policy::next_fit, true, 1};
    const PolicyVerdict worst{Policy::worst_fit, false, 3};
    QCOMPARE(policies_sentence({next, best, worst}),
             std::string("Next fit (after 1 earlier failure) and best fit would have held it, worst fit would not."));
    QCOMPARE(policies_sentence({best}), std::string("Best fit would have held it."));
    QCOMPARE(policies_sentence({worst}), std::string("Worst fit would have failed here, too."));
    QCOMPARE(policies_sentence({}), std::string());
}

QTEST_APPLESS_MAIN(FailureCauseTest)
#include "failure_cause_test.moc"
