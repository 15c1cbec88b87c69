// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/pdf_pieces.h"
#include "ui/report/writers.h"

#include "ui/render/palette.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QPainter>
#include <QPdfWriter>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

// In px at 96 dpi, of which A4 has 793.7 x 1122.5.
constexpr double pageWidth = 210 / 25.4 * 96;
constexpr double pageHeight = 297 / 25.4 * 96;
constexpr double leftMargin = (pageWidth - pdfWidth) / 2;
constexpr double topMargin = 52;
constexpr double footerHeight = 40;
constexpr double contentHeight = pageHeight - topMargin - footerHeight - 28;

QString cannotWrite(const QIODevice& device) {
    return Words::tr("The report cannot be written: %1").arg(device.errorString());
}

void paintFooter(QPainter& painter, const QString& title, std::size_t page, std::size_t pages, const Fonts& fonts) {
    const QFont font = fonts.text(10);
    painter.setFont(font);
    painter.setPen(Palette::light().ink2);
    const QRectF box(0, contentHeight + 16, pdfWidth, footerHeight);
    const QString number = Words::tr("page %1 of %2").arg(page).arg(pages);
    painter.drawText(box, Qt::AlignRight | Qt::AlignTop | Qt::TextSingleLine, number);
    const double room = pdfWidth - QFontMetricsF(font).horizontalAdvance(number) - 20;
    painter.drawText(box, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
                     QFontMetricsF(font).elidedText(title, Qt::ElideRight, room));
}

} // namespace

std::optional<QString> writePdf(const ReportDocument& document, const Fonts& fonts, QIODevice& device,
                                const WriterWatch& watch) {
    const std::vector<Piece> pieces = piecesOf(document, fonts, pdfWidth);
    const std::vector<PlacedPiece> placed = placePieces(pieces, contentHeight);
    const std::size_t pages = placed.empty() ? 1 : placed.back().page + 1;
    QPdfWriter writer(&device);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setResolution(96);
    writer.setTitle(document.title);
    writer.setCreator(QStringLiteral("Firstfit"));
    QPainter painter;
    if (!painter.begin(&writer)) {
        return cannotWrite(device);
    }
    painter.translate(leftMargin, topMargin);
    paintFooter(painter, document.title, 1, pages, fonts);
    std::size_t page = 0;
    for (std::size_t i = 0; i < placed.size(); ++i) {
        if (!watch(i, placed.size())) {
            painter.end();
            return std::nullopt;
        }
        if (placed[i].page != page) {
            page = placed[i].page;
            writer.newPage();
            paintFooter(painter, document.title, page + 1, pages, fonts);
        }
        painter.save();
        painter.translate(0, placed[i].y);
        placed[i].piece->paint(painter);
        painter.restore();
    }
    return painter.end() ? QString() : cannotWrite(device);
}

} // namespace firstfit
