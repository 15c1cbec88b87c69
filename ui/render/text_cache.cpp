// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/text_cache.h"

#include <QFontMetricsF>

#include <algorithm>

namespace firstfit {

namespace {

/// Enough for every label of a full screen; more than that is a heap being scrolled through.
constexpr qsizetype mostEntries = 4096;

constexpr std::size_t at(TextStyle style) { return static_cast<std::size_t>(style); }

} // namespace

TextCache::TextCache(const Fonts& desktop) {
    Fonts fonts = desktop;
    fonts.scale = 1;
    fonts_ = {fonts.text(15, QFont::Bold),
              fonts.text(13, QFont::Bold),
              fonts.text(11, QFont::Medium),
              fonts.text(11),
              fonts.text(12),
              fonts.text(12, QFont::Medium),
              fonts.text(12, QFont::DemiBold),
              fonts.text(13, QFont::Medium),
              fonts.text(16, QFont::DemiBold),
              fonts.code(10),
              fonts.code(11),
              fonts.code(12),
              fonts.code(12, QFont::DemiBold)};
    for (std::size_t i = 0; i < textStyleCount; ++i) {
        const QFontMetricsF metrics(fonts_[i]);
        measures_[i] = {metrics.ascent(), metrics.height(), metrics.capHeight()};
    }
}

const TextCache::Entry& TextCache::entry(TextStyle style, const QString& text) {
    QHash<QString, Entry>& entries = entries_[at(style)];
    const auto found = entries.constFind(text);
    if (found != entries.constEnd()) {
        return *found;
    }
    if (entries.size() >= mostEntries) {
        entries.clear();
    }
    Entry made;
    made.text.setTextFormat(Qt::PlainText);
    made.text.setText(text);
    made.text.prepare(QTransform(), fonts_[at(style)]);
    made.width = QFontMetricsF(fonts_[at(style)]).horizontalAdvance(text);
    return *entries.insert(text, made);
}

void TextCache::draw(QPainter& painter, TextStyle style, QPointF baseline, const QString& text) {
    painter.setFont(fonts_[at(style)]);
    painter.drawStaticText(QPointF(baseline.x(), baseline.y() - measures_[at(style)].ascent), entry(style, text).text);
}

void TextCache::drawIn(QPainter& painter, TextStyle style, const QRectF& box, Qt::Alignment alignment,
                       const QString& text) {
    const QString shown = elided(style, text, box.width());
    const double used = width(style, shown);
    double x = box.left();
    if (alignment & Qt::AlignRight) {
        x = box.right() - used;
    } else if (alignment & Qt::AlignHCenter) {
        x = box.center().x() - used / 2;
    }
    const double y = box.center().y() + measures_[at(style)].capHeight / 2;
    draw(painter, style, QPointF(x, y), shown);
}

double TextCache::width(TextStyle style, const QString& text) { return entry(style, text).width; }

QString TextCache::elided(TextStyle style, const QString& text, double width) {
    if (entry(style, text).width <= width) {
        return text;
    }
    const int units = std::max(0, static_cast<int>(width));
    QHash<std::pair<QString, int>, QString>& cache = elided_[at(style)];
    const auto found = cache.constFind({text, units});
    if (found != cache.constEnd()) {
        return *found;
    }
    if (cache.size() >= mostEntries) {
        cache.clear();
    }
    return *cache.insert({text, units}, QFontMetricsF(fonts_[at(style)]).elidedText(text, Qt::ElideRight, units));
}

const QFont& TextCache::font(TextStyle style) const { return fonts_[at(style)]; }
double TextCache::ascent(TextStyle style) const { return measures_[at(style)].ascent; }
double TextCache::height(TextStyle style) const { return measures_[at(style)].height; }
double TextCache::capHeight(TextStyle style) const { return measures_[at(style)].capHeight; }

} // namespace firstfit
