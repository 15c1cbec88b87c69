// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whatever happens, the explanation is whole: each micro-step of random runs under every policy.
#include "allocator/replay/explain.h"
#include "tests/allocator/replay/random_run.h"
#include "tests/allocator/replay/timeline_of.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace firstfit;
using firstfit::tests::RandomRun;
using firstfit::tests::timeline_of;

namespace {

/// "1 blocks", "8 block", a double space, an empty place where a name should be, a sentence without its stop.
QString flaw(const QString& sentence) {
    static const QRegularExpression plural(QStringLiteral("(?<![0-9])1 (blocks|bytes|chunks)\\b"));
    static const QRegularExpression singular(QStringLiteral("\\b([02-9]|[0-9]{2,}) (block|byte)\\b(?! [0-9])"));
    static const QRegularExpression verb(QStringLiteral("\\b1 (block|byte) (are|stay|have)\\b"));
    if (sentence.isEmpty() || sentence.contains(QStringLiteral("  "))) {
        return QStringLiteral("empty or with a hole");
    }
    if (plural.match(sentence).hasMatch() || singular.match(sentence).hasMatch() || verb.match(sentence).hasMatch()) {
        return QStringLiteral("plural");
    }
    return {};
}

} // namespace

class ExplainRandomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_step_is_explained_data();
    void every_step_is_explained();

private:
    void look_at(const Timeline& timeline, const Trace& trace, Position position, const MicroStep& step);
};

void ExplainRandomTest::every_step_is_explained_data() {
    QTest::addColumn<int>("policy");
    QTest::addColumn<int>("blocks");
    for (int policy = 0; policy < 4; ++policy) {
        QTest::addRow("policy %d, 24 blocks", policy) << policy << 24;
        QTest::addRow("policy %d, 90 blocks", policy) << policy << 90;
    }
    QTest::newRow("one block") << 0 << 1;
}

void ExplainRandomTest::look_at(const Timeline& timeline, const Trace& trace, Position position,
                                const MicroStep& step) {
    const Explanation here = explain(timeline, trace, position);
    const QString sentence = QString::fromStdString(here.sentence);
    QVERIFY2(flaw(sentence).isEmpty(), qPrintable(flaw(sentence) + QStringLiteral(": ") + sentence));
    QVERIFY2(sentence.endsWith(QLatin1Char('.')), qPrintable(sentence));
    QVERIFY2(sentence.size() < 170, qPrintable(sentence));
    const QString request = QString::fromStdString(here.request);
    QVERIFY2(flaw(request).isEmpty(), qPrintable(request));
    QVERIFY(here.running_line && *here.running_line < here.pseudocode.size());
    QVERIFY(here.pseudocode.size() <= 12);
    for (const std::string& line : here.pseudocode) {
        QVERIFY2(QString::fromStdString(line).size() <= 48, line.c_str());
    }
    QCOMPARE(here.micro, position.micro);
    const Outcome& outcome = timeline.outcome(position.operation);
    const bool at_end = here.micro == here.micro_count;
    QCOMPARE(here.failure.has_value(), at_end && !outcome.ok());
    if (here.failure) {
        QVERIFY2(flaw(QString::fromStdString(here.failure->headline)).isEmpty(), here.failure->headline.c_str());
        QVERIFY2(flaw(QString::fromStdString(here.failure->sentence)).isEmpty(), here.failure->sentence.c_str());
    }
    const std::uint32_t base = timeline.geometry().blocks.value;
    QVERIFY(!here.scan.prev || here.scan.prev->value <= base);
    QVERIFY(!here.scan.curr || here.scan.curr->value < base);
    QCOMPARE(here.scan.changed.size(),
             std::size_t{step.kind == MicroKind::header_written || step.kind == MicroKind::base_written});
    if (step.kind == MicroKind::visit) {
        // What the panel shows is what the heap holds.
        const Snapshot snapshot = timeline.snapshot(position);
        QCOMPARE(here.scan.curr->value, step.block);
        QCOMPARE(here.scan.prev->value, step.prev);
        QCOMPARE(snapshot.header(BlockIndex{step.prev}).next, static_cast<std::uint16_t>(step.block));
        for (const Variable& variable : here.variables) {
            if (variable.name == "length(curr)") {
                QCOMPARE(variable.value, std::to_string(snapshot.header(BlockIndex{step.block}).length));
            }
        }
    }
    if (at_end && outcome.ok()) {
        const Snapshot snapshot = timeline.snapshot(position);
        for (const FollowedLink& link : here.scan.followed) {
            QCOMPARE(snapshot.header(link.from).next, static_cast<std::uint16_t>(link.to.value));
        }
    }
}

void ExplainRandomTest::every_step_is_explained() {
    QFETCH(int, policy);
    QFETCH(int, blocks);
    HeapGeometry geometry;
    geometry.blocks = BlockCount{static_cast<std::uint32_t>(blocks)};
    geometry.block_size = 8;
    RandomRun run(geometry, static_cast<Policy>(policy), 17);
    const Trace trace = run.trace(700);
    const Timeline timeline = timeline_of(trace, geometry, static_cast<Policy>(policy));
    std::set<MicroKind> kinds;
    std::set<stalloc::Failure> failures;
    for (std::uint32_t n = 1; n <= timeline.size().value; ++n) {
        const auto steps = timeline.micro_steps(OperationIndex{n});
        for (std::uint32_t micro = 1; micro <= steps.size(); ++micro) {
            look_at(timeline, trace, {OperationIndex{n}, micro}, steps[micro - 1]);
            if (QTest::currentTestFailed()) {
                return;
            }
            kinds.insert(steps[micro - 1].kind);
        }
        failures.insert(timeline.outcome(OperationIndex{n}).failure);
    }
    if (blocks > 1) {
        QCOMPARE(kinds.size(), std::size_t{14});
        QVERIFY(failures.contains(stalloc::Failure::no_chunk_fits));
        QVERIFY(failures.contains(stalloc::Failure::not_followed_free));
        QVERIFY(failures.contains(stalloc::Failure::chunk_too_short));
        QVERIFY(failures.contains(stalloc::Failure::too_large));
    }
}

QTEST_GUILESS_MAIN(ExplainRandomTest)
#include "explain_random_test.moc"
