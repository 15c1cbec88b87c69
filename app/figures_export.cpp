// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figures_export.h"

#include "allocator/replay/metrics_csv.h"

#include <QCoreApplication>
#include <QSaveFile>

#include <algorithm>

namespace firstfit {

std::optional<QString> saveFigures(const Timeline& timeline, const Trace& trace, const QString& path,
                                   const std::function<bool(std::uint64_t, std::uint64_t)>& watch) {
    QSaveFile file(path);
    bool written = file.open(QIODevice::WriteOnly);
    bool goesOn = true;
    std::uint64_t lines = 0;
    if (written) {
        write_metrics_csv(timeline, trace, [&](std::string_view text) {
            if (!written || !goesOn) {
                return;
            }
            const auto size = static_cast<qint64>(text.size());
            written = file.write(text.data(), size) == size;
            lines += static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
            goesOn = !watch || watch(lines, timeline.size().value);
        });
    }
    if (!goesOn) {
        file.cancelWriting();
        return std::nullopt;
    }
    written = written && file.commit();
    return written ? QString()
                   : QCoreApplication::translate("FiguresExport", "%1 cannot be written: %2.")
                         .arg(path, file.errorString());
}

} // namespace firstfit
