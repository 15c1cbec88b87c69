// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/size.h"

#include "allocator/heap/figures.h"
#include "allocator/replay/words.h"
#include "allocator/sizing/sizing.h"
#include "app/commands/run_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <array>

namespace firstfit {

namespace {

constexpr std::array<int, 6> columnWidths{6, 12, 15, 11, 11, 11};

QString key(const char* name) { return QString::fromLatin1(name); }

QJsonValue integer(std::uint64_t value) {
    return QJsonValue(static_cast<qint64>(std::min<std::uint64_t>(value, INT64_MAX)));
}

// In a column all are grouped, not only those that are hard to read otherwise.
QString grouped(std::uint64_t number) { return QString::fromStdString(figures(number)); }

QString row(const std::array<QString, 6>& cells, const QString& rest) {
    QString text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        text += cells[i].rightJustified(columnWidths[i]);
    }
    return text + (rest.isEmpty() ? QString() : QStringLiteral("  ") + rest) + QLatin1Char('\n');
}

QString overPeak(const SizingResult& result, const SizingReport& report) {
    if (report.peak_bytes == 0) {
        return {};
    }
    const double more = static_cast<double>(result.bytes) / static_cast<double>(report.peak_bytes) - 1;
    return QStringLiteral("+%1 %").arg(more * 100, 0, 'f', 1);
}

QString resultRow(const SizingResult& result, const SizingReport& report) {
    const QString blocks = (result.at_least ? QStringLiteral(">= ") : QString()) +
                           grouped(result.blocks ? *result.blocks : result.needed_blocks);
    if (!result.blocks) {
        return row({QString::number(result.block_size), blocks, {}, {}, {}, {}},
                   QStringLiteral("over the limit of 65,535 blocks"));
    }
    return row({QString::number(result.block_size), blocks + (result.proved_smallest ? QString() : QStringLiteral("*")),
                grouped(result.bytes), overPeak(result, report), grouped(result.rounding_waste),
                QString::number(result.mean_scan_length, 'f', 1)},
               QString::fromStdString(result.type));
}

QString reportText(const SizingReport& report, const SizeCommand& command) {
    QString text = QStringLiteral("%1: %2 asked for at the same time, aligned to %3 at most\n")
                       .arg(command.file, QString::fromStdString(count_of(report.peak_bytes, "byte")),
                            QString::fromStdString(count_of(report.alignment, "byte")));
    if (command.headroom > 0) {
        text += QStringLiteral("with %1 % more blocks than needed\n").arg(command.headroom * 100);
    }
    text +=
        QLatin1Char('\n') +
        row({key("block"), key("blocks"), key("heap bytes"), key("over peak"), key("rounding"), key("mean scan")}, {});
    for (const SizingResult& result : report.results) {
        text += resultRow(result, report);
    }
    const bool unproved =
        std::ranges::any_of(report.results, [](const SizingResult& r) { return r.blocks && !r.proved_smallest; });
    text += unproved ? QStringLiteral("* holds the run, not proved smallest\n") : QString();
    text += QLatin1Char('\n') + QString::fromStdString(report.recommendation) + QLatin1Char('\n');
    if (report.recommended) {
        const SizingResult& best = report.results[*report.recommended];
        text += QStringLiteral("  %1\n").arg(QString::fromStdString(best.declaration));
    }
    return text + (report.caution.empty() ? QString() : QString::fromStdString(report.caution) + QLatin1Char('\n'));
}

QJsonObject resultObject(const SizingResult& result) {
    return {{key("block_size"), integer(result.block_size)},
            {key("blocks"), result.blocks ? integer(*result.blocks) : QJsonValue()},
            {key("needed_blocks"), integer(result.needed_blocks)},
            {key("at_least"), result.at_least},
            {key("bytes"), integer(result.bytes)},
            {key("proved_smallest"), result.proved_smallest},
            {key("confirmed"), result.confirmed},
            {key("rounding_waste"), integer(result.rounding_waste)},
            {key("mean_scan_length"), result.mean_scan_length},
            {key("type"), result.blocks ? QJsonValue(QString::fromStdString(result.type)) : QJsonValue()}};
}

QString reportJson(const SizingReport& report, const SizeCommand& command) {
    QJsonArray results;
    for (const SizingResult& result : report.results) {
        results.append(resultObject(result));
    }
    const QJsonObject object{
        {key("file"), command.file},
        {key("alignment"), integer(report.alignment)},
        {key("peak_bytes"), integer(report.peak_bytes)},
        {key("from_64_bit"), report.from_64_bit},
        {key("grows_in_place"), report.grows_in_place},
        {key("headroom"), command.headroom},
        {key("results"), results},
        {key("recommended"),
         report.recommended ? integer(report.results[*report.recommended].block_size) : QJsonValue()},
        {key("recommendation"), QString::fromStdString(report.recommendation)},
    };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

} // namespace

ExitStatus size(const SizeCommand& command, QTextStream& out, QTextStream& err) {
    const std::optional<RunFile> run = runFile(command.file, {}, command.recording, err);
    if (!run || run->status == ExitStatus::unusable) {
        return ExitStatus::unusable;
    }
    SizingOptions options;
    if (!command.blockSizes.empty()) {
        options.block_sizes = command.blockSizes;
    }
    options.headroom = command.headroom;
    const SizingReport report = size_heap(run->trace, options).value(); // nobody cancels it
    out << (command.json ? reportJson(report, command) : reportText(report, command));
    return run->status;
}

} // namespace firstfit
