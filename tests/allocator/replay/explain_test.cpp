// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the panel "What is happening" says about runs that a person can follow by hand.
#include "tests/allocator/replay/lesson_run.h"

#include <QTest>

#include <algorithm>

using namespace firstfit;
using firstfit::tests::LessonRun;
using firstfit::tests::teach_run;

namespace {

QString text(const std::string& words) { return QString::fromStdString(words); }

QString running_line(const Explanation& explanation) {
    return explanation.running_line ? text(explanation.pseudocode.at(*explanation.running_line)).trimmed() : QString();
}

QString value(const Explanation& explanation, std::string_view name) {
    for (const Variable& variable : explanation.variables) {
        if (variable.name == name) {
            return text(variable.value) + (variable.changed ? QStringLiteral("*") : QString());
        }
    }
    return QStringLiteral("no such variable");
}

QString reasons(const Scan& scan) {
    QStringList list;
    for (const Rejection& rejection : scan.rejected) {
        list << QString::number(rejection.chunk.value) + QStringLiteral(": ") + text(rejection.reason());
    }
    return list.join(QStringLiteral(", "));
}

QString links(const Scan& scan) {
    QStringList list;
    for (const FollowedLink& link : scan.followed) {
        list << QStringLiteral("%1>%2").arg(link.from.value).arg(link.to.value);
    }
    return list.join(QStringLiteral(" "));
}

} // namespace

class ExplainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_fresh_heap();
    void the_step_of_the_first_picture();
    void the_failure_of_the_second_picture();
    void a_search_from_start_to_end();
    void freeing_in_the_four_merge_cases();
    void an_exact_fit_and_the_last_block();
    void alignment_and_the_front_remainder();
    void growing();
    void shrinking();
    void reallocating_where_it_lies();
    void reallocating_somewhere_else();
    void clearing();
    void refused_requests_data();
    void refused_requests();
    void other_policies();
    void requests_data();
    void requests();
};

void ExplainTest::the_fresh_heap() {
    const LessonRun run;
    const Explanation explanation = explain(run.timeline, run.trace, {OperationIndex{0}, 0});
    QCOMPARE(text(explanation.sentence),
             QStringLiteral("An empty heap: one chunk of 32 blocks. Nothing has been allocated yet."));
    QVERIFY(explanation.call.empty());
    QVERIFY(explanation.pseudocode.empty());
    QVERIFY(!explanation.running_line);
    QCOMPARE(explanation.micro_count, 0U);
}

void ExplainTest::the_step_of_the_first_picture() {
    const LessonRun run = teach_run();
    const Explanation here = run.at(12, 8);
    QCOMPARE(text(here.call), QStringLiteral("k = malloc(30)"));
    QCOMPARE(text(here.request), QStringLiteral("30 bytes round up to 8 blocks, 2 bytes to spare · any alignment"));
    QCOMPARE(text(here.sentence),
             QStringLiteral("Chunk 19 has 3 blocks and k needs 8: too short. Its link leads on to chunk 23."));
    QCOMPARE(here.pseudocode.size(), std::size_t{10});
    QCOMPARE(text(here.pseudocode[0]), QStringLiteral("allocate(size, align)"));
    QCOMPARE(running_line(here), QStringLiteral("if length(curr) ≥ front + size: stop"));
    QCOMPARE(value(here, "size"), QStringLiteral("8"));
    QCOMPARE(value(here, "align"), QStringLiteral("1"));
    QCOMPARE(value(here, "front"), QStringLiteral("0"));
    QCOMPARE(value(here, "prev"), QStringLiteral("7"));
    QCOMPARE(value(here, "curr"), QStringLiteral("19"));
    QCOMPARE(value(here, "length(curr)"), QStringLiteral("3*"));
    QCOMPARE(value(here, "next(curr)"), QStringLiteral("23"));
    QVERIFY(here.needs_and_has.has_value());
    QCOMPARE(text(here.needs_and_has->needs_text), QStringLiteral("8 blocks"));
    QCOMPARE(text(here.needs_and_has->has_label), QStringLiteral("chunk 19"));
    QCOMPARE(text(here.needs_and_has->has_text), QStringLiteral("3: 5 short"));
    QCOMPARE(here.needs_and_has->needs, 8U);
    QCOMPARE(here.needs_and_has->has, 3U);
    QCOMPARE(reasons(here.scan), QStringLiteral("2: 3 < 8, 7: 5 < 8, 19: 3 < 8"));
    QCOMPARE(links(here.scan), QStringLiteral("32>2 2>7 7>19"));
    QCOMPARE(here.scan.prev->value, 7U);
    QCOMPARE(here.scan.curr->value, 19U);
    QVERIFY(!here.scan.chosen);
    QVERIFY(!here.failure);
    QCOMPARE(here.micro, 8U);
    QCOMPARE(here.micro_count, 15U);
}

void ExplainTest::the_failure_of_the_second_picture() {
    const LessonRun run = teach_run();
    const Explanation here = run.after(15);
    QCOMPARE(here.micro, 9U);
    QCOMPARE(here.micro_count, 9U);
    QCOMPARE(text(here.sentence), QStringLiteral("Chunk 31 is the last and too short, so malloc returns nil. "
                                                 "Nothing has changed in the heap."));
    QCOMPARE(running_line(here), QStringLiteral("if next(curr) = 0: return null"));
    QCOMPARE(value(here, "prev"), QStringLiteral("19"));
    QCOMPARE(value(here, "curr"), QStringLiteral("31"));
    QCOMPARE(value(here, "length(curr)"), QStringLiteral("1"));
    QCOMPARE(value(here, "next(curr)"), QStringLiteral("0*"));
    QCOMPARE(text(here.needs_and_has->has_label), QStringLiteral("longest"));
    QCOMPARE(text(here.needs_and_has->has_text), QStringLiteral("7: 3 short"));
    QCOMPARE(reasons(here.scan), QStringLiteral("5: 7 < 10, 19: 3 < 10, 31: 1 < 10"));
    QCOMPARE(here.scan.prev->value, 19U);
    QCOMPARE(here.scan.curr->value, 31U);
    QVERIFY(here.failure.has_value());
    QCOMPARE(text(here.failure->headline),
             QStringLiteral("n = malloc(40) failed: 11 blocks are free, but no 10 in a row"));
    QCOMPARE(text(here.failure->sentence), QStringLiteral("Each chunk was tried, and as an allocation cannot move, "
                                                          "the free blocks cannot be joined."));
    QCOMPARE(here.failure->asked_bytes, std::uint64_t{40});
    QCOMPARE(here.failure->needed_blocks, std::uint64_t{10});
    QCOMPARE(here.failure->free_blocks, 11U);
    QCOMPARE(here.failure->chunks, 3U);
    QCOMPARE(here.failure->largest_chunk, 7U);
    QCOMPARE(here.failure->largest_fitting, 7U);
    QCOMPARE(here.failure->best_chunk->value, 5U);
    QVERIFY(!run.at(15, 8).failure);
    QVERIFY(!run.after(17).failure);
}

void ExplainTest::a_search_from_start_to_end() {
    const LessonRun run = teach_run();
    const char* const expected[] = {
        "The search starts at the base header. Its link leads to chunk 2, which has 3 blocks.",
        "Chunk 2 has 3 blocks and k needs 8: too short. Its link leads on to chunk 7.",
        "The link in chunk 2 is followed: prev is now 2 and curr 7.",
        "Chunk 7 has 5 blocks and k needs 8.",
        "Chunk 7 has 5 blocks and k needs 8: too short. Its link leads on to chunk 19.",
        "The link in chunk 7 is followed: prev is now 7 and curr 19.",
        "Chunk 19 has 3 blocks and k needs 8.",
        "Chunk 19 has 3 blocks and k needs 8: too short. Its link leads on to chunk 23.",
        "The link in chunk 19 is followed: prev is now 19 and curr 23.",
        "Chunk 23 has 9 blocks and k needs 8.",
        "Chunk 23 has 9 blocks: enough for the 8 of k. First fit takes it and looks no further.",
        "k gets blocks 23 to 30. Block 31 behind stays free.",
        "Block 31 becomes the header of a chunk. Its next is 0, for no chunk comes behind it.",
        "The header in block 31 says how long its chunk is: 1 block.",
        "k lies at block 23. Of its chunk, block 31 stays free."};
    for (std::uint32_t micro = 1; micro <= 15; ++micro) {
        QCOMPARE(text(run.at(12, micro).sentence), QString::fromUtf8(expected[micro - 1]));
    }
    QCOMPARE(running_line(run.at(12, 1)), QStringLiteral("prev ← base;  curr ← base.next"));
    QCOMPARE(running_line(run.at(12, 3)), QStringLiteral("prev ← curr;  curr ← next(curr)"));
    QCOMPARE(running_line(run.at(12, 4)), QStringLiteral("front ← padding(curr, align)"));
    QCOMPARE(running_line(run.at(12, 12)), QStringLiteral("cut(prev, curr, front, size)"));
    QCOMPARE(running_line(run.at(12, 15)), QStringLiteral("return curr + front"));
    QCOMPARE(run.at(12, 12).scan.chosen->value, 23U);
    QCOMPARE(run.at(12, 13).scan.changed.size(), std::size_t{1});
    QCOMPARE(run.at(12, 13).scan.changed[0].value, 31U);
    QVERIFY(run.at(12, 12).scan.changed.empty());
    // When it is done, the hands are gone and so is the link that led to the chunk.
    QVERIFY(!run.after(12).scan.curr);
    QVERIFY(!run.after(12).scan.prev);
    QCOMPARE(links(run.after(12).scan), QStringLiteral("32>2 2>7 7>19"));
    QCOMPARE(reasons(run.after(12).scan), QStringLiteral("2: 3 < 8, 7: 5 < 8, 19: 3 < 8"));
}

void ExplainTest::freeing_in_the_four_merge_cases() {
    const LessonRun run = teach_run();
    QCOMPARE(text(run.after(9).sentence), QStringLiteral("b is free and becomes chunk 2 with 3 blocks."));
    QCOMPARE(text(run.sentence(9, MicroKind::found_place)),
             QStringLiteral("b belongs between the base header and chunk 23, for the list is in address order."));
    QCOMPARE(text(run.after(13).sentence),
             QStringLiteral("c is free and merged with the chunks in front and behind: chunk 2 has 10 blocks now."));
    QCOMPARE(text(run.sentence(13, MicroKind::merged_with_next)),
             QStringLiteral("Chunk 7 starts right behind c. Together they are 7 blocks."));
    QCOMPARE(text(run.sentence(13, MicroKind::merged_with_previous)),
             QStringLiteral("Chunk 2 ends right in front of c and swallows it. Together they are 10 blocks."));
    QCOMPARE(text(run.sentence(13, MicroKind::header_written)),
             QStringLiteral("The link in chunk 2 leads to chunk 19 now, not to 7."));
    QCOMPARE(text(run.after(16).sentence),
             QStringLiteral("e is free and merged with the chunk in front: chunk 5 has 10 blocks now."));
    LessonRun behind;
    behind.malloc("x", 8).free("x");
    QCOMPARE(text(behind.after(2).sentence),
             QStringLiteral("x is free and merged with the chunk behind: chunk 0 has 32 blocks now."));
    QCOMPARE(running_line(run.at(13, 1)), QStringLiteral("if curr > index: next ← curr, stop"));
    QCOMPARE(text(run.at(13, 1).sentence), QStringLiteral("Chunk 2 lies in front of c. The walk goes on."));
    QCOMPARE(text(run.at(13, 3).sentence), QStringLiteral("Chunk 7 is the first chunk behind c. The walk stops."));
}

void ExplainTest::an_exact_fit_and_the_last_block() {
    const LessonRun run = teach_run();
    QCOMPARE(text(run.after(17).sentence),
             QStringLiteral("n lies at block 5. It takes the whole chunk, which leaves the list."));
    LessonRun full;
    full.malloc("x", 128).malloc("y", 1).free("x");
    QCOMPARE(text(full.after(1).sentence), QStringLiteral("x lies at block 0. No block is free any more: the length "
                                                          "FFFF in the base header says so."));
    QCOMPARE(text(full.sentence(1, MicroKind::base_written)),
             QStringLiteral("The base header's link becomes 0: no chunk is left."));
    QCOMPARE(text(full.after(2).failure->headline), QStringLiteral("y = malloc(1) failed: no block is free"));
    QCOMPARE(running_line(full.after(2)), QStringLiteral("if base.length = FFFF: return null"));
    QCOMPARE(text(full.sentence(3, MicroKind::found_place)),
             QStringLiteral("No other block is free: x becomes the only chunk."));
}

void ExplainTest::alignment_and_the_front_remainder() {
    LessonRun run;
    run.blocks("a", 3).aligned_alloc("p", 16, 20).blocks("q", 14).blocks("r", 2).free("q").free("r");
    // a 0-2, chunk 3, p 4-8, chunk 9-31
    QCOMPARE(text(run.after(2).request), QStringLiteral("20 bytes are 5 blocks · aligned to 4 blocks"));
    QCOMPARE(
        text(run.sentence(2, MicroKind::chosen)),
        QStringLiteral("Chunk 3 has 29 blocks: 1 to skip and 5 for p fit. First fit takes it and looks no further."));
    QCOMPARE(text(run.sentence(2, MicroKind::split)),
             QStringLiteral("p gets blocks 4 to 8. Block 3 in front and blocks 9 to 31 behind stay free."));
    QCOMPARE(text(run.after(2).sentence),
             QStringLiteral("p lies at block 4. In front of it block 3 and behind it blocks 9 to 31 stay free."));
    LessonRun failing;
    failing.blocks("a", 1).blocks("b", 2).blocks("c", 29).free("b");
    failing.aligned_alloc("p", 8, 8);  // 2 blocks aligned to 2; chunk 1 has 2 blocks, 1 to skip
    failing.aligned_alloc("r", 32, 8); // aligned to 8: none of blocks 1 and 2 is
    const Explanation here = failing.at(5, 2);
    QCOMPARE(text(here.sentence), QStringLiteral("Chunk 1 has 2 blocks, but only 1 from its first aligned block 2 on, "
                                                 "and p needs 2. It is the last chunk."));
    QCOMPARE(reasons(here.scan), QStringLiteral("1: needs 1 in front"));
    QCOMPARE(value(here, "front"), QStringLiteral("1*"));
    QCOMPARE(text(here.needs_and_has->has_text), QStringLiteral("1: 1 short"));
    const FailureReport report = *failing.after(5).failure;
    QCOMPARE(text(report.headline), QStringLiteral("p = aligned_alloc(8, 8) failed: 2 blocks are free, but no chunk "
                                                   "has 2 blocks from an aligned block on"));
    QCOMPARE(report.largest_chunk, 2U);
    QCOMPARE(report.largest_fitting, 1U);
    QCOMPARE(report.alignment_blocks, 2U);
    QCOMPARE(text(failing.at(6, 2).sentence),
             QStringLiteral("Chunk 1 has 2 blocks, but none of them is aligned to 8 blocks. It is the last chunk."));
    QCOMPARE(failing.after(6).failure->largest_fitting, 0U);
    QVERIFY(!failing.after(6).failure->best_chunk);
}

void ExplainTest::growing() {
    LessonRun run;
    run.blocks("a", 3).blocks("b", 2).blocks("c", 27).free("b");
    run.grow("a", 6).grow("a", 4).grow_up_to("a", 9).grow("a", 6).grow("c", 28).grow("a", 5);
    // a 0-2, chunk 3-4, c 5-31
    QCOMPARE(text(run.after(5).request), QStringLiteral("a: from 3 to 6 blocks, in place"));
    QCOMPARE(text(run.after(5).failure->headline),
             QStringLiteral("a:grow(6) failed: 3 more blocks are needed, the chunk behind has 2"));
    QCOMPARE(run.after(5).failure->largest_fitting, 5U);
    QCOMPARE(run.after(5).failure->best_chunk->value, 3U);
    QCOMPARE(text(run.after(5).sentence),
             QStringLiteral("The chunk behind a is too short, so a:grow returns false. a keeps its 3 blocks."));
    QCOMPARE(running_line(run.after(5)), QStringLiteral("if length(next) < new - old: return false"));
    QCOMPARE(text(run.sentence(6, MicroKind::visit)),
             QStringLiteral("Chunk 3 starts right behind a and has 2 blocks."));
    QCOMPARE(text(run.sentence(6, MicroKind::chosen)), QStringLiteral("Chunk 3 has 2 blocks: a takes the first 1."));
    QCOMPARE(text(run.after(6).sentence), QStringLiteral("a has 4 blocks now. The chunk behind it has 1 block left."));
    QCOMPARE(text(run.after(7).sentence),
             QStringLiteral("a has 5 blocks now, not 9: the chunk behind it had no more to give."));
    QVERIFY(!run.after(7).failure);
    QCOMPARE(text(run.after(8).failure->headline), QStringLiteral("a:grow(6) failed: c follows right behind a"));
    QCOMPARE(text(run.after(8).sentence),
             QStringLiteral("c follows right behind a, so a cannot grow in place. a keeps its 5 blocks."));
    QCOMPARE(text(run.after(9).failure->headline), QStringLiteral("c:grow(28) failed: c ends where the heap ends"));
    QCOMPARE(text(run.after(10).sentence), QStringLiteral("a has 5 blocks already: nothing to do."));
    QCOMPARE(run.after(10).micro_count, 1U);
}

void ExplainTest::shrinking() {
    LessonRun run;
    run.blocks("a", 6).blocks("b", 2).shrink("a", 2).shrink("b", 1);
    QCOMPARE(text(run.after(3).sentence),
             QStringLiteral("a has 2 blocks now. Its last 4 blocks are free and become chunk 2 with 4 blocks."));
    QCOMPARE(text(run.sentence(3, MicroKind::found_place)),
             QStringLiteral("The last 4 blocks of a belong between the base header and chunk 8, for the list is in "
                            "address order."));
    QCOMPARE(text(run.after(4).sentence), QStringLiteral("b has 1 block now. Its last block is free and merged with "
                                                         "the chunk behind: chunk 7 has 25 blocks now."));
    QCOMPARE(running_line(run.after(4)), QStringLiteral("next(tail) ← next;  next(prev) ← tail"));
}

void ExplainTest::reallocating_where_it_lies() {
    LessonRun run;
    run.malloc("b", 12).realloc("b", 40).realloc("b", 8).realloc("b", 7);
    QCOMPARE(text(run.after(2).call), QStringLiteral("b = realloc(b, 40)"));
    QCOMPARE(text(run.after(2).request), QStringLiteral("b: from 3 to 10 blocks · moves if it must"));
    QCOMPARE(text(run.after(2).sentence),
             QStringLiteral("b has 10 blocks now and did not have to move. The chunk behind it has 22 blocks left."));
    QCOMPARE(text(run.after(2).pseudocode[0]), QStringLiteral("grow_in_place(index, old, new)"));
    QCOMPARE(text(run.after(3).pseudocode[0]), QStringLiteral("shrink_in_place(index, old, new)"));
    QCOMPARE(text(run.after(4).sentence), QStringLiteral("7 bytes fit into the 2 blocks of b: nothing to do."));
}

void ExplainTest::reallocating_somewhere_else() {
    LessonRun run;
    run.malloc("b", 12).malloc("c", 4).realloc("b", 40).realloc("b", 120);
    // b moves from 0-2 to 4-13
    const auto steps = run.timeline.micro_steps(OperationIndex{3});
    const auto copied =
        std::find_if(steps.begin(), steps.end(), [](const MicroStep& step) { return step.kind == MicroKind::copied; });
    QVERIFY(copied != steps.end());
    const auto at = static_cast<std::uint32_t>(copied - steps.begin()) + 1;
    QCOMPARE(text(run.at(3, 1).pseudocode[0]), QStringLiteral("grow_in_place(index, old, new)"));
    QCOMPARE(text(run.at(3, 1).sentence),
             QStringLiteral("Chunk 4 is the next one, but it does not start right behind b."));
    QCOMPARE(text(run.at(3, 2).pseudocode[0]), QStringLiteral("allocate(size, align)"));
    QCOMPARE(text(run.at(3, 2).sentence),
             QStringLiteral("The search starts at the base header. Its link leads to chunk 4, which has 28 blocks."));
    QCOMPARE(text(run.at(3, at).sentence), QStringLiteral("The 12 bytes of b are copied from block 0 to block 4."));
    QCOMPARE(running_line(run.at(3, at)), QStringLiteral("copy the bytes from index to place"));
    QCOMPARE(text(run.at(3, at + 1).pseudocode[0]), QStringLiteral("deallocate(index, size)"));
    QCOMPARE(text(run.at(3, at + 1).sentence), QStringLiteral("Chunk 14 is the first chunk behind b. The walk stops."));
    QVERIFY(run.at(3, at + 1).scan.rejected.empty());
    QCOMPARE(text(run.after(3).sentence),
             QStringLiteral("b lies at block 4. Its old place is free and becomes chunk 0 with 3 blocks."));
    // Free: 18 behind, 3 in front.
    QCOMPARE(text(run.after(4).failure->headline),
             QStringLiteral("b = realloc(b, 120) failed: 30 blocks are needed, only 21 are free"));
    QCOMPARE(text(run.after(4).sentence),
             QStringLiteral("Chunk 14 is the last and too short, so realloc returns nil. b keeps its 10 blocks."));
}

void ExplainTest::clearing() {
    LessonRun run;
    run.malloc("a", 4).clear();
    QCOMPARE(text(run.after(2).sentence),
             QStringLiteral("The whole heap is one chunk of 32 blocks again. Every allocation is gone."));
    QCOMPARE(text(run.at(2, 1).sentence),
             QStringLiteral("Block 0 becomes the header of a chunk. Its next is 0, for no chunk comes behind it."));
    QCOMPARE(running_line(run.after(2)), QStringLiteral("base.next ← 0;  base.length ← 0"));
    QCOMPARE(text(run.after(2).request), QStringLiteral("all 32 blocks become free at once"));
}

void ExplainTest::refused_requests_data() {
    QTest::addColumn<quint64>("size");
    QTest::addColumn<unsigned>("alignment");
    QTest::addColumn<bool>("in_blocks");
    QTest::addColumn<QString>("headline");
    QTest::newRow("too large") << quint64{400} << 0U << false
                               << QStringLiteral(
                                      "x = malloc(400) failed: 100 blocks are needed, the whole heap has 32");
    QTest::newRow("nothing") << quint64{0} << 0U << true
                             << QStringLiteral("x = blocks(0) failed: an allocation has at least 1 block");
    QTest::newRow("alignment 3") << quint64{8} << 3U << false
                                 << QStringLiteral("x = aligned_alloc(3, 8) failed: 3 is not a power of two");
    QTest::newRow("alignment 2^30") << quint64{8} << (1U << 30) << false
                                    << QStringLiteral("x = aligned_alloc(1073741824, 8) failed: an alignment of "
                                                      "1,073,741,824 bytes is more than any heap can promise");
}

void ExplainTest::refused_requests() {
    QFETCH(quint64, size);
    QFETCH(unsigned, alignment);
    QFETCH(bool, in_blocks);
    QFETCH(QString, headline);
    LessonRun run;
    if (in_blocks) {
        run.blocks("x", size, alignment);
    } else {
        run.aligned_alloc("x", alignment, size);
    }
    const Explanation here = run.after(1);
    QVERIFY(here.failure.has_value());
    QCOMPARE(text(here.failure->headline), headline);
    QCOMPARE(here.micro_count, 1U);
    QVERIFY(running_line(here).endsWith(QStringLiteral("return null")));
    QCOMPARE(running_line(here).contains(QStringLiteral("align")), alignment != 0);
}

void ExplainTest::other_policies() {
    const auto holes = [](LessonRun& run) -> LessonRun& {
        return run.blocks("a", 4)
            .blocks("b", 1)
            .blocks("c", 2)
            .blocks("d", 1)
            .blocks("e", 3)
            .blocks("f", 1)
            .free("a")
            .free("c")
            .free("e");
    };
    // chunks: 0 (4), 5 (2), 8 (3), 12 (20)
    LessonRun best({}, Policy::best_fit);
    holes(best).blocks("x", 2);
    QCOMPARE(text(best.sentence(10, MicroKind::chosen)),
             QStringLiteral("Of all chunks in which x fits, chunk 5 is the shortest: 2 blocks."));
    QCOMPARE(text(best.at(10, 2).sentence),
             QStringLiteral("Chunk 0 would do, but a better one may come. The search goes on to chunk 5."));
    QCOMPARE(best.timeline.outcome(OperationIndex{10}).index.value, 5U);
    LessonRun worst({}, Policy::worst_fit);
    holes(worst).blocks("x", 2);
    QCOMPARE(text(worst.sentence(10, MicroKind::chosen)),
             QStringLiteral("Of all chunks in which x fits, chunk 12 is the longest: 20 blocks."));
    QCOMPARE(running_line(worst.at(10, 8)), QStringLiteral("take the one that was kept"));
    LessonRun next({}, Policy::next_fit);
    holes(next).blocks("w", 5).blocks("x", 2);
    QCOMPARE(text(next.sentence(11, MicroKind::chosen)),
             QStringLiteral("Chunk 17 has 15 blocks: enough for the 2 of x. Next fit takes it and looks no further."));
    QCOMPARE(text(next.sentence(11, MicroKind::visit)),
             QStringLiteral("The search goes on where the last one ended. The link in chunk 8 leads to chunk 17, which "
                            "has 15 blocks."));
}

void ExplainTest::requests_data() {
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("line");
    QTest::newRow("0") << quint64{0}
                       << QStringLiteral("0 bytes take 1 block, as every allocation does · any alignment");
    QTest::newRow("1") << quint64{1} << QStringLiteral("1 byte rounds up to 1 block, 3 bytes to spare · any alignment");
    QTest::newRow("3") << quint64{3} << QStringLiteral("3 bytes round up to 1 block, 1 byte to spare · any alignment");
    QTest::newRow("4") << quint64{4} << QStringLiteral("4 bytes are 1 block · any alignment");
    QTest::newRow("32") << quint64{32} << QStringLiteral("32 bytes are 8 blocks · any alignment");
}

void ExplainTest::requests() {
    QFETCH(quint64, bytes);
    QFETCH(QString, line);
    LessonRun run;
    run.malloc("x", bytes);
    QCOMPARE(text(run.after(1).request), line);
}

QTEST_GUILESS_MAIN(ExplainTest)
#include "explain_test.moc"
