// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/bench_table.h"

#include "allocator/heap/figures.h"
#include "allocator/timing/contender.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <vector>

namespace firstfit {

namespace {

using Row = std::vector<QString>;

QString words(const std::string& text) { return QString::fromStdString(text); }

QString whole(std::uint64_t number) { return QString::fromStdString(figures(number)); }

/// Three significant digits, grouped: "0.982", "9.24", "91.8", "1,920", "113,543".
QString significant(double value) {
    const int digits = value >= 100 ? 0 : (value >= 10 ? 1 : (value >= 1 ? 2 : 3));
    return QLocale(QLocale::English).toString(value, 'f', digits);
}

QString range(double low, double high) { return QStringLiteral("%1 - %2").arg(significant(low), significant(high)); }
QString range(const std::optional<Interval>& interval) {
    return interval ? range(interval->low, interval->high) : QStringLiteral("too few rounds");
}

/// The first column to the left, the others to the right, all as wide as need be; `last` hangs over.
QString aligned(const std::vector<Row>& rows, const QString& indent) {
    std::vector<qsizetype> widths;
    for (const Row& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i + 1 < row.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    QString text;
    for (const Row& row : rows) {
        QString line = indent;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool last = i + 1 == row.size();
            line += i == 0 ? row[i].leftJustified(widths[i])
                           : QStringLiteral("  ") + (last ? row[i] : row[i].rightJustified(widths[i]));
        }
        while (line.endsWith(QLatin1Char(' '))) {
            line.chop(1);
        }
        text += line + QLatin1Char('\n');
    }
    return text;
}

QString nameOf(const std::string& contender) {
    std::vector<ContenderInfo> all = known_contenders();
    std::ranges::copy(self_test_contenders(), std::back_inserter(all));
    const auto found = std::ranges::find(all, contender, &ContenderInfo::id);
    return words(found == all.end() ? contender : found->name);
}

/// What is not in the figures: too wide, failed.
QString remarkOn(const Cell& cell) {
    QString remark = cell.noisy ? QStringLiteral("noisy") : QString();
    if (!cell.failure.empty()) {
        remark += (remark.isEmpty() ? QString() : QStringLiteral("; ")) + words(cell.failure);
    }
    return remark;
}

Row cellRow(const Cell& cell) {
    const Summary& summary = cell.summary;
    if (summary.count == 0) {
        return {nameOf(cell.contender), QStringLiteral("-"), {}, {}, {}, {}, QStringLiteral("0"), remarkOn(cell)};
    }
    Row row{nameOf(cell.contender), significant(summary.median), range(summary.median_interval),
            range(summary.lower_quartile, summary.upper_quartile)};
    if (cell.to_malloc) {
        row.push_back(significant(cell.to_malloc->value));
        row.push_back(range(cell.to_malloc->interval95));
    } else {
        row.resize(row.size() + 2);
    }
    row.push_back(QString::number(summary.count));
    row.push_back(remarkOn(cell));
    return row;
}

QString cellTable(const std::vector<const Cell*>& cells) {
    std::vector<Row> rows{{{},
                           QStringLiteral("median"),
                           QStringLiteral("95 % interval"),
                           QStringLiteral("middle half"),
                           QStringLiteral("by malloc"),
                           QStringLiteral("95 % interval"),
                           QStringLiteral("rounds"),
                           {}}};
    for (const Cell* cell : cells) {
        rows.push_back(cellRow(*cell));
    }
    return aligned(rows, QStringLiteral("  "));
}

/// Medians: a row for each parameter, a column for each contender; failures below.
QString parameterTable(const WorkloadInfo& workload, const std::vector<const Cell*>& cells) {
    std::vector<Row> rows{{words(workload.parameter_name)}};
    QString failures;
    double current = -1;
    for (const Cell* cell : cells) {
        const bool inFirstRow = cell->parameter == cells.front()->parameter;
        if (inFirstRow) {
            rows.front().push_back(nameOf(cell->contender));
        }
        if (cell->parameter != current) {
            current = cell->parameter;
            rows.push_back({whole(static_cast<std::uint64_t>(current))});
        }
        rows.back().push_back(cell->summary.count == 0
                                  ? QStringLiteral("-")
                                  : significant(cell->summary.median) + QLatin1String(cell->noisy ? "*" : ""));
        if (!cell->failure.empty()) {
            failures += QStringLiteral("  %1 behind %2: %3\n")
                            .arg(nameOf(cell->contender))
                            .arg(current)
                            .arg(words(cell->failure));
        }
    }
    for (Row& row : rows) {
        row.push_back({});
    }
    const bool noisy = std::ranges::any_of(cells, [](const Cell* cell) { return cell->noisy; });
    return aligned(rows, QStringLiteral("  ")) + (noisy ? QStringLiteral("  * noisy\n") : QString()) + failures;
}

QString titleOf(const WorkloadInfo& workload, const Results& results) {
    QString title = words(workload.name);
    if (workload.id == "churn") {
        const ChurnOptions& churn = results.churn;
        title += QStringLiteral(", %1 live of %2 to %3 bytes")
                     .arg(whole(churn.live), whole(churn.min_bytes), whole(churn.max_bytes));
    } else if (workload.needs_trace) {
        title = QStringLiteral("%1, %2 operations, %3 blocks of %4 bytes")
                    .arg(results.trace_file == "-" ? QStringLiteral("standard input") : words(results.trace_file),
                         whole(results.trace_operations), whole(results.trace_heap.blocks.value),
                         whole(results.trace_heap.block_size));
    }
    return title + QStringLiteral(": ns per ") + words(workload.operation);
}

QString machineText(const Results& results) {
    QStringList phrasesOf;
    for (const std::string& phrase : phrases(results.machine)) {
        phrasesOf << words(phrase);
    }
    return QStringLiteral("%1\nclock: %2 ns to read, steps of %3 ns. %4 s, seed %5\n")
        .arg(phrasesOf.join(QStringLiteral(", ")), significant(results.clock.cost_ns),
             significant(results.clock.resolution_ns), QString::number(results.seconds, 'f', 1))
        .arg(results.seed);
}

} // namespace

QString benchList() {
    std::vector<Row> rows;
    for (const WorkloadInfo& workload : workloads()) {
        rows.push_back({words(workload.id), words(workload.description)});
    }
    QString text =
        QStringLiteral("Workloads:\n") + aligned(rows, QStringLiteral("  ")) + QStringLiteral("\nContenders:\n");
    rows.clear();
    for (const ContenderInfo& contender : contenders()) {
        rows.push_back({words(contender.id),
                        words(contender.available ? contender.name + ", " + contender.note
                                                  : contender.name + ": not available. " + contender.why_not)});
    }
    return text + aligned(rows, QStringLiteral("  "));
}

QString benchTable(const Results& results) {
    QString text;
    for (const WorkloadInfo& workload : workloads()) {
        std::vector<const Cell*> cells;
        for (const Cell& cell : results.cells) {
            if (cell.workload == workload.id) {
                cells.push_back(&cell);
            }
        }
        if (!cells.empty()) {
            text += titleOf(workload, results) + QLatin1Char('\n') +
                    (workload.has_parameter ? parameterTable(workload, cells) : cellTable(cells)) + QLatin1Char('\n');
        }
    }
    text += machineText(results);
    for (const std::string& warning : results.warnings) {
        text += QStringLiteral("! ") + words(warning) + QLatin1Char('\n');
    }
    return text + (results.cancelled ? QStringLiteral("! Ended before the time was up.\n") : QString());
}

} // namespace firstfit
