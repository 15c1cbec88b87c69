// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timing_tables.h"

#include "allocator/timing/changes.h"
#include "ui/models/request_words.h"
#include "ui/models/timing_data.h"
#include "ui/models/timing_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Timing)
};

constexpr std::size_t slowestShown = 200;

FigureCell words(const QString& text, const QString& tip = {}) { return {text, {}, tip, false, false}; }
FigureCell figure(const QString& text, double sort, const QString& tip) { return {text, sort, tip, false, false}; }

QString between(const QString& low, const QString& high) { return QStringLiteral("%1 – %2").arg(low, high); }
QString nsBetween(double low, double high) { return between(nsText(low), nsText(high)); }

/// An interval, each end in the words of `text`; sorted by its lower end, those that have none first.
template <class Text>
FigureCell sure(const std::optional<Interval>& interval, Text text, const QString& tip) {
    return interval ? figure(between(text(interval->low), text(interval->high)), interval->low, tip)
                    : figure(tooFewRounds(), -1, tip);
}

QString nameOf(const Cell& cell, const Results& results) {
    const QString name = workloadName(cell.workload, results);
    return cell.workload == "chunks"
               ? QStringLiteral("%1, %2").arg(name, figureText(static_cast<std::uint64_t>(cell.parameter)))
               : name;
}

} // namespace

FigureTable medianTable(const Results& results) {
    FigureTable table;
    table.heads = {Words::tr("workload"),  Words::tr("contender"),   Words::tr("median, ns"),
                   Words::tr("95 % sure"), Words::tr("middle half"), Words::tr("rounds")};
    table.figures = {false, false, true, true, true, true};
    table.spare = {false, false, false, false, true, true};
    for (const WorkloadGroup& group : workloadGroups(results)) {
        for (const Cell* cell : group.cells) {
            if (cell == nullptr) {
                continue;
            }
            const QString tip = cellSentence(*cell, results);
            const Summary& s = cell->summary;
            std::vector<FigureCell> row{words(nameOf(*cell, results), tip), words(contenderName(cell->contender), tip)};
            if (s.count == 0) {
                row.insert(row.end(), 4, words(QString(), tip));
                row[2] = {cell->failure.empty() ? QStringLiteral("–") : Words::tr("failed"), -1.0, tip, false, true};
            } else {
                row.push_back(figure(nsText(s.median), s.median, tip));
                row.back().strong = true;
                row.back().caution = !cell->failure.empty();
                row.push_back(sure(s.median_interval, nsText, tip));
                row.push_back(figure(nsBetween(s.lower_quartile, s.upper_quartile), s.lower_quartile, tip));
                row.back().caution = cell->noisy;
                row.push_back(figure(figureText(s.count), static_cast<double>(s.count), tip));
            }
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

FigureTable ratioTable(const Results& results) {
    FigureTable table;
    table.heads = {Words::tr("workload"), Words::tr("contender"), Words::tr("÷ malloc"), Words::tr("95 % sure"),
                   Words::tr("99 % sure")};
    table.figures = {false, false, true, true, true};
    table.spare = {false, false, false, false, true};
    for (const WorkloadGroup& group : workloadGroups(results)) {
        for (const Cell* cell : group.cells) {
            if (cell == nullptr || !cell->to_malloc) {
                continue;
            }
            const Ratio& ratio = *cell->to_malloc;
            const QString tip = cellSentence(*cell, results);
            table.rows.push_back({words(nameOf(*cell, results), tip), words(contenderName(cell->contender), tip),
                                  figure(ratioText(ratio.value), ratio.value, tip),
                                  sure(ratio.interval95, ratioText, tip), sure(ratio.interval99, ratioText, tip)});
            table.rows.back()[2].strong = true;
            table.rows.back()[2].caution = !cell->failure.empty();
        }
    }
    return table;
}

FigureTable chunkTable(const Results& results) {
    const std::vector<CostCurve> curves = chunkCurves(results);
    FigureTable table;
    table.heads << Words::tr("free chunks");
    table.figures.push_back(true);
    std::vector<double> counts;
    for (const CostCurve& curve : curves) {
        table.heads << contenderName(curve.contender);
        table.figures.push_back(true);
        for (const Cell* cell : curve.cells) {
            counts.push_back(cell->parameter);
        }
    }
    std::ranges::sort(counts);
    counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
    for (const double count : counts) {
        std::vector<FigureCell> row{figure(figureText(static_cast<std::uint64_t>(count)), count, {})};
        for (const CostCurve& curve : curves) {
            const auto found = std::ranges::find(curve.cells, count, [](const Cell* cell) { return cell->parameter; });
            row.push_back(found == curve.cells.end()
                              ? words(QStringLiteral("–"))
                              : figure(timeText((*found)->summary.median), (*found)->summary.median,
                                       cellSentence(**found, results)));
            row.back().caution = found != curve.cells.end() && ((*found)->noisy || !(*found)->failure.empty());
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

FigureTable latencyTable(const Results& results, const std::string& workload) {
    FigureTable table;
    table.heads = {Words::tr("contender"), Words::tr("50 %"),    Words::tr("90 %"),      Words::tr("99 %"),
                   Words::tr("99.9 %"),    Words::tr("slowest"), Words::tr("operations")};
    table.figures = {false, true, true, true, true, true, true};
    table.spare = {false, false, false, false, true, false, true};
    for (const Cell* cell : latencyCells(results, workload)) {
        const LatencyHistogram& latency = cell->latency;
        const QString tip = latency.clock_allows
                                ? QString()
                                : Words::tr("Half of the operations take less than reading the clock (%1): only the "
                                            "slow ones say something.")
                                      .arg(timeText(results.clock.cost_ns));
        std::vector<FigureCell> row{words(contenderName(cell->contender), tip)};
        for (const double ns : {latency.p50, latency.p90, latency.p99, latency.p999, latency.maximum}) {
            row.push_back(figure(timeText(ns), ns, tip));
            row.back().caution = ns < results.clock.cost_ns;
        }
        row.push_back(figure(figureText(latency.count), static_cast<double>(latency.count), tip));
        table.rows.push_back(std::move(row));
    }
    return table;
}

FigureTable slowestTable(const Results& results, const Trace* trace) {
    const bool same = trace != nullptr && trace->operations.size() == results.per_operation.size();
    FigureTable table;
    table.heads = {Words::tr("operation"), Words::tr("time"), Words::tr("request")};
    table.figures = {true, true, false};
    for (const std::uint32_t n : slowestOperations(results.per_operation, slowestShown)) {
        const double ns = static_cast<double>(results.per_operation[n - 1]);
        const QString call = same ? QString::fromStdString(describe(trace->operations[n - 1], *trace)) : QString();
        const QString tip = Words::tr("Click, or press Enter, to see the heap at operation %1").arg(figureText(n));
        table.rows.push_back(
            {figure(figureText(n), static_cast<double>(n), tip), figure(timeText(ns), ns, tip), words(call, tip)});
        table.keys.push_back(n);
    }
    return table;
}

FigureTable changeTable(const Results& before, const Results& after) {
    FigureTable table;
    table.heads = {Words::tr("workload"),  Words::tr("contender"), Words::tr("before, ns"),
                   Words::tr("after, ns"), Words::tr("change"),    Words::tr("95 % sure")};
    table.figures = {false, false, true, true, true, true};
    const auto percent = [](double ratio) {
        const double share = (ratio - 1) * 100;
        return QStringLiteral("%1%2 %").arg(share > 0 ? QStringLiteral("+") : QString(),
                                            QLocale().toString(share, 'f', std::abs(share) < 9.95 ? 1 : 0));
    };
    for (const Change& change : changes(before, after)) {
        const bool isSure = change.interval && !change.interval->contains(1);
        const QString failure =
            QString::fromStdString(change.after->failure.empty() ? change.before->failure : change.after->failure);
        const QString tip = !failure.isEmpty() ? failure
                            : isSure           ? QString()
                            : change.interval
                                ? Words::tr("Within what both runs are unsure of: no difference is shown.")
                                : Words::tr("One of the runs had too few rounds to be sure of it.");
        table.rows.push_back({words(nameOf(*change.after, after), tip),
                              words(contenderName(change.after->contender), tip),
                              figure(nsText(change.before->summary.median), change.before->summary.median, tip),
                              figure(nsText(change.after->summary.median), change.after->summary.median, tip),
                              figure(percent(change.ratio), change.ratio, tip), sure(change.interval, percent, tip)});
        table.rows.back()[4].strong = isSure;
        table.rows.back()[4].caution = !failure.isEmpty();
    }
    return table;
}

} // namespace firstfit
