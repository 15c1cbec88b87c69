// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timing_words.h"

#include "allocator/timing/contender.h"
#include "ui/models/request_words.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Timing)
};

/// Three digits, or all of the whole number.
QString threeDigits(double value) {
    const double size = std::abs(value);
    const int behind = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
    return QLocale().toString(value, 'f', behind);
}

std::optional<WorkloadInfo> infoOf(const std::string& id) {
    const std::vector<WorkloadInfo> all = workloads();
    const auto found = std::ranges::find(all, id, &WorkloadInfo::id);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

QString noisyCells(const Results& results) {
    QStringList names;
    for (const Cell& cell : results.cells) {
        if (cell.noisy) {
            names << Words::tr("%1 at %2").arg(contenderName(cell.contender), workloadName(cell.workload, results));
        }
    }
    names.removeDuplicates();
    if (names.isEmpty()) {
        return {};
    }
    const qsizetype more = names.size() - 3;
    QString list = names.mid(0, 3).join(Words::tr(", "));
    if (more > 0) {
        list = Words::tr("%1 and %2 more").arg(list).arg(more);
    }
    return Words::tr("Noisy, the middle half is wider than 20 % of the median: %1.").arg(list);
}

} // namespace

QString contenderName(const std::string& id) {
    for (const auto& all : {known_contenders(), self_test_contenders()}) {
        const auto found = std::ranges::find(all, id, &ContenderInfo::id);
        if (found != all.end()) {
            return QString::fromStdString(found->name);
        }
    }
    return QString::fromStdString(id);
}

QString workloadName(const std::string& id, const Results& results) {
    if (id == "trace" && !results.trace_file.empty()) {
        return results.trace_file == "-" ? Words::tr("standard input")
                                         : QFileInfo(QString::fromStdString(results.trace_file)).fileName();
    }
    const auto info = infoOf(id);
    return QString::fromStdString(info ? info->name : id);
}

QString workloadNote(const std::string& id, const Results& results) {
    if (id == "trace" && results.trace_operations > 0) {
        return countedText(results.trace_operations, Words::tr("%1 operation"), Words::tr("%1 operations"));
    }
    if (id == "churn") {
        return Words::tr("%1 live").arg(figureText(results.churn.live));
    }
    const auto info = infoOf(id);
    return info ? QString::fromStdString(info->operation) : QString();
}

QString timeText(double ns) {
    if (ns < 999.5) {
        return Words::tr("%1 ns").arg(threeDigits(ns));
    }
    if (ns < 999.5e3) {
        return Words::tr("%1 µs").arg(threeDigits(ns / 1e3));
    }
    return ns < 999.5e6 ? Words::tr("%1 ms").arg(threeDigits(ns / 1e6)) : Words::tr("%1 s").arg(threeDigits(ns / 1e9));
}

QString nsText(double ns) {
    return ns < 9.95 ? QLocale().toString(ns, 'f', 2) : QLocale().toString(ns, 'f', ns < 99.95 ? 1 : 0);
}

QString ratioText(double ratio) { return threeDigits(ratio); }

QString machineLine(const Results& results) {
    QStringList parts;
    for (const std::string& phrase : phrases(results.machine)) {
        parts << QString::fromStdString(phrase);
    }
    if (results.clock.cost_ns > 0) {
        parts << Words::tr("clock costs %1, steps of %2")
                     .arg(timeText(results.clock.cost_ns), timeText(results.clock.resolution_ns));
    }
    if (!results.started.empty()) {
        parts << QString::fromStdString(results.started).replace(u'T', u' ');
    }
    if (results.seconds > 0) {
        parts << Words::tr("%1 s, %2")
                     .arg(QLocale().toString(results.seconds, 'f', 1),
                          countedText(results.rounds, Words::tr("%1 round"), Words::tr("%1 rounds")));
    }
    return parts.join(QStringLiteral(" · "));
}

QStringList cautions(const Results& results) {
    QStringList all;
    if (const QString noise = noisyCells(results); !noise.isEmpty()) {
        all << noise;
    }
    for (const std::string& warning : results.warnings) {
        all << QString::fromStdString(warning);
    }
    if (results.cancelled) {
        all << Words::tr("Cancelled: what had been measured by then is shown.");
    }
    all.removeDuplicates();
    return all;
}

QString cellSentence(const Cell& cell, const Results& results) {
    QString where = Words::tr("%1 at %2").arg(contenderName(cell.contender), workloadName(cell.workload, results));
    if (cell.workload == "chunks") {
        where += Words::tr(", %1").arg(countedText(static_cast<std::uint64_t>(cell.parameter),
                                                   Words::tr("%1 free chunk"), Words::tr("%1 free chunks")));
    }
    const QString failure = QString::fromStdString(cell.failure);
    if (cell.summary.count == 0) {
        return failure.isEmpty() ? Words::tr("%1: not measured").arg(where)
                                 : QStringLiteral("%1: %2").arg(where, failure);
    }
    const Summary& s = cell.summary;
    QStringList lines{where,
                      Words::tr("median %1 (95 % sure: %2 to %3)")
                          .arg(timeText(s.median), timeText(s.median_interval.low), timeText(s.median_interval.high))};
    lines << Words::tr("middle half %1 to %2").arg(timeText(s.lower_quartile), timeText(s.upper_quartile));
    lines << Words::tr("5 to 95 %: %1 to %2; all: %3 to %4")
                 .arg(timeText(s.p5), timeText(s.p95), timeText(s.minimum), timeText(s.maximum));
    if (const QString ratio = ratioSentence(cell); !ratio.isEmpty()) {
        lines << ratio;
    }
    QString samples = countedText(s.count, Words::tr("%1 sample"), Words::tr("%1 samples"));
    lines << (cell.finished ? samples : Words::tr("%1, not yet sure enough").arg(samples));
    if (cell.noisy) {
        lines << Words::tr("noisy: the middle half is wider than 20 % of the median");
    }
    if (!failure.isEmpty()) {
        lines << failure;
    }
    return lines.join(u'\n');
}

QString ratioSentence(const Cell& cell) {
    if (!cell.to_malloc) {
        return {};
    }
    return Words::tr("%1 times malloc (95 % sure: %2 to %3)")
        .arg(ratioText(cell.to_malloc->value), ratioText(cell.to_malloc->interval95.low),
             ratioText(cell.to_malloc->interval95.high));
}

} // namespace firstfit
