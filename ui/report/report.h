// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run as a document that can be read without this program: summary, timeline, maps, failures, the smallest heap.
#pragma once

#include "allocator/replay/timeline.h"
#include "allocator/sizing/sizing.h"
#include "ui/render/fonts.h"

#include <QDateTime>
#include <QString>

#include <functional>
#include <optional>

class QIODevice;

namespace firstfit {

enum class ReportFormat : std::uint8_t {
    html, ///< one file with everything in it, light or dark as the reader's desktop is
    pdf,  ///< A4, for paper
};

/// By the ending, .html (or .htm) and .pdf; nothing for others.
[[nodiscard]] std::optional<ReportFormat> reportFormatOf(const QString& path);

/// More than a person reads, and each has pictures.
inline constexpr int most_reported_failures = 100;

struct ReportRequest {
    QString name;                            ///< what the run is called: the file as the person named it
    QDateTime made;                          ///< stands below the title
    Fonts fonts;                             ///< of the pictures, and of the PDF
    std::uint32_t mostFailures = 10;         ///< explained and drawn, of more the number is told
    bool findsSmallest = true;               ///< look for the smallest heap that would have held the run
    std::optional<SizingReport> sizing = {}; ///< if that is known already
};

/// Told how far the work is; false: stop, nobody wants the report any more.
using ReportWatch = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// Writes the report into `device`. Returns what went wrong, or an empty string; nothing: it was cancelled, and what
/// is in the device is worth nothing. Needs a QGuiApplication, for the fonts, but works in any thread.
/// O(operations x chunks) while it looks for the smallest heap, else O(operations + failures explained x blocks).
[[nodiscard]] std::optional<QString> writeReport(const Timeline& timeline, const Trace& trace,
                                                 const ReportRequest& request, ReportFormat format, QIODevice& device,
                                                 const ReportWatch& watch = {});
/// The same into a file, by its ending, through a temporary one: unless all went well, what was there stays.
[[nodiscard]] std::optional<QString> saveReport(const Timeline& timeline, const Trace& trace,
                                                const ReportRequest& request, const QString& path,
                                                const ReportWatch& watch = {});

} // namespace firstfit
