// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figures_export.h"

#include "allocator/replay/metrics_csv.h"
#include "app/commands/summary_json.h"

#include <QCoreApplication>
#include <QSaveFile>

#include <algorithm>

namespace firstfit {

namespace {

/// Puts the file in its place. What went wrong, or an empty string.
QString finished(QSaveFile& file, bool written, const QString& path) {
    return written && file.commit() ? QString()
                                    : QCoreApplication::translate("FiguresExport", "%1 cannot be written: %2.")
                                          .arg(path, file.errorString());
}

} // namespace

std::optional<QString> saveFigures(const Timeline& timeline, const Trace& trace, const QString& path,
                                   const std::function<bool(std::uint64_t, std::uint64_t)>& watch) {
    QSaveFile file(path);
    bool written = file.open(QIODevice::WriteOnly);
    bool cancelled = false;
    std::uint64_t lines = 0;
    if (written) {
        write_metrics_csv(timeline, trace, [&](std::string_view text) {
            const auto size = static_cast<qint64>(text.size());
            written = file.write(text.data(), size) == size;
            lines += static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
            cancelled = watch && !watch(lines, timeline.size().value);
            return written && !cancelled;
        });
    }
    if (cancelled) {
        file.cancelWriting();
        return std::nullopt;
    }
    return finished(file, written, path);
}

QString saveSummary(const Timeline& timeline, const Trace& trace, const RunSummary& summary, const QString& name,
                    const QString& path) {
    const QByteArray text = summaryJson({summary, trace, timeline, name, {}}).toUtf8();
    QSaveFile file(path);
    return finished(file, file.open(QIODevice::WriteOnly) && file.write(text) == text.size(), path);
}

} // namespace firstfit
