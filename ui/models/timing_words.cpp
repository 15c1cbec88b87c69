// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timing_words.h"

#include "allocator/timing/changes.h"
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

QString nameOf(const Cell& cell, const Results& results) {
    return Words::tr("%1 at %2").arg(contenderName(cell.contender), workloadName(cell.workload, results));
}

/// The first three, and how many more.
QString listed(QStringList names) {
    names.removeDuplicates();
    const QString list = names.mid(0, 3).join(Words::tr(", "));
    return names.size() > 3 ? Words::tr("%1 and %2 more").arg(list).arg(names.size() - 3) : list;
}

QString noisyCells(const Results& results) {
    QStringList names;
    for (const Cell& cell : results.cells) {
        if (cell.noisy) {
            names << nameOf(cell, results);
        }
    }
    return names.isEmpty()
               ? QString()
               : Words::tr("Noisy, the middle half is wider than 20 % of the median: %1.").arg(listed(names));
}

/// A line for each sentence, with all that it holds for.
QStringList failures(const Results& results) {
    std::vector<std::pair<std::string, QStringList>> all;
    for (const Cell& cell : results.cells) {
        if (cell.failure.empty()) {
            continue;
        }
        auto found = std::ranges::find(all, cell.failure, [](const auto& one) { return one.first; });
        if (found == all.end()) {
            found = all.insert(found, {cell.failure, {}});
        }
        found->second << nameOf(cell, results);
    }
    QStringList lines;
    for (const auto& [sentence, names] : all) {
        lines << Words::tr("%1: %2").arg(listed(names), QString::fromStdString(sentence));
    }
    return lines;
}

/// "12 rounds", or "3 to 12 rounds" if not all had as many.
QString roundsText(const Results& results) {
    std::size_t least = results.rounds;
    std::size_t most = results.rounds;
    for (const Cell& cell : results.cells) {
        if (cell.summary.count > 0) {
            least = std::min(least, cell.summary.count);
            most = std::max(most, cell.summary.count);
        }
    }
    return least == most ? countedText(most, Words::tr("%1 round"), Words::tr("%1 rounds"))
                         : Words::tr("%1 to %2 rounds").arg(figureText(least), figureText(most));
}

/// What makes a workload the work that it is, of those that can be set.
QString workText(const std::string& workload, const Results& results) {
    if (workload == "trace") {
        return Words::tr("%1 in %2").arg(workloadNote(workload, results), heapText(results.trace_heap));
    }
    return Words::tr("%1 of %2 to %3 bytes")
        .arg(workloadNote(workload, results), figureText(results.churn.min_bytes), figureText(results.churn.max_bytes));
}

/// Workloads and contenders by their names.
QString namesOf(const std::vector<std::string>& ids, const Results& results) {
    QStringList names;
    for (const std::string& id : ids) {
        names << (infoOf(id) ? workloadName(id, results) : contenderName(id));
    }
    return names.join(Words::tr(", "));
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
        parts << Words::tr("%1 s, %2").arg(QLocale().toString(results.seconds, 'f', 1), roundsText(results));
    }
    return parts.join(QStringLiteral(" · "));
}

QStringList cautions(const Results& results) {
    QStringList all = failures(results);
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

QStringList changeCautions(const Results& before, const Results& after) {
    const ChangeLimits limits = limits_of_changes(before, after);
    QStringList all;
    for (const std::string& id : limits.other_work) {
        all << Words::tr("Left out, for it is not the same work: %1 (before: %2, %3; after: %4)")
                   .arg(workloadName(id, after), workloadName(id, before), workText(id, before), workText(id, after));
    }
    if (!limits.machine.empty()) {
        QStringList facts;
        for (const std::string& fact : limits.machine) {
            facts << QString::fromStdString(fact);
        }
        all << Words::tr("More than the code may have changed; not the same in both runs: %1.")
                   .arg(facts.join(Words::tr(", ")));
    }
    for (const auto& [ids, run, text] :
         {std::tuple(&limits.only_before, &before, Words::tr("Only in the run before: %1.")),
          std::tuple(&limits.only_after, &after, Words::tr("Only in the run after: %1."))}) {
        if (!ids->empty()) {
            all << text.arg(namesOf(*ids, *run));
        }
    }
    return all;
}

QString heapText(const HeapGeometry& heap) {
    return Words::tr("%1 × %2 bytes").arg(figureText(heap.blocks.value), figureText(heap.block_size));
}

QString tooFewRounds() { return Words::tr("too few rounds"); }

QString sureText(const std::optional<Interval>& interval, QString (*text)(double)) {
    return interval ? Words::tr("95 % sure: %1 to %2").arg(text(interval->low), text(interval->high))
                    : Words::tr("too few rounds to be sure of it");
}

QString cellSentence(const Cell& cell, const Results& results) {
    QString where = nameOf(cell, results);
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
                      Words::tr("median %1 (%2)").arg(timeText(s.median), sureText(s.median_interval, timeText))};
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
    return Words::tr("%1 times malloc (%2)")
        .arg(ratioText(cell.to_malloc->value), sureText(cell.to_malloc->interval95, ratioText));
}

} // namespace firstfit
