// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timeline_panel.h"

#include "ui/render/fonts.h"
#include "ui/render/hatching.h"
#include "ui/render/theme.h"
#include "ui/views/timeline_strip.h"
#include "ui/workbench.h"

#include <QPainter>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace firstfit {

namespace {

enum class Swatch : std::uint8_t { used, largest, elsewhere, line, cross, bar };

constexpr double side = 12;
constexpr double toText = 5;
constexpr double toNext = 15;

struct Entry {
    Swatch swatch;
    QString text;
};

std::array<Entry, 5> entries(bool bars) {
    return {{{Swatch::used, TimelineLegend::tr("used")},
             {Swatch::largest, TimelineLegend::tr("largest chunk")},
             {Swatch::elsewhere, TimelineLegend::tr("free elsewhere")},
             {Swatch::line, TimelineLegend::tr("1 − largest ÷ free")},
             bars ? Entry{Swatch::bar, TimelineLegend::tr("failed requests")}
                  : Entry{Swatch::cross, TimelineLegend::tr("failed")}}};
}

void paintSwatch(QPainter& painter, Swatch swatch, const QRectF& rect, const Palette& palette) {
    switch (swatch) {
    case Swatch::used:
        painter.fillRect(rect, palette.used);
        return;
    case Swatch::largest:
        painter.fillRect(rect, palette.largestChunk);
        return;
    case Swatch::elsewhere:
        painter.fillRect(rect, palette.fragmentedGround);
        painter.fillPath(texturePath(Texture::wasteHatch, rect), palette.fragmented);
        return;
    case Swatch::line:
        painter.fillRect(QRectF(rect.left(), rect.center().y() - 1, rect.width(), 2), palette.fragmentedLine);
        return;
    case Swatch::cross: {
        const QRectF cross = rect.adjusted(2, 2, -2, -2);
        painter.setPen(QPen(palette.failure, 2));
        painter.drawLine(cross.topLeft(), cross.bottomRight());
        painter.drawLine(cross.bottomLeft(), cross.topRight());
        return;
    }
    case Swatch::bar:
        painter.fillRect(QRectF(std::round(rect.center().x()) - 1, rect.top(), 2, rect.height()), palette.failure);
        return;
    }
}

} // namespace

TimelineLegend::TimelineLegend(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setAccessibleName(tr("What the colours of the timeline mean"));
    setToolTip(tr("Used blocks, the largest chunk and what is free elsewhere stack up to all blocks.<br>"
                  "The line is external fragmentation: 1 − largest chunk ÷ free blocks."));
}

void TimelineLegend::setShowsBars(bool bars) {
    if (showsBars_ != bars) {
        showsBars_ = bars;
        updateGeometry();
        update();
    }
}

QSize TimelineLegend::sizeHint() const {
    const Fonts fonts = Fonts::ofDesktop();
    const QFontMetricsF metrics(fonts.text(11));
    double width = 0;
    for (const Entry& entry : entries(showsBars_)) {
        width += (side + toText + toNext) * fonts.scale + metrics.horizontalAdvance(entry.text);
    }
    return {static_cast<int>(std::ceil(width)), static_cast<int>(std::lround(28 * fonts.scale))};
}

QSize TimelineLegend::minimumSizeHint() const { return {0, sizeHint().height()}; }

void TimelineLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = paletteOf(*this);
    const Fonts fonts = Fonts::ofDesktop();
    painter.setFont(fonts.text(11));
    const QFontMetricsF metrics(painter.font());
    double x = 0;
    for (const Entry& entry : entries(showsBars_)) {
        const double square = std::round(side * fonts.scale);
        const double text = x + square + toText * fonts.scale;
        const double end = text + metrics.horizontalAdvance(entry.text);
        if (end > width() + 0.5) {
            return;
        }
        paintSwatch(painter, entry.swatch, QRectF(std::round(x), std::round((height() - square) / 2), square, square),
                    palette);
        painter.setPen(palette.ink2);
        painter.drawText(QRectF(text, 0, end - text + 1, height()), Qt::AlignLeft | Qt::AlignVCenter, entry.text);
        x = end + toNext * fonts.scale;
    }
}

TimelinePanel::TimelinePanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("timeline"), tr("Timeline"), parent),
      workbench_(workbench),
      strip_(new TimelineStrip(workbench, this)),
      legend_(new TimelineLegend(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(strip_);
    setFocusProxy(strip_);
    connect(strip_, &TimelineStrip::zoomChanged, this, &TimelinePanel::showScale);
    showScale();
}

void TimelinePanel::showScale() {
    const TimelineLayout layout = strip_->geometryNow();
    legend_->setShowsBars(!layout.hasChips() && layout.count() > 0);
    const long perPx = std::lround(1 / layout.perOperation());
    setCaption(perPx > 1 ? tr("%L1 operations per px").arg(perPx) : QString());
}

} // namespace firstfit
