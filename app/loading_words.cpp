// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/loading_words.h"

#include "ui/workbench_progress.h"

#include <QCoreApplication>
#include <QLocale>
#include <QProgressBar>

#include <algorithm>

namespace firstfit {

namespace {

constexpr int barSteps = 1000;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(LoadingWords)
};

QString megabytes(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString ofAll(const LoadProgress& progress) {
    return Words::tr("%L1 of %L2 operations").arg(progress.operations).arg(progress.operations_total);
}

QString bytesSoFar(const LoadProgress& progress) {
    return progress.bytes_total == 0
               ? megabytes(progress.bytes)
               : Words::tr("%1 of %2").arg(megabytes(progress.bytes), megabytes(progress.bytes_total));
}

QString readSoFar(const LoadProgress& progress) {
    return Words::tr("%1 · %L2 operations").arg(bytesSoFar(progress)).arg(progress.operations);
}

QString whatCancelKeeps(std::uint64_t operations) {
    return operations == 0 ? Words::tr("Until then everything stays as it is.")
                           : Words::tr("Cancel keeps the first %L1 to look at.").arg(operations);
}

} // namespace

LoadingWords loadingWords(const LoadProgress& progress, const QString& name) {
    const QString all = ofAll(progress);
    // "operations" goes without saying where the strip beside it counts them.
    const QString few = Words::tr("%L1 of %L2").arg(progress.operations).arg(progress.operations_total);
    switch (progress.phase) {
    case LoadProgress::Phase::reading:
        return {Words::tr("Reading %1").arg(name), readSoFar(progress),
                Words::tr("Reading %1: %2").arg(name, bytesSoFar(progress)), whatCancelKeeps(progress.operations)};
    case LoadProgress::Phase::naming: {
        const QString doing = Words::tr("Naming the call sites of %1").arg(name);
        return {doing, Words::tr("%L1 operations are read").arg(progress.operations), doing,
                Words::tr("Cancel goes on without names.")};
    }
    case LoadProgress::Phase::fitting:
        return {Words::tr("Finding a heap for %1").arg(name), all,
                Words::tr("Finding a heap for %1: %2").arg(name, few), whatCancelKeeps(0)};
    case LoadProgress::Phase::replaying:
        return {Words::tr("Replaying %1").arg(name), all, few, whatCancelKeeps(progress.operations)};
    case LoadProgress::Phase::summing:
        return {Words::tr("Adding up the figures of %1").arg(name), all, Words::tr("Adding up: %1").arg(few), {}};
    }
    return {};
}

void showShare(QProgressBar& bar, const LoadProgress& progress) {
    const bool reads = progress.phase == LoadProgress::Phase::reading;
    const std::uint64_t total = reads ? progress.bytes_total : progress.operations_total;
    const std::uint64_t done = std::min(reads ? progress.bytes : progress.operations, total);
    bar.setRange(0, total == 0 ? 0 : barSteps);
    bar.setValue(total == 0 ? 0 : static_cast<int>(done * barSteps / total));
}

} // namespace firstfit
