// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timing_status.h"

#include "ui/models/request_words.h"
#include "ui/workbench_timing.h"

#include <QCoreApplication>
#include <QLocale>

#include <set>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(firstfit::TimingStatus)
};

StatusWords whileMeasuring(const MeasureProgress& now) {
    StatusWords words;
    words.left =
        Words::tr("%1 of %2 figures precise enough").arg(figureText(now.cells_finished), figureText(now.cells));
    if (now.rounds_planned > 0) {
        words.left = Words::tr("%1 · round %2 of %3")
                         .arg(words.left, figureText(now.rounds_done), figureText(now.rounds_planned));
    }
    words.right = now.paused ? Words::tr("paused") : Words::tr("cancel keeps what is measured");
    return words;
}

StatusWords ofResults(const Results& results) {
    std::set<std::string> workloads;
    std::set<std::string> contenders;
    for (const Cell& cell : results.cells) {
        workloads.insert(cell.workload);
        contenders.insert(cell.contender);
    }
    StatusWords words;
    words.left = Words::tr("%1 · %2 · %3 · %4 s")
                     .arg(countedText(workloads.size(), Words::tr("%1 workload"), Words::tr("%1 workloads")),
                          countedText(contenders.size(), Words::tr("%1 contender"), Words::tr("%1 contenders")),
                          countedText(results.rounds, Words::tr("%1 round"), Words::tr("%1 rounds")),
                          QLocale().toString(results.seconds, 'f', 1));
    words.right = results.cancelled ? Words::tr("cancelled: not all of it is precise")
                  : results.warnings.empty()
                      ? QString()
                      : countedText(results.warnings.size(), Words::tr("%1 warning"), Words::tr("%1 warnings"));
    return words;
}

} // namespace

StatusWords timingStatus(const TimingLab& lab) {
    if (lab.isMeasuring()) {
        return whileMeasuring(lab.progress());
    }
    return lab.shown() ? ofResults(lab.results()) : StatusWords{Words::tr("nothing measured yet"), {}};
}

} // namespace firstfit
