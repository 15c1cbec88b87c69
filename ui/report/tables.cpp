// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/tables.h"

#include "ui/models/request_words.h"
#include "ui/models/sizing_model.h"
#include "ui/render/percent.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace firstfit {

namespace {

constexpr std::uint64_t most_blocks = 65'535;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

QString blocksText(std::uint64_t count) { return countedText(count, Words::tr("%1 block"), Words::tr("%1 blocks")); }
QString bytesText(std::uint64_t count) { return countedText(count, Words::tr("%1 byte"), Words::tr("%1 bytes")); }

/// What the reader met, as far as there was something to meet.
QString recordingText(const RecordingFacts& facts) {
    QStringList words{countedText(facts.lines, Words::tr("%1 line"), Words::tr("%1 lines"))};
    const auto add = [&words](std::uint64_t count, const QString& one, const QString& many) {
        if (count != 0) {
            words << countedText(count, one, many);
        }
    };
    add(facts.skipped_lines, Words::tr("%1 line skipped"), Words::tr("%1 lines skipped"));
    add(facts.unmatched_frees, Words::tr("%1 free of an unknown address"), Words::tr("%1 frees of unknown addresses"));
    add(facts.unmatched_reallocs, Words::tr("%1 reallocation of an unknown address"),
        Words::tr("%1 reallocations of unknown addresses"));
    add(facts.double_allocations, Words::tr("%1 allocation at a live address"),
        Words::tr("%1 allocations at live addresses"));
    add(facts.failed_requests, Words::tr("%1 request that failed in the program itself"),
        Words::tr("%1 requests that failed in the program itself"));
    add(facts.left_out, Words::tr("%1 operation left out as asked"), Words::tr("%1 operations left out as asked"));
    if (facts.cut_off) {
        words << Words::tr("cut off at the end");
    }
    return words.join(Words::tr(", "));
}

QString heapText(const Timeline& timeline) {
    const HeapGeometry& geometry = timeline.geometry();
    return Words::tr("%1 of %2 at 0x%3, %4; %5 with the base header")
        .arg(blocksText(geometry.blocks.value), bytesText(geometry.block_size),
             QString::number(geometry.base_address, 16), QString::fromLatin1(to_string(timeline.policy())),
             bytesText(geometry.size_of()));
}

QString operationsText(const RunSummary& summary) {
    return Words::tr("%1: %2, %3, %4")
        .arg(figureText(summary.operations),
             countedText(summary.allocations, Words::tr("%1 allocation"), Words::tr("%1 allocations")),
             countedText(summary.frees, Words::tr("%1 free"), Words::tr("%1 frees")),
             countedText(summary.reallocations, Words::tr("%1 reallocation"), Words::tr("%1 reallocations")));
}

QString endText(const RunSummary& summary) {
    return Words::tr("%1 in use, %2 free in %3, the largest of %4")
        .arg(blocksText(summary.at_end.used), figureText(summary.at_end.free),
             countedText(summary.at_end.chunks, Words::tr("%1 chunk"), Words::tr("%1 chunks")),
             blocksText(summary.at_end.largest));
}

QString peakText(const Findings& found) {
    const QString peak = Words::tr("%1 asked for at the same time; %2 in use at the same time")
                             .arg(bytesText(found.summary.peak_bytes), blocksText(found.summary.peak_blocks));
    return found.peak.value == 0 ? peak : Words::tr("%1 (operation %2)").arg(peak, figureText(found.peak.value));
}

QString fragmentationText(const RunSummary& summary) {
    return Words::tr("%1 at the end, %2 at most (operation %3)")
        .arg(percentText(summary.fragmentation.end), percentText(summary.fragmentation.max),
             figureText(summary.fragmentation.max_at.value));
}

QString scanText(const RunSummary& summary) {
    return Words::tr("%1 on average, %2 at most")
        .arg(QLocale().toString(summary.scan_length.mean, 'f', 1),
             countedText(summary.scan_length.max, Words::tr("%1 chunk"), Words::tr("%1 chunks")));
}

QString overPeak(std::uint64_t bytes, std::uint64_t peak) {
    if (peak == 0) {
        return {};
    }
    const double more = static_cast<double>(bytes) / static_cast<double>(peak) - 1;
    return Words::tr("+%1 %").arg(QLocale().toString(more * 100, 'f', 1));
}

} // namespace

QString siteText(const Trace& trace, CallSiteId site) {
    return site.value < trace.call_sites.size() ? QString::fromStdString(to_string(trace.call_sites[site.value]))
                                                : Words::tr("not known");
}

QString callOf(const Trace& trace, OperationIndex n) {
    const Operation& operation = trace.operations[n.value - 1];
    // What a recording allocates has no name that anybody knows.
    return trace.recording ? callText(operation, trace) : QString::fromStdString(describe(operation, trace));
}

ReportFacts summaryFacts(const Timeline& timeline, const Trace& trace, const Findings& found) {
    const RunSummary& summary = found.summary;
    ReportFacts facts;
    if (trace.recording) {
        facts.rows.append({Words::tr("Recording"), recordingText(*trace.recording)});
        if (!trace.recording->command.empty()) {
            facts.rows.append({Words::tr("Program"), QString::fromStdString(trace.recording->command)});
        }
    }
    facts.rows.append({Words::tr("Heap"), heapText(timeline)});
    facts.rows.append({Words::tr("Operations"), operationsText(summary)});
    facts.rows.append({Words::tr("Failed requests"), figureText(summary.failures.size())});
    facts.rows.append({Words::tr("Peak"), peakText(found)});
    facts.rows.append({Words::tr("At the end"), endText(summary)});
    facts.rows.append({Words::tr("Fragmentation"), fragmentationText(summary)});
    facts.rows.append({Words::tr("Scan length"), scanText(summary)});
    facts.rows.append(
        {Words::tr("Never freed"), Words::tr("%1, %2").arg(countedText(summary.leaks.count, Words::tr("%1 allocation"),
                                                                       Words::tr("%1 allocations")),
                                                           bytesText(summary.leaks.bytes))});
    return facts;
}

ReportTable failuresTable(const Trace& trace, const RunSummary& summary, std::size_t most) {
    const bool hasSites = !trace.sites.empty();
    ReportTable table;
    table.caption = Words::tr("What was asked for, and what was free at that moment (in blocks)");
    table.columns = {Words::tr("operation"), Words::tr("call"),    Words::tr("bytes"),      Words::tr("free blocks"),
                     Words::tr("chunks"),    Words::tr("largest"), Words::tr("fits, bytes")};
    table.figures = {true, false, true, true, true, true, true};
    if (hasSites) {
        table.columns << Words::tr("called from");
        table.figures << false;
    }
    for (std::size_t i = 0; i < summary.failures.size() && i < most; ++i) {
        const FailedRequest& failure = summary.failures[i];
        QStringList row{figureText(failure.operation.value),
                        callOf(trace, failure.operation),
                        figureText(failure.bytes),
                        figureText(failure.free_blocks),
                        figureText(failure.chunks),
                        figureText(failure.largest_chunk),
                        figureText(failure.largest_fitting_bytes)};
        if (hasSites) {
            row << siteText(trace, siteOfOperation(trace, failure.operation));
        }
        table.rows << row;
    }
    return table;
}

ReportTable sizingTable(const SizingReport& report) {
    ReportTable table;
    table.caption = Words::tr("The smallest heap by block size");
    table.columns = {Words::tr("block, bytes"), Words::tr("blocks"),          Words::tr("heap, bytes"),
                     Words::tr("over peak"),    Words::tr("rounding, bytes"), Words::tr("mean scan"),
                     Words::tr("certainty")};
    table.figures = {true, true, true, true, true, true, false};
    for (const SizingResult& result : report.results) {
        const QString blocks = (result.at_least ? Words::tr("≥ %1") : QStringLiteral("%1"))
                                   .arg(figureText(result.blocks ? *result.blocks : result.needed_blocks));
        QStringList row{figureText(result.block_size), blocks};
        if (result.blocks) {
            row << figureText(result.bytes) << overPeak(result.bytes, report.peak_bytes)
                << figureText(result.rounding_waste) << QLocale().toString(result.mean_scan_length, 'f', 1);
        } else {
            row << QString() << QString() << QString() << QString();
        }
        table.rows << (row << (result.blocks || result.needed_blocks <= most_blocks
                                   ? certaintyOf(result)
                                   : Words::tr("No heap has more than %1.").arg(blocksText(most_blocks))));
    }
    table.strong = report.recommended ? static_cast<qsizetype>(*report.recommended) : -1;
    return table;
}

ReportTable sitesTable(const Trace& trace, const std::vector<SiteFigures>& sites, bool failed, std::size_t most) {
    ReportTable table;
    table.caption = failed ? Words::tr("Failed requests by call site") : Words::tr("Never freed, by call site");
    table.columns = {Words::tr("call site"), failed ? Words::tr("failures") : Words::tr("allocations"),
                     Words::tr("bytes")};
    table.figures = {false, true, true};
    for (std::size_t i = 0; i < sites.size() && i < most; ++i) {
        table.rows << QStringList{siteText(trace, sites[i].site),
                                  figureText(failed ? sites[i].failures : sites[i].allocations),
                                  figureText(sites[i].bytes)};
    }
    return table;
}

} // namespace firstfit
