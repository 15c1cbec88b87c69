// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report.h"

#include "ui/report/chapters.h"
#include "ui/report/writers.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

/// How much of the whole work is done when it has been found out what to say, of 100.
constexpr std::uint64_t foundAt = 60;

/// A document has its own size, and on paper letters stand where they belong instead of on the screen's pixels.
Fonts fontsFor(ReportFormat format, Fonts fonts) {
    fonts.scale = 1;
    if (format == ReportFormat::pdf) {
        fonts.general.setHintingPreference(QFont::PreferNoHinting);
        fonts.fixed.setHintingPreference(QFont::PreferNoHinting);
    }
    return fonts;
}

} // namespace

std::optional<ReportFormat> reportFormatOf(const QString& path) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("html") || suffix == QLatin1String("htm")) {
        return ReportFormat::html;
    }
    return suffix == QLatin1String("pdf") ? std::optional(ReportFormat::pdf) : std::nullopt;
}

std::optional<QString> writeReport(const Timeline& timeline, const Trace& trace, const ReportRequest& wanted,
                                   ReportFormat format, QIODevice& device, const ReportWatch& watch) {
    const auto part = [&watch](std::uint64_t from, std::uint64_t to) {
        return [&watch, from, to](std::uint64_t done, std::uint64_t total) {
            return !watch || watch(from + (total == 0 ? 0 : (to - from) * done / total), 100);
        };
    };
    ReportRequest request = wanted;
    request.fonts = fontsFor(format, wanted.fonts);
    const std::optional<Findings> found = findingsOf(timeline, trace, request, part(0, foundAt));
    if (!found) {
        return std::nullopt;
    }
    const bool html = format == ReportFormat::html;
    const ReportDocument document = documentOf(timeline, trace, request, *found, html ? htmlWidth : pdfWidth);
    return html ? writeHtml(document, device, part(foundAt, 100))
                : writePdf(document, request.fonts, device, part(foundAt, 100));
}

std::optional<QString> saveReport(const Timeline& timeline, const Trace& trace, const ReportRequest& request,
                                  const QString& path, const ReportWatch& watch) {
    const std::optional<ReportFormat> format = reportFormatOf(path);
    if (!format) {
        return Words::tr("%1: reports are .html or .pdf.").arg(path);
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return Words::tr("%1 cannot be written: %2").arg(path, file.errorString());
    }
    std::optional<QString> problem = writeReport(timeline, trace, request, *format, file, watch);
    if (!problem || !problem->isEmpty()) {
        file.cancelWriting();
        return problem;
    }
    return file.commit() ? QString() : Words::tr("%1 cannot be written: %2").arg(path, file.errorString());
}

} // namespace firstfit
