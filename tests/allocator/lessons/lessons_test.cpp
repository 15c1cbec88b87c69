// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every lesson runs, says what it is about, fits the editor, and claims nothing that the heap does not do.
#include "allocator/replay/timeline.h"
#include "allocator/script/script.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace firstfit;

namespace {

/// What the editor shows of a line at its usual width, and how long a line about licences may be.
constexpr qsizetype editor_columns = 32;
constexpr qsizetype licence_columns = 44;
/// Three lines of the note beside the base header, at 1280 pixels.
constexpr qsizetype note_length = 96;

QDir lessons() { return QDir(QStringLiteral(FIRSTFIT_LESSONS)); }

QStringList lessonFiles() { return lessons().entryList({QStringLiteral("*.lua")}, QDir::Files, QDir::Name); }

QByteArray sourceOf(const QString& file) {
    QFile lesson(lessons().filePath(file));
    return lesson.open(QIODevice::ReadOnly) ? lesson.readAll() : QByteArray();
}

QString text(const std::string& string) { return QString::fromStdString(string); }

/// A lesson's trace and what a real heap makes of it.
struct LessonRun {
    Trace trace;
    Timeline timeline;

    explicit LessonRun(const QString& file)
        : trace(run_script(sourceOf(file).toStdString(), file.toStdString(), {})),
          timeline(trace.geometry.value_or(HeapGeometry{})) {
        for (const Operation& operation : trace.operations)
            timeline.append(operation);
    }

    [[nodiscard]] Outcome outcome(std::uint32_t n) const { return timeline.outcome(OperationIndex{n}); }
    [[nodiscard]] bool failed(std::uint32_t n) const { return !outcome(n).ok(); }
    [[nodiscard]] std::uint32_t index(std::uint32_t n) const { return outcome(n).index.value; }
    [[nodiscard]] Snapshot after(std::uint32_t n) const {
        return timeline.snapshot(Position::after(OperationIndex{n}));
    }
    [[nodiscard]] Metrics metrics(std::uint32_t n) const { return after(n).metrics(); }
    [[nodiscard]] bool has(std::uint32_t n, MicroKind kind) const {
        const auto steps = timeline.micro_steps(OperationIndex{n});
        return std::any_of(steps.begin(), steps.end(), [kind](const MicroStep& step) { return step.kind == kind; });
    }
    /// Which of the four ways of freeing operation n took.
    [[nodiscard]] std::pair<bool, bool> merged(std::uint32_t n) const {
        return {has(n, MicroKind::merged_with_previous), has(n, MicroKind::merged_with_next)};
    }
};

} // namespace

class LessonsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thereAreNine();
    void allAreCompiledIn();
    void runsAndExplainsItself_data();
    void runsAndExplainsItself();
    void fitsTheEditor_data();
    void fitsTheEditor();
    void firstFit();
    void splitting();
    void freeing();
    void alignment();
    void rounding();
    void fragmentation();
    void growing();
    void sameBytes();
    void notFull();
};

void LessonsTest::thereAreNine() {
    QSet<QString> titles;
    for (const QString& file : lessonFiles())
        titles << text(read_script_head(sourceOf(file).toStdString()).title);
    QCOMPARE(lessonFiles().size(), 9);
    QCOMPARE(titles.size(), 9);
}

void LessonsTest::allAreCompiledIn() {
    QFile list(lessons().filePath(QStringLiteral("lessons.qrc")));
    QVERIFY(list.open(QIODevice::ReadOnly));
    QStringList listed;
    const QRegularExpression entry(QStringLiteral("<file>([^<]*)</file>"));
    for (auto match = entry.globalMatch(QString::fromUtf8(list.readAll())); match.hasNext();) {
        listed << match.next().captured(1);
    }
    QCOMPARE(listed, lessonFiles());
}

void LessonsTest::runsAndExplainsItself_data() {
    QTest::addColumn<QString>("file");
    for (const QString& file : lessonFiles())
        QTest::newRow(qPrintable(file)) << file;
}

void LessonsTest::runsAndExplainsItself() {
    QFETCH(QString, file);
    const LessonRun run(file);
    for (const Diagnostic& diagnostic : run.trace.diagnostics) {
        QFAIL(to_string(diagnostic, file.toStdString()).c_str());
    }
    QVERIFY(!run.trace.title.empty());
    QVERIFY(run.trace.goal.size() > 20);
    QVERIFY2(run.trace.goal.ends_with('.'), run.trace.goal.c_str());
    QVERIFY(run.trace.geometry.has_value());
    QVERIFY(run.trace.notes.size() >= 3);
    QVERIFY(!run.trace.pauses.empty());

    std::optional<OperationIndex> previous;
    for (const Note& note : run.trace.notes) {
        QVERIFY2(note.text.find('\n') == std::string::npos, note.text.c_str());
        QVERIFY2(text(note.text).size() <= note_length, note.text.c_str());
        // Of two notes at one moment only one could be read.
        QVERIFY2(note.after != previous, note.text.c_str());
        previous = note.after;
    }
    for (std::uint32_t n = 0; n <= run.timeline.size().value; ++n)
        QVERIFY(check(run.after(n)).empty());
}

void LessonsTest::fitsTheEditor_data() { runsAndExplainsItself_data(); }

void LessonsTest::fitsTheEditor() {
    QFETCH(QString, file);
    const QStringList lines = QString::fromUtf8(sourceOf(file)).split(u'\n');
    QVERIFY(lines.first().startsWith(QStringLiteral("-- title: ")));
    for (const QString& line : lines) {
        const bool licence =
            line.startsWith(QStringLiteral("-- Copyright")) || line.startsWith(QStringLiteral("-- SPDX"));
        QVERIFY2(line.size() <= (licence ? licence_columns : editor_columns), qPrintable(line));
    }
}

void LessonsTest::firstFit() {
    const LessonRun run(QStringLiteral("01-first-fit.lua"));
    QCOMPARE(run.timeline.size().value, 17u);
    QCOMPARE(run.metrics(11).chunks, 4u);
    QCOMPARE(run.index(12), 23u);
    QCOMPARE(run.outcome(12).scan_length.value, 4u);
    QCOMPARE(run.merged(13), std::pair(true, true));
    // "The hole at 19 has just 3 blocks. But first fit takes the first that fits."
    QCOMPARE(run.after(13).run_at(BlockIndex{19}).blocks.value, 3u);
    QCOMPARE(run.index(14), 2u);
    QVERIFY(run.failed(15));
    QCOMPARE(run.metrics(15).free.value, 11u);
    QVERIFY(run.metrics(15).largest_chunk.value < 10);
    QCOMPARE(run.metrics(16).largest_chunk.value, 10u);
    QCOMPARE(run.index(17), 5u);
}

void LessonsTest::splitting() {
    const LessonRun run(QStringLiteral("02-splitting.lua"));
    QCOMPARE(run.after(0).base_header().next, std::uint16_t{0});
    QCOMPARE(run.after(1).header(BlockIndex{3}).length, std::uint16_t{13});
    QCOMPARE(run.after(4).run_at(BlockIndex{3}).blocks.value, 5u);
    QCOMPARE(run.after(5).base_header().next, std::uint16_t{5});
    QCOMPARE(run.after(5).header(BlockIndex{5}).length, std::uint16_t{3});
    QVERIFY(run.has(5, MicroKind::split));
    QCOMPARE(run.after(6).base_header().next, std::uint16_t{9});
    QCOMPARE(run.metrics(7).free.value, 0u);
    QCOMPARE(run.after(7).base_header().length, std::uint16_t{0xFFFF});
}

void LessonsTest::freeing() {
    const LessonRun run(QStringLiteral("03-freeing.lua"));
    QCOMPARE(run.merged(8), std::pair(false, false));
    QCOMPARE(run.merged(9), std::pair(false, true));
    QCOMPARE(run.after(9).base_header().next, std::uint16_t{0});
    QCOMPARE(run.merged(10), std::pair(true, false));
    QCOMPARE(run.after(10).header(BlockIndex{0}).length, std::uint16_t{6});
    QCOMPARE(run.merged(11), std::pair(false, false));
    QCOMPARE(run.merged(12), std::pair(true, true));
    QCOMPARE(run.after(12).header(BlockIndex{0}).length, std::uint16_t{10});
    QCOMPARE(run.metrics(14).chunks, 1u);
    QCOMPARE(run.outcome(15).blocks.value, 16u);
}

void LessonsTest::alignment() {
    const LessonRun run(QStringLiteral("04-alignment.lua"));
    QCOMPARE(run.index(2), 4u);
    QCOMPARE(run.after(2).run_at(BlockIndex{1}).blocks.value, 3u);
    QCOMPARE(run.index(3), 1u);
    QVERIFY(run.has(5, MicroKind::misaligned));
    QCOMPARE(run.index(5), 8u);
    QVERIFY(run.failed(6));
    QCOMPARE(run.after(6).run_at(BlockIndex{11}).blocks.value, 5u);
    for (std::uint32_t block = 0; block < 16; ++block) {
        const bool multiple = run.timeline.geometry().address_of(BlockIndex{block}) % 32 == 0;
        QCOMPARE(multiple, block == 0 || block == 8);
    }
}

void LessonsTest::rounding() {
    const LessonRun run(QStringLiteral("05-rounding.lua"));
    QCOMPARE(run.metrics(1).rounding_waste, 0u);
    QCOMPARE(run.metrics(2).rounding_waste, 7u);
    QCOMPARE(run.metrics(4).live_bytes, 31u);
    QCOMPARE(run.metrics(4).used.value * 8, 48u);
    QCOMPARE(run.metrics(4).rounding_waste, 17u);
    std::uint64_t waste = 0;
    for (const std::uint64_t bytes : {8u, 9u, 1u, 13u})
        waste += (4 - bytes % 4) % 4;
    QCOMPARE(waste, 9u);
    QCOMPARE(run.outcome(5).blocks.value, 1u);
    QVERIFY(!run.outcome(6).moved);
    QCOMPARE(run.metrics(6).rounding_waste, run.metrics(5).rounding_waste - 7);
}

void LessonsTest::fragmentation() {
    const LessonRun run(QStringLiteral("06-fragmentation.lua"));
    QCOMPARE(run.metrics(8).free.value, 0u);
    QCOMPARE(run.metrics(12).free.value, 16u);
    QCOMPARE(run.metrics(12).chunks, 4u);
    QCOMPARE(run.metrics(12).largest_chunk.value, 4u);
    QVERIFY(run.failed(13));
    QCOMPARE(run.metrics(14).largest_chunk.value, 12u);
    QCOMPARE(run.index(15), 4u);
}

void LessonsTest::growing() {
    const LessonRun run(QStringLiteral("07-growing.lua"));
    QCOMPARE(run.outcome(3).blocks.value, 6u);
    QVERIFY(run.failed(4));
    QCOMPARE(run.after(3).header(BlockIndex{10}), run.after(4).header(BlockIndex{10}));
    QCOMPARE(run.outcome(5).blocks.value, 12u);
    QCOMPARE(run.metrics(5).free.value, 0u);
    QCOMPARE(run.outcome(6).blocks.value, 2u);
    QVERIFY(run.failed(8));
    QVERIFY(run.outcome(9).moved);
    QVERIFY(run.has(9, MicroKind::copied));
    QCOMPARE(run.index(9), 8u);
    QCOMPARE(run.outcome(10).blocks.value, 6u);
    QCOMPARE(run.index(10), 0u);
}

void LessonsTest::sameBytes() {
    const LessonRun run(QStringLiteral("08-same-bytes.lua"));
    QCOMPARE(run.timeline.geometry().capacity_bytes(), 32u);
    QVERIFY(run.failed(9));
    QCOMPARE(run.metrics(17).largest_chunk.value, 8u);
    for (const auto& [operation, allocations] : {std::pair(8u, 8u), std::pair(21u, 4u), std::pair(27u, 2u)}) {
        QCOMPARE(run.metrics(operation).free.value, 0u);
        QCOMPARE(run.metrics(operation).rounding_waste, 0u);
        QCOMPARE(run.metrics(operation).live_bytes, 32u);
        QCOMPARE(run.after(operation).allocations().size(), std::size_t{allocations});
    }
}

void LessonsTest::notFull() {
    const LessonRun run(QStringLiteral("09-not-full.lua"));
    // The last chunk was an exact fit, and yet two blocks are free and can be had.
    QCOMPARE(run.index(4), 4u);
    QCOMPARE(run.metrics(4).free.value, 2u);
    QCOMPARE(run.after(4).base_header().length, std::uint16_t{0});
    QCOMPARE(run.index(5), 0u);
    QCOMPARE(run.metrics(5).free.value, 0u);
    QCOMPARE(run.after(5).base_header().length, std::uint16_t{0xFFFF});
    QVERIFY(run.failed(6));
    QCOMPARE(run.after(7).base_header().length, std::uint16_t{0});
    QVERIFY(!run.failed(8));
}

QTEST_GUILESS_MAIN(LessonsTest)
#include "lessons_test.moc"
