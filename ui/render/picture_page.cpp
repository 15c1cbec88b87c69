// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a position of a run to the words and marks of its picture.
#include "ui/render/picture.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Picture)
};

QString fromStd(const std::string& text) { return QString::fromStdString(text); }

bool isDone(const Timeline& timeline, Position position) {
    return position.operation.value == 0 ||
           timeline.normalised(Position::after(position.operation)).micro == position.micro;
}

/// All notes that the script left at this point, in one.
void setNote(HeapMarks& marks, const Timeline& timeline, const Trace& trace, Position position) {
    const std::uint32_t operation = position.operation.value;
    const OperationIndex done{isDone(timeline, position) ? operation : operation - 1};
    QStringList texts;
    std::uint32_t line = 0;
    for (const Note& note : trace.notes) {
        if (note.after == done) {
            line = texts.isEmpty() ? note.line : line;
            texts << fromStd(note.text);
        }
    }
    marks.noteText = texts.join(QLatin1Char('\n'));
    marks.noteTitle = line > 0 ? Words::tr("note, line %1").arg(line) : Words::tr("note");
}

std::uint64_t requestOf(const Explanation& explanation) {
    if (explanation.failure) {
        return explanation.failure->needed_blocks;
    }
    return explanation.needs_and_has ? explanation.needs_and_has->needs : 0;
}

/// The chunk in question in words: the one chosen, or the best there was for a request that failed.
std::optional<Callout> calloutFor(const Explanation& explanation, const Snapshot& snapshot) {
    const QLocale locale;
    const auto about = [&](BlockIndex chunk, const QString& what) {
        const std::uint32_t length = snapshot.run_at(chunk).blocks.value;
        return length == 1 ? Words::tr("Chunk %1: 1 block, %2").arg(locale.toString(chunk.value), what)
                           : Words::tr("Chunk %1: %2 blocks, %3")
                                 .arg(locale.toString(chunk.value), locale.toString(length), what);
    };
    const auto inHeap = [&](const std::optional<BlockIndex>& chunk) {
        return chunk && chunk->value < snapshot.geometry().blocks.value &&
               snapshot.run_at(*chunk).kind == Run::Kind::chunk;
    };
    if (explanation.failure && inHeap(explanation.failure->best_chunk)) {
        const FailureReport& report = *explanation.failure;
        const std::uint32_t length = snapshot.run_at(*report.best_chunk).blocks.value;
        const std::uint32_t front = length - std::min(length, report.largest_fitting);
        const QString fits = locale.toString(report.largest_fitting);
        const QString needs = locale.toString(static_cast<qulonglong>(report.needed_blocks));
        return Callout{*report.best_chunk, about(*report.best_chunk, Words::tr("the best there is")),
                       front > 0 ? Words::tr("%1 lost in front for the alignment: %2 fit, %3 are needed")
                                       .arg(locale.toString(front), fits, needs)
                                 : Words::tr("%1 fit, %2 are needed").arg(fits, needs)};
    }
    if (inHeap(explanation.scan.chosen)) {
        const std::uint64_t request = requestOf(explanation);
        return Callout{*explanation.scan.chosen, about(*explanation.scan.chosen, Words::tr("chosen")),
                       request > 0 ? Words::tr("%1 are needed").arg(locale.toString(static_cast<qulonglong>(request)))
                                   : QString()};
    }
    return std::nullopt;
}

} // namespace

QString operationLine(const Timeline& timeline, const Trace& trace, Position wanted) {
    const Position position = timeline.normalised(wanted);
    const QLocale locale;
    const QString count = locale.toString(timeline.size().value);
    if (position.operation.value == 0) {
        return timeline.size().value == 0 ? Words::tr("the fresh heap")
                                          : Words::tr("operation 0 of %1 · the fresh heap").arg(count);
    }
    QString line = Words::tr("operation %1 of %2").arg(locale.toString(position.operation.value), count);
    if (!isDone(timeline, position)) {
        const std::uint32_t steps = timeline.normalised(Position::after(position.operation)).micro;
        line += Words::tr(", micro-step %1 of %2").arg(position.micro).arg(steps);
    }
    return line + QStringLiteral(" · ") + fromStd(describe(timeline.operation(position.operation), trace));
}

HeapMarks marksAt(const Timeline& timeline, const Trace& trace, Position position, const Explanation& explanation,
                  const Snapshot& snapshot) {
    HeapMarks marks;
    marks.scan = explanation.scan;
    marks.request = requestOf(explanation);
    marks.insideOperation = !isDone(timeline, position);
    if (explanation.failure) {
        marks.sentence = fromStd(explanation.failure->sentence);
    }
    marks.callout = calloutFor(explanation, snapshot);
    setNote(marks, timeline, trace, position);
    return marks;
}

PicturePage pageFor(const Timeline& timeline, const Trace& trace, Position wanted) {
    const Position position = timeline.normalised(wanted);
    PicturePage page;
    page.snapshot = timeline.snapshot(position);
    page.marks = marksAt(timeline, trace, position, explain(timeline, trace, position), page.snapshot);
    page.title = fromStd(trace.title);
    page.caption = operationLine(timeline, trace, position);
    page.geometry = geometryLine(timeline.geometry());
    return page;
}

} // namespace firstfit
