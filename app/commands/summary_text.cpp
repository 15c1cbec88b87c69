// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/summary_text.h"

#include "allocator/heap/figures.h"
#include "allocator/replay/failure_cause.h"
#include "allocator/replay/leaks.h"
#include "ui/render/percent.h"

#include <QStringList>
#include <QTextStream>

namespace firstfit {

namespace {

constexpr int labelWidth = 16;
// A script that fails in a loop would drown the rest; --json has them all.
constexpr std::size_t mostFailures = 20;
constexpr std::size_t mostSites = 5;

QString line(const char* label, const QString& text) {
    return QString::fromLatin1(label).leftJustified(labelWidth) + text + QLatin1Char('\n');
}

QString figure(std::uint64_t number) { return QString::fromStdString(figures(number)); }

QString counted(std::uint64_t count, const char* one, const char* many) {
    return QStringLiteral("%1 %2").arg(figure(count), QString::fromLatin1(count == 1 ? one : many));
}

QString heapText(const Timeline& timeline) {
    const HeapGeometry& geometry = timeline.geometry();
    return QStringLiteral("%1 of %2 bytes at 0x%3, %4")
        .arg(counted(geometry.blocks.value, "block", "blocks"))
        .arg(figure(geometry.block_size))
        .arg(geometry.base_address, 0, 16)
        .arg(QString::fromLatin1(to_string(timeline.policy())));
}

QString operationsText(const RunSummary& summary) {
    return QStringLiteral("%1: %2, %3, %4")
        .arg(figure(summary.operations))
        .arg(counted(summary.allocations, "allocation", "allocations"), counted(summary.frees, "free", "frees"),
             counted(summary.reallocations, "reallocation", "reallocations"));
}

QString endText(const RunSummary& summary) {
    return QStringLiteral("%1 used, %2 free in %3, the largest %4")
        .arg(counted(summary.at_end.used, "block", "blocks"))
        .arg(figure(summary.at_end.free))
        .arg(counted(summary.at_end.chunks, "chunk", "chunks"))
        .arg(figure(summary.at_end.largest));
}

QString failuresText(const RunSummary& summary) {
    QString text = line("failed requests", figure(summary.failures.size()));
    for (std::size_t i = 0; i < summary.failures.size() && i < mostFailures; ++i) {
        const FailedRequest& failure = summary.failures[i];
        const QString where = failure.line != 0 ? QStringLiteral(" (line %1)").arg(failure.line) : QString();
        text += QStringLiteral("  operation %1%2: %3; %4 free in %5, the largest request that fits %6\n")
                    .arg(figure(failure.operation.value))
                    .arg(where, QString::fromStdString(failure.call), counted(failure.free_blocks, "block", "blocks"),
                         counted(failure.chunks, "chunk", "chunks"),
                         counted(failure.largest_fitting_bytes, "byte", "bytes"));
    }
    if (summary.failures.size() > mostFailures) {
        text +=
            QStringLiteral("  and %1 more (--json lists all)\n").arg(figure(summary.failures.size() - mostFailures));
    }
    return text;
}

/// What the reader met, as far as there was something to meet.
QString recordingText(const RecordingFacts& facts) {
    QStringList words{counted(facts.lines, "line", "lines")};
    const auto add = [&words](std::uint64_t count, const char* one, const char* many) {
        if (count != 0) {
            words << counted(count, one, many);
        }
    };
    add(facts.skipped_lines, "line skipped", "lines skipped");
    add(facts.unmatched_frees, "free of an unknown address", "frees of unknown addresses");
    add(facts.unmatched_reallocs, "reallocation of an unknown address", "reallocations of unknown addresses");
    add(facts.double_allocations, "allocation at a live address", "allocations at live addresses");
    add(facts.failed_requests, "request that failed in the program itself",
        "requests that failed in the program itself");
    add(facts.left_out, "operation left out as asked", "operations left out as asked");
    if (facts.cut_off) {
        words << QStringLiteral("cut off at the end");
    }
    return line("recording", words.join(QStringLiteral(", "))) +
           (facts.command.empty() ? QString() : line("program", QString::fromStdString(facts.command)));
}

QString leakSitesText(const RunReport& report) {
    QString text;
    const std::vector<SiteFigures> sites = leaks_by_site(report.timeline, report.trace);
    for (std::size_t i = 0; i < sites.size() && i < mostSites && !report.trace.sites.empty(); ++i) {
        const bool known = sites[i].site.value < report.trace.call_sites.size();
        const std::string name = known ? to_string(report.trace.call_sites[sites[i].site.value]) : "unknown";
        text += QStringLiteral("  %1, %2: %3\n")
                    .arg(counted(sites[i].allocations, "allocation", "allocations"),
                         counted(sites[i].bytes, "byte", "bytes"), QString::fromStdString(name));
    }
    if (!text.isEmpty() && sites.size() > mostSites) {
        text += QStringLiteral("  and %1 more call sites (--json lists all)\n").arg(figure(sites.size() - mostSites));
    }
    return text;
}

/// Why the first request failed, and what would have helped.
QString firstFailureText(const RunReport& report) {
    if (!report.trace.recording || report.summary.failures.empty()) {
        return {};
    }
    const FailureCause cause = failure_cause(report.timeline, report.summary.failures.front().operation);
    QString text = line("the first", QString::fromStdString(cause_sentence(cause)));
    for (const std::string& remedy : cause_remedies(cause)) {
        text += line("", QString::fromStdString(remedy));
    }
    return text;
}

} // namespace

QString summaryText(const RunReport& report) {
    const RunSummary& summary = report.summary;
    const Trace& trace = report.trace;
    QString text = line("file", report.file);
    if (trace.recording) {
        text += recordingText(*trace.recording);
    }
    if (!trace.title.empty()) {
        text += line("title", QString::fromStdString(trace.title));
    }
    text += line("heap", heapText(report.timeline));
    text += line("operations", operationsText(summary));
    if (report.stopped) {
        text += line("stopped", QStringLiteral("operation %1: %2")
                                    .arg(figure(report.stopped->operation.value))
                                    .arg(QString::fromStdString(describe(report.stopped->condition))));
    }
    text += line("peak", QStringLiteral("%1 in %2")
                             .arg(counted(summary.peak_bytes, "byte", "bytes"),
                                  counted(summary.peak_blocks, "block", "blocks")));
    text += line("at the end", endText(summary));
    text +=
        line("fragmentation", QStringLiteral("%1 at the end, %2 at most (operation %3)")
                                  .arg(percentText(summary.fragmentation.end), percentText(summary.fragmentation.max))
                                  .arg(figure(summary.fragmentation.max_at.value)));
    text += line("scan length", QStringLiteral("%1 on average, %2 at most")
                                    .arg(summary.scan_length.mean, 0, 'f', 1)
                                    .arg(figure(summary.scan_length.max)));
    text += line("never freed", QStringLiteral("%1, %2").arg(counted(summary.leaks.count, "allocation", "allocations"),
                                                             counted(summary.leaks.bytes, "byte", "bytes")));
    return text + leakSitesText(report) + failuresText(summary) + firstFailureText(report);
}

} // namespace firstfit
