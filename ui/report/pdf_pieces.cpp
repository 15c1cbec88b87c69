// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/pdf_pieces.h"

#include "ui/render/palette.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace firstfit {

namespace {

using Text = std::shared_ptr<const QTextLayout>;

constexpr double cellPadding = 5;
constexpr double inset = 10; ///< of words on a ground of their own
constexpr double factNames = 150;
/// A cell is never so long that its row fills the page.
constexpr qsizetype longestCell = 240;

Text layoutOf(QString text, const QFont& font, double width, Qt::Alignment alignment = Qt::AlignLeft) {
    text.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
    auto layout = std::make_shared<QTextLayout>(text, font);
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setUseDesignMetrics(true);
    layout->setTextOption(option);
    layout->beginLayout();
    double y = 0;
    for (QTextLine line = layout->createLine(); line.isValid(); line = layout->createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, y));
        y += line.height();
    }
    layout->endLayout();
    return layout;
}

double heightOf(const QTextLayout& text) {
    const QTextLine last = text.lineCount() > 0 ? text.lineAt(text.lineCount() - 1) : QTextLine();
    return last.isValid() ? last.y() + last.height() : 0;
}

/// How a run of words looks.
struct Style {
    QFont font;
    QColor ink;
    QColor ground; ///< invalid: none
    double before = 6;
};

class Pieces {
public:
    Pieces(const Fonts& fonts, double width) : fonts_(fonts), width_(width) {}

    void words(const QString& text, const Style& style, double left = 0, bool withNext = false);
    void operator()(const ReportHeading& heading);
    void operator()(const ReportParagraph& paragraph);
    void operator()(const ReportList& list);
    void operator()(const ReportFacts& facts);
    void operator()(const ReportTable& table);
    void operator()(const ReportPicture& picture);
    [[nodiscard]] std::vector<Piece> take() { return std::move(pieces_); }
    /// Keeps everything from piece `first` on with what comes next.
    void tieFrom(std::size_t first) {
        std::for_each(pieces_.begin() + static_cast<std::ptrdiff_t>(first), pieces_.end(),
                      [](Piece& piece) { piece.withNext = true; });
    }
    [[nodiscard]] std::size_t count() const { return pieces_.size(); }

private:
    [[nodiscard]] std::vector<double> columnWidths(const ReportTable& table) const;
    [[nodiscard]] Piece row(const ReportTable& table, const QStringList& cells, const std::vector<double>& widths,
                            bool strong, bool head) const;
    [[nodiscard]] QFont cellFont(bool strong) const {
        return fonts_.text(11, strong ? QFont::DemiBold : QFont::Normal);
    }

    const Palette& palette_ = Palette::light(); // paper is light
    const Fonts& fonts_;
    double width_;
    std::vector<Piece> pieces_;
};

/// A piece for each line, so that long texts go on over the page.
void Pieces::words(const QString& text, const Style& style, double left, bool withNext) {
    const double margin = style.ground.isValid() ? inset : 0;
    const Text layout = layoutOf(text, style.font, width_ - left - 2 * margin);
    const int lines = layout->lineCount();
    for (int i = 0; i < lines; ++i) {
        const QTextLine line = layout->lineAt(i);
        const double above = i == 0 ? margin / 2 : 0;
        Piece piece;
        piece.before = i == 0 ? style.before : 0;
        piece.height = line.height() + above + (i + 1 == lines ? margin / 2 : 0);
        piece.withNext = withNext || (i == 0 && lines > 1);
        piece.paint = [layout, i, style, left, margin, above, box = QSizeF(width_ - left, piece.height)](QPainter& p) {
            if (style.ground.isValid()) {
                p.fillRect(QRectF(QPointF(left, 0), box), style.ground);
            }
            p.setPen(style.ink);
            const QTextLine shown = layout->lineAt(i);
            shown.draw(&p, QPointF(left + margin, above - shown.y()));
        };
        pieces_.push_back(std::move(piece));
    }
}

void Pieces::operator()(const ReportHeading& heading) {
    const bool chapter = heading.level == 2;
    words(heading.text,
          {fonts_.text(chapter ? 18 : 14, QFont::DemiBold), palette_.ink, QColor(), chapter ? 30.0 : 20.0}, 0, true);
}

void Pieces::operator()(const ReportParagraph& paragraph) {
    const QFont plain = fonts_.text(13);
    const QFont bold = fonts_.text(13, QFont::DemiBold);
    switch (paragraph.tone) {
    case ReportParagraph::Tone::plain:
        return words(paragraph.text, {plain, palette_.ink, QColor()});
    case ReportParagraph::Tone::good:
        return words(paragraph.text, {bold, palette_.success, palette_.successGround});
    case ReportParagraph::Tone::failure:
        return words(paragraph.text, {bold, palette_.failure, palette_.failureGround});
    case ReportParagraph::Tone::caution:
        return words(paragraph.text, {plain, palette_.caution, palette_.cautionGround});
    case ReportParagraph::Tone::code:
        return words(paragraph.text, {fonts_.code(12), palette_.ink, palette_.head});
    }
}

void Pieces::operator()(const ReportList& list) {
    for (const QString& item : list.items) {
        const std::size_t first = pieces_.size();
        words(item, {fonts_.text(13), palette_.ink, QColor(), 3}, 16);
        if (first < pieces_.size()) {
            const double middle = QFontMetricsF(fonts_.text(13)).height() / 2;
            pieces_[first].paint = [paint = pieces_[first].paint, middle, ink = palette_.ink2](QPainter& p) {
                p.setPen(Qt::NoPen);
                p.setBrush(ink);
                p.drawEllipse(QPointF(6, middle), 2, 2);
                p.setBrush(Qt::NoBrush);
                paint(p);
            };
        }
    }
}

void Pieces::operator()(const ReportFacts& facts) {
    for (const auto& [name, what] : facts.rows) {
        const std::size_t first = pieces_.size();
        words(what.isEmpty() ? QStringLiteral(" ") : what, {fonts_.text(13), palette_.ink, QColor(), 4}, factNames);
        const Text label = layoutOf(name, fonts_.text(13), factNames);
        pieces_[first].paint = [paint = pieces_[first].paint, label, ink = palette_.ink2](QPainter& p) {
            p.setPen(ink);
            label->draw(&p, QPointF(0, 0));
            paint(p);
        };
    }
}

/// As wide as what stands in them; if that is too wide, the columns of words give way.
std::vector<double> Pieces::columnWidths(const ReportTable& table) const {
    const QFontMetricsF metrics(cellFont(true));
    std::vector<double> widths;
    for (const QString& column : table.columns) {
        widths.push_back(metrics.horizontalAdvance(column));
    }
    for (const QStringList& cells : table.rows) {
        for (qsizetype i = 0; i < cells.size(); ++i) {
            double& width = widths[static_cast<std::size_t>(i)];
            width = std::max(width, metrics.horizontalAdvance(cells[i].left(longestCell)));
        }
    }
    double figures = 0;
    double words = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        widths[i] = std::ceil(widths[i]) + 2 * cellPadding + 1;
        (table.figures[static_cast<qsizetype>(i)] ? figures : words) += widths[i];
    }
    if (figures + words > width_ && words > 0) {
        const double share = std::max(width_ - figures, width_ / 4) / words;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            widths[i] *= table.figures[static_cast<qsizetype>(i)] ? 1 : share;
        }
    }
    return widths;
}

Piece Pieces::row(const ReportTable& table, const QStringList& cells, const std::vector<double>& widths, bool strong,
                  bool head) const {
    std::vector<Text> texts;
    Piece piece;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const auto column = static_cast<qsizetype>(i);
        QString text = cells.value(column);
        if (text.size() > longestCell) {
            text = text.left(longestCell - 1) + QChar(0x2026);
        }
        const Qt::Alignment alignment = table.figures[column] ? Qt::AlignRight : Qt::AlignLeft;
        texts.push_back(layoutOf(text, cellFont(strong || head), widths[i] - 2 * cellPadding, alignment));
        piece.height = std::max(piece.height, heightOf(*texts.back()));
    }
    piece.height += 6;
    const QColor ground = head ? palette_.head : strong ? palette_.accentTint : QColor();
    const double width = std::accumulate(widths.begin(), widths.end(), 0.0);
    piece.paint = [texts, widths, ground, width, height = piece.height, ink = palette_.ink,
                   line = palette_.line](QPainter& p) {
        if (ground.isValid()) {
            p.fillRect(QRectF(0, 0, width, height), ground);
        }
        p.fillRect(QRectF(0, height - 0.75, width, 0.75), line);
        p.setPen(ink);
        double x = 0;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            texts[i]->draw(&p, QPointF(x + cellPadding, 2.5));
            x += widths[i];
        }
    };
    return piece;
}

void Pieces::operator()(const ReportTable& table) {
    words(table.caption, {fonts_.text(11), palette_.ink2, QColor(), 12}, 0, true);
    const std::vector<double> widths = columnWidths(table);
    Piece head = row(table, table.columns, widths, false, true);
    head.before = 3;
    head.withNext = true;
    const auto again = std::make_shared<const Piece>(head);
    pieces_.push_back(std::move(head));
    for (qsizetype i = 0; i < table.rows.size(); ++i) {
        pieces_.push_back(row(table, table.rows[i], widths, i == table.strong, false));
        pieces_.back().head = again;
    }
}

void Pieces::operator()(const ReportPicture& picture) {
    Piece piece;
    piece.before = 10;
    piece.height = picture.size.height();
    piece.withNext = !picture.caption.isEmpty();
    piece.paint = [picture, line = palette_.line](QPainter& p) {
        p.save();
        p.setRenderHint(QPainter::Antialiasing);
        picture.paint(p, false);
        p.restore();
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(line, 0.75));
        p.drawRect(QRectF(QPointF(0, 0), picture.size));
    };
    pieces_.push_back(std::move(piece));
    if (!picture.caption.isEmpty()) {
        words(picture.caption, {fonts_.text(11), palette_.ink2, QColor(), 3});
    }
}

/// Words about a picture that follows stay with it.
bool leadsToPicture(const std::vector<ReportBlock>& blocks, std::size_t at) {
    while (at < blocks.size() &&
           (std::holds_alternative<ReportParagraph>(blocks[at]) || std::holds_alternative<ReportList>(blocks[at]))) {
        ++at;
        if (at < blocks.size() && std::holds_alternative<ReportPicture>(blocks[at])) {
            return true;
        }
    }
    return false;
}

} // namespace

std::vector<Piece> piecesOf(const ReportDocument& document, const Fonts& fonts, double width) {
    const Palette& palette = Palette::light();
    Pieces pieces(fonts, width);
    pieces.words(document.title, {fonts.text(26, QFont::DemiBold), palette.ink, QColor(), 0}, 0, true);
    pieces.words(document.subtitle, {fonts.text(13), palette.ink2, QColor(), 4});
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const std::size_t first = pieces.count();
        std::visit([&pieces](const auto& block) { pieces(block); }, document.blocks[i]);
        if (leadsToPicture(document.blocks, i)) {
            pieces.tieFrom(first);
        }
    }
    return pieces.take();
}

} // namespace firstfit
