// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/summary_text.h"

#include "ui/render/percent.h"

#include <QTextStream>

namespace firstfit {

namespace {

constexpr int labelWidth = 16;
// A script that fails in a loop would drown the rest; --json has them all.
constexpr std::size_t mostFailures = 20;

QString line(const char* label, const QString& text) {
    return QString::fromLatin1(label).leftJustified(labelWidth) + text + QLatin1Char('\n');
}

QString counted(std::uint64_t count, const char* one, const char* many) {
    return QStringLiteral("%1 %2").arg(count).arg(QString::fromLatin1(count == 1 ? one : many));
}

QString heapText(const Timeline& timeline) {
    const HeapGeometry& geometry = timeline.geometry();
    return QStringLiteral("%1 of %2 bytes at 0x%3, %4")
        .arg(counted(geometry.blocks.value, "block", "blocks"))
        .arg(geometry.block_size)
        .arg(geometry.base_address, 0, 16)
        .arg(QString::fromLatin1(to_string(timeline.policy())));
}

QString operationsText(const RunSummary& summary) {
    return QStringLiteral("%1: %2, %3, %4")
        .arg(summary.operations)
        .arg(counted(summary.allocations, "allocation", "allocations"), counted(summary.frees, "free", "frees"),
             counted(summary.reallocations, "reallocation", "reallocations"));
}

QString endText(const RunSummary& summary) {
    return QStringLiteral("%1 used, %2 free in %3, the largest %4")
        .arg(counted(summary.at_end.used, "block", "blocks"))
        .arg(summary.at_end.free)
        .arg(counted(summary.at_end.chunks, "chunk", "chunks"))
        .arg(summary.at_end.largest);
}

QString failuresText(const RunSummary& summary) {
    QString text = line("failed requests", QString::number(summary.failures.size()));
    for (std::size_t i = 0; i < summary.failures.size() && i < mostFailures; ++i) {
        const FailedRequest& failure = summary.failures[i];
        const QString where = failure.line != 0 ? QStringLiteral(" (line %1)").arg(failure.line) : QString();
        text += QStringLiteral("  operation %1%2: %3; %4 free in %5, the largest request that fits %6\n")
                    .arg(failure.operation.value)
                    .arg(where, QString::fromStdString(failure.call), counted(failure.free_blocks, "block", "blocks"),
                         counted(failure.chunks, "chunk", "chunks"),
                         counted(failure.largest_fitting_bytes, "byte", "bytes"));
    }
    if (summary.failures.size() > mostFailures) {
        text += QStringLiteral("  and %1 more (--json lists all)\n").arg(summary.failures.size() - mostFailures);
    }
    return text;
}

} // namespace

QString summaryText(const RunSummary& summary, const Trace& trace, const Timeline& timeline, const QString& file) {
    QString text = line("file", file);
    if (!trace.title.empty()) {
        text += line("title", QString::fromStdString(trace.title));
    }
    text += line("heap", heapText(timeline));
    text += line("operations", operationsText(summary));
    text += line("peak", QStringLiteral("%1 in %2")
                             .arg(counted(summary.peak_bytes, "byte", "bytes"),
                                  counted(summary.peak_blocks, "block", "blocks")));
    text += line("at the end", endText(summary));
    text +=
        line("fragmentation", QStringLiteral("%1 at the end, %2 at most (operation %3)")
                                  .arg(percentText(summary.fragmentation.end), percentText(summary.fragmentation.max))
                                  .arg(summary.fragmentation.max_at.value));
    text += line("scan length", QStringLiteral("%1 on average, %2 at most")
                                    .arg(summary.scan_length.mean, 0, 'f', 1)
                                    .arg(summary.scan_length.max));
    text += line("never freed", QStringLiteral("%1, %2").arg(counted(summary.leaks.count, "allocation", "allocations"),
                                                             counted(summary.leaks.bytes, "byte", "bytes")));
    return text + failuresText(summary);
}

} // namespace firstfit
