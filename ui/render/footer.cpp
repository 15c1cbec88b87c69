// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/footer.h"

#include "allocator/stalloc/header.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Footer)
};

constexpr double widestGap = 20;
constexpr double narrowestGap = 10;
constexpr double widestClass = 160;

/// A picture of so many units, and its words.
struct Item {
    double width;
    QString text;
    std::function<void(QRectF)> paint; ///< in a box of `width` by 13
};

struct Footer {
    QPainter& painter;
    const FooterContent& content;
    const Palette& palette;
    TextCache& text;
    TexturePainter& textures;
    double deviceScale;

    void swatch(const QRectF& box, const QColor& fill, const QColor& edge, bool hatched = false) {
        painter.fillRect(box, fill);
        if (hatched) {
            QColor ink = palette.labelInk;
            ink.setAlphaF(0.75F);
            textures.fill(painter, Texture::wasteHatch, box, ink, deviceScale);
        }
        painter.setPen(QPen(edge, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    }

    void line(const QRectF& box, double width, const QColor& colour) {
        painter.fillRect(QRectF(box.left(), box.center().y() - width / 2, box.width(), width), colour);
    }

    std::vector<Item> shapes() {
        std::vector<Item> items;
        const QColor fill = palette.fills[2];
        const QColor edge = palette.edges[2];
        items.push_back({18, Words::tr("allocation"), [=, this](QRectF r) { swatch(r, fill, edge); }});
        if (content.detail >= Detail::names) {
            items.push_back({18, Words::tr("rounding waste"), [=, this](QRectF r) { swatch(r, fill, edge, true); }});
        }
        items.push_back(
            {18, Words::tr("free"), [this](QRectF r) { swatch(r, palette.freeBlock, palette.strongLine); }});
        if (content.detail == Detail::runs) {
            items.push_back({18, Words::tr("header"), [this](QRectF r) {
                                 swatch(r, palette.freeBlock, palette.strongLine);
                                 painter.fillRect(QRectF(r.left() + 3, r.center().y() - 1.5, 3, 3), palette.ink2);
                             }});
            return items;
        }
        items.push_back(
            {18, Words::tr("header"), [this](QRectF r) { swatch(r, palette.headerBlock, palette.strongLine); }});
        items.push_back({18, Words::tr("link followed"), [this](QRectF r) { line(r, 2.5, palette.accent); }});
        items.push_back({18, Words::tr("link"), [this](QRectF r) { line(r, 1.5, palette.ink2); }});
        if (content.detail >= Detail::fields) {
            items.push_back({8, Words::tr("next 0: the end"), [this](QRectF r) {
                                 painter.setPen(QPen(palette.ink2, 1.5));
                                 painter.setBrush(Qt::NoBrush);
                                 painter.drawEllipse(r.center(), 2.75, 2.75);
                             }});
        }
        return items;
    }

    /// "2 to 9": the lengths of one class.
    static QString lengths(std::uint64_t from, std::uint64_t to) {
        const QLocale locale;
        const QString first = locale.toString(static_cast<qulonglong>(from));
        return from >= to ? first : Words::tr("%1 to %2").arg(first, locale.toString(static_cast<qulonglong>(to)));
    }

    std::vector<Item> lengthClasses() {
        std::vector<Item> items;
        if (content.classes.empty()) {
            items.push_back({18, Words::tr("allocations"), [this](QRectF r) {
                                 painter.fillRect(r.adjusted(0, 0, -9, 0), palette.used);
                                 painter.fillRect(r.adjusted(9, 0, 0, 0), palette.usedInTurn);
                             }});
        }
        if (content.detail == Detail::coverage) {
            items.push_back({18, Words::tr("free"), [this](QRectF r) { painter.fillRect(r, palette.fragmented); }});
            return items;
        }
        items.push_back({0, Words::tr("free chunks:"), [](QRectF) {}});
        const auto whole = static_cast<double>(content.comparedWith);
        const auto below = [&](double share) {
            return static_cast<std::uint64_t>(std::max(0.0, std::ceil(whole * share) - 1));
        };
        const std::uint64_t ends[] = {1, below(0.1), below(0.45), content.comparedWith - 1};
        std::uint64_t from = 1;
        for (std::size_t i = 0; i < 4; ++i) {
            const std::uint64_t to = std::min(ends[i], content.comparedWith - 1);
            if (to < from) {
                continue;
            }
            const QColor colour = palette.freeByLength[i];
            const QString words = to == 1 ? Words::tr("1 block") : lengths(from, to);
            items.push_back({18, words, [=, this](QRectF r) { line(r, 5, colour); }});
            from = to + 1;
        }
        if (content.request > 0) {
            const QString words =
                Words::tr("%1 or more: fits").arg(QLocale().toString(static_cast<qulonglong>(content.request)));
            items.push_back({18, words, [this](QRectF r) { line(r, 5, palette.freeByLength[4]); }});
        }
        return items;
    }

    std::vector<Item> classes() {
        std::vector<Item> items;
        for (const FooterClass& one : content.classes) {
            const QString words = text.elided(TextStyle::label, one.text, widestClass);
            items.push_back({18, words, [this, fill = one.fill, edge = one.edge](QRectF r) { swatch(r, fill, edge); }});
        }
        return items;
    }

    [[nodiscard]] QString lengthSentence() const {
        if (content.detail == Detail::coverage) {
            return Words::tr("A pixel mixes used and free by share; any free block shows.");
        }
        const QString longer = palette.dark ? Words::tr("Brighter means longer.") : Words::tr("Darker means longer.");
        if (content.request == 0) {
            return longer;
        }
        const QString number = QLocale().toString(static_cast<qulonglong>(content.request));
        const QString asked = content.request == 1 ? Words::tr("1 block") : Words::tr("%1 blocks").arg(number);
        return longer + QLatin1Char(' ') +
               (content.somethingFits ? Words::tr("A request for %1 needs a chunk of %2 or more.")
                                      : Words::tr("A request for %1 needs a chunk of %2 or more; there is none."))
                   .arg(asked, number);
    }

    /// Of the picture and the gap to its words; words alone begin where a picture would.
    static double room(const Item& item) { return item.width > 0 ? item.width + 6 : 0; }

    double itemsWidth(const std::vector<Item>& items) {
        double used = 0;
        for (const Item& item : items) {
            used += room(item) + text.width(TextStyle::label, item.text);
        }
        return used;
    }

    static double gapsIn(const std::vector<Item>& items) {
        return static_cast<double>(std::max<std::size_t>(items.size(), 2) - 1);
    }

    bool fitInOneLine(const std::vector<Item>& items, double width) {
        return itemsWidth(items) + gapsIn(items) * narrowestGap <= width;
    }

    /// In one line, or in two if `box` is high enough for them.
    void paintItems(const QRectF& box, const std::vector<Item>& items) {
        const double used = itemsWidth(items);
        const bool wraps = box.height() >= 2 * footerLine && !fitInOneLine(items, box.width());
        const double gap =
            wraps ? widestGap : std::clamp((box.width() - used) / gapsIn(items), narrowestGap, widestGap);
        double x = box.left();
        double middle = wraps ? box.top() + footerLine / 2 : box.center().y();
        for (const Item& item : items) {
            const double words = text.width(TextStyle::label, item.text);
            if (x + room(item) + words > box.right()) {
                if (!wraps || middle > box.top() + footerLine) {
                    return;
                }
                x = box.left();
                middle += footerLine;
            }
            item.paint(QRectF(x, middle - 6.5, item.width, 13));
            painter.setPen(palette.ink2);
            text.draw(painter, TextStyle::label, QPointF(x + room(item), middle + text.capHeight(TextStyle::label) / 2),
                      item.text);
            x += room(item) + words + gap;
        }
    }

    /// In one line, or in two close ones if `box` is high enough for them.
    void paintSentence(const QRectF& box, TextStyle style, const QString& sentence) {
        constexpr double leading = 16;
        if (box.height() < 2 * leading || text.width(style, sentence) <= box.width()) {
            const QRectF line =
                box.height() < 2 * leading ? box : QRectF(box.left(), box.top(), box.width(), footerLine);
            text.drawIn(painter, style, line, Qt::AlignLeft, sentence);
            return;
        }
        auto end = sentence.lastIndexOf(QLatin1Char(' '));
        while (end > 0 && text.width(style, sentence.left(end)) > box.width()) {
            end = sentence.lastIndexOf(QLatin1Char(' '), end - 1);
        }
        end = std::max<qsizetype>(end, 0);
        const QRectF first(box.left(), box.top(), box.width(), leading);
        text.drawIn(painter, style, first, Qt::AlignLeft, sentence.left(end));
        text.drawIn(painter, style, first.translated(0, leading), Qt::AlignLeft, sentence.mid(end).trimmed());
    }
};

} // namespace

int footerLines(Detail detail, double width, TextCache& text) {
    // Only the words and their number matter here. The lengths of the largest heap are the longest: the map keeps its
    // height whatever is asked for.
    const Palette& palette = Palette::of(false);
    QPainter nowhere;
    TexturePainter textures;
    FooterContent content;
    content.detail = detail;
    content.request = content.comparedWith = stalloc::max_block_count;
    Footer footer{nowhere, content, palette, text, textures, 1};
    if (detail >= Detail::runs) {
        return footer.fitInOneLine(footer.shapes(), width) ? 1 : 2;
    }
    const QString longest =
        Words::tr("Each chunk was tried, and as an allocation cannot move, the free blocks cannot be joined.");
    const int sentence = text.width(TextStyle::labelMedium, longest) <= width ? 1 : 2;
    return footer.fitInOneLine(footer.lengthClasses(), width) ? sentence : sentence + 1;
}

std::vector<FooterClass> footerClasses(const MapColouring& colouring, const Palette& palette) {
    std::vector<FooterClass> classes;
    for (std::size_t i = 0; i < colouring.classes.size(); ++i) {
        // Nothing alive has this colour, and it may never have had a name.
        if (colouring.classes[i].allocations == 0) {
            continue;
        }
        const AllocationColours colours = colourOfClass(colouring, i, palette);
        classes.push_back({colouring.classes[i].text, colours.fill, colours.edge});
    }
    return classes;
}

void paintFooter(QPainter& painter, const QRectF& whole, const FooterContent& content, const Palette& palette,
                 TextCache& text, TexturePainter& textures, double deviceScale) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    Footer footer{painter, content, palette, text, textures, deviceScale};
    QRectF box = whole;
    if (!content.classes.empty()) {
        footer.paintItems(QRectF(box.left(), box.top(), box.width(), footerLine), footer.classes());
        box.setTop(box.top() + footerLine);
    }
    if (content.detail >= Detail::runs) {
        if (content.sentence.isEmpty()) {
            footer.paintItems(box, footer.shapes());
        } else {
            painter.setPen(palette.ink2);
            footer.paintSentence(box, TextStyle::label, content.sentence);
        }
    } else {
        const std::vector<Item> lengths = footer.lengthClasses();
        const bool wraps = box.height() >= 3 * footerLine && !footer.fitInOneLine(lengths, box.width());
        const double legend = wraps ? 2 * footerLine : footerLine;
        footer.paintItems(QRectF(box.left(), box.top(), box.width(), legend), lengths);
        painter.setPen(palette.ink);
        const double below = std::max(box.height() - legend - 1, 18.0);
        footer.paintSentence(QRectF(box.left(), box.top() + legend + 1, box.width(), below >= 32 ? below : 18),
                             TextStyle::labelMedium,
                             content.sentence.isEmpty() ? footer.lengthSentence() : content.sentence);
    }
    painter.restore();
}

} // namespace firstfit
