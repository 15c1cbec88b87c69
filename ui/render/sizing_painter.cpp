// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/sizing_painter.h"

#include "ui/render/percent.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SizingChart)
};

// At scale 1.
constexpr double leftRoom = 64;
constexpr double rightRoom = 12;
constexpr double topRoom = 16; ///< for the figure above the highest point
constexpr double scanShare = 0.26;
constexpr double laneGap = 20;   ///< and for the figure above the highest bar
constexpr double labelRoom = 18; ///< block sizes
constexpr double titleRoom = 18; ///< what the axis is
constexpr double barShare = 0.64;

/// In the unit that fits `top`, the highest figure of the axis.
QString bytesText(double bytes, double top) {
    const QLocale locale;
    if (top < 1024) {
        return Words::tr("%1 B").arg(locale.toString(bytes, 'f', 0));
    }
    return top < 1024 * 1024 ? Words::tr("%1 KiB").arg(locale.toString(bytes / 1024, 'g', 4))
                             : Words::tr("%1 MiB").arg(locale.toString(bytes / 1024 / 1024, 'g', 4));
}

QString scanText(double scan) { return QLocale().toString(scan, 'f', scan < 10 ? 1 : 0); }

/// "+12.2 %" over the peak; what is not proved to be the smallest is at most that.
QString overPeak(const SizingBar& bar, std::uint64_t peak) {
    if (peak == 0) {
        return {};
    }
    const double share = static_cast<double>(*bar.bytes) / static_cast<double>(peak) - 1;
    const QString words = QLocale().toString(share * 100, 'f', share < 0.1 ? 1 : 0) + QStringLiteral(" %");
    return (bar.provedSmallest ? QStringLiteral("+") : QStringLiteral("≤ ")) + words;
}

struct Frame {
    QPainter& painter;
    const SizingScene& scene;
    const SizingLayout& layout;
    const Palette& palette;
    const Fonts& fonts;
    TexturePainter& textures;

    void text(const QRectF& box, int alignment, const QString& words) {
        painter.drawText(box, alignment | Qt::TextDontClip, words);
    }

    void grounds() {
        for (std::size_t i = 0; i < scene.bars.size(); ++i) {
            const QRectF column = layout.column(i);
            if (scene.selected == i) {
                painter.fillRect(column, palette.accentTint);
            } else if (scene.hovered == i) {
                painter.fillRect(column, palette.head);
            }
        }
    }

    void words() {
        const double right = layout.chart().left() - 8 * layout.scale();
        painter.setFont(fonts.text(11));
        painter.setPen(palette.ink2);
        const double line = 15 * layout.scale();
        const QRectF scans = layout.scans();
        text(QRectF(0, scans.bottom() - 2 * line + 4, right, line), Qt::AlignRight | Qt::AlignVCenter,
             Words::tr("mean"));
        text(QRectF(0, scans.bottom() - line + 2, right, line), Qt::AlignRight | Qt::AlignVCenter, Words::tr("scan"));
        const QRectF chart = layout.chart();
        painter.setPen(palette.ink3);
        for (const double share : {0.0, 0.5, 1.0}) {
            const double y = chart.bottom() - share * chart.height();
            painter.fillRect(QRectF(chart.left(), std::round(y), chart.width(), 1),
                             share == 0 ? palette.strongLine : palette.line);
            text(QRectF(0, y - 8, right, 16), Qt::AlignRight | Qt::AlignVCenter,
                 share == 0 ? QStringLiteral("0") : bytesText(share * layout.top(), layout.top()));
        }
        text(QRectF(chart.left(), chart.bottom() + labelRoom * layout.scale(), chart.width(),
                    titleRoom * layout.scale()),
             Qt::AlignHCenter | Qt::AlignVCenter, Words::tr("bytes in a block"));
    }

    void bar(std::size_t index) {
        const SizingBar& bar = scene.bars[index];
        const QRectF column = layout.column(index);
        const QRectF box = layout.bar(index);
        painter.setFont(fonts.text(11, scene.recommended == index ? QFont::DemiBold : QFont::Normal));
        painter.setPen(palette.ink);
        text(QRectF(column.left(), layout.chart().bottom() + 2, column.width(), labelRoom * layout.scale() - 2),
             Qt::AlignCenter, QLocale().toString(bar.blockSize));
        if (!bar.bytes) {
            const QPointF middle(column.center().x(), layout.chart().bottom() - 12 * layout.scale());
            const double r = 4 * layout.scale();
            painter.setPen(QPen(palette.failure, 2));
            painter.drawLine(middle + QPointF(-r, -r), middle + QPointF(r, r));
            painter.drawLine(middle + QPointF(-r, r), middle + QPointF(r, -r));
            return;
        }
        // Up to the peak it is the run's own; what is above it is lost to rounding and fragmentation.
        const double floor =
            std::clamp(std::round(layout.yOf(static_cast<double>(scene.peakBytes))), box.top(), box.bottom());
        painter.fillRect(QRectF(box.left(), floor, box.width(), box.bottom() - floor), palette.used);
        const QRectF over(box.left(), box.top(), box.width(), floor - box.top());
        painter.fillRect(over, palette.fragmentedGround);
        const QTransform device = painter.deviceTransform();
        textures.fill(painter, Texture::wasteHatch, over, palette.fragmented, std::hypot(device.m11(), device.m12()));
        QPen edge(scene.recommended == index ? palette.accent : palette.strongLine, scene.recommended == index ? 2 : 1,
                  Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
        if (!bar.provedSmallest) {
            edge.setStyle(Qt::DashLine);
        }
        painter.setPen(edge);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
        const QString words = overPeak(bar, scene.peakBytes);
        if (QFontMetricsF(painter.font()).horizontalAdvance(words) <= column.width() + 6) {
            painter.setPen(palette.ink2);
            text(QRectF(column.left(), box.top() - 17 * layout.scale(), column.width(), 16 * layout.scale()),
                 Qt::AlignHCenter | Qt::AlignBottom, words);
        }
    }

    void peak() {
        if (scene.peakBytes == 0) {
            return;
        }
        const QRectF chart = layout.chart();
        const double y = std::round(layout.yOf(static_cast<double>(scene.peakBytes))) + 0.5;
        QPen dashes(palette.ink2, 1, Qt::CustomDashLine, Qt::FlatCap);
        dashes.setDashPattern({4, 3});
        painter.setPen(dashes);
        painter.drawLine(QPointF(chart.left(), y), QPointF(chart.right(), y));
    }

    void scanLine() {
        QPolygonF points;
        for (std::size_t i = 0; i < scene.bars.size(); ++i) {
            if (scene.bars[i].bytes) {
                points << QPointF(layout.column(i).center().x(), layout.scanY(scene.bars[i].meanScanLength));
            }
        }
        painter.setPen(QPen(palette.ink2, 1.5));
        painter.drawPolyline(points);
        painter.setFont(fonts.text(11));
        for (std::size_t i = 0; i < scene.bars.size(); ++i) {
            if (!scene.bars[i].bytes) {
                continue;
            }
            const QPointF at(layout.column(i).center().x(), layout.scanY(scene.bars[i].meanScanLength));
            painter.setPen(Qt::NoPen);
            painter.setBrush(palette.ink2);
            painter.drawEllipse(at, 2.5, 2.5);
            painter.setPen(palette.ink2);
            text(QRectF(at.x() - 40, at.y() - 18 * layout.scale(), 80, 15 * layout.scale()),
                 Qt::AlignHCenter | Qt::AlignBottom, scanText(scene.bars[i].meanScanLength));
        }
    }
};

/// At least `value`, with one digit that is 1, 2, 4, 6 or 8: its half is round, too.
double roundTop(double value) {
    const double power = std::pow(1024.0, std::floor(std::log(std::max(value, 1.0)) / std::log(1024.0)));
    double step = 1;
    while (true) {
        for (const double factor : {1.0, 1.2, 1.6, 2.0, 3.0, 4.0, 6.0, 8.0}) {
            if (factor * step * power >= value) {
                return factor * step * power;
            }
        }
        step *= 10;
    }
}

} // namespace

SizingLayout::SizingLayout(QSizeF size, const SizingScene& scene, double scale) : scene_(&scene), scale_(scale) {
    const double left = std::round(leftRoom * scale);
    const double right = size.width() - std::round(rightRoom * scale);
    const double top = std::round(topRoom * scale);
    const double bottom = size.height() - std::round((labelRoom + titleRoom) * scale);
    const double gap = std::round(laneGap * scale);
    const double room = std::max(2.0, bottom - top - gap);
    const double width = std::max(1.0, right - left);
    scans_ = QRectF(left, top, width, std::round(room * scanShare));
    chart_ = QRectF(left, scans_.bottom() + gap, width, std::max(1.0, bottom - scans_.bottom() - gap));
    double most = std::max(1.0, static_cast<double>(scene.peakBytes));
    for (const SizingBar& bar : scene.bars) {
        if (bar.bytes) {
            most = std::max(most, static_cast<double>(*bar.bytes));
            mostScan_ = std::max(mostScan_, bar.meanScanLength);
        }
    }
    top_ = roundTop(most);
}

QRectF SizingLayout::column(std::size_t index) const {
    const double count = static_cast<double>(std::max<std::size_t>(scene_->bars.size(), 1));
    const auto edge = [&](std::size_t i) {
        return std::round(chart_.left() + chart_.width() * static_cast<double>(i) / count);
    };
    return {edge(index), 0, edge(index + 1) - edge(index), chart_.bottom() + labelRoom * scale_};
}

double SizingLayout::yOf(double bytes) const { return chart_.bottom() - bytes / top_ * chart_.height(); }

double SizingLayout::scanY(double meanScanLength) const {
    const double share = std::log10(std::max(meanScanLength, 1.0)) / std::log10(mostScan_);
    return scans_.bottom() - share * scans_.height();
}

QRectF SizingLayout::bar(std::size_t index) const {
    const SizingBar& bar = scene_->bars[index];
    if (!bar.bytes) {
        return {};
    }
    const QRectF whole = column(index);
    const double inset = std::max(1.0, std::round(whole.width() * (1 - barShare) / 2));
    const double top = std::min(std::round(yOf(static_cast<double>(*bar.bytes))), chart_.bottom() - 1);
    return {whole.left() + inset, top, whole.width() - 2 * inset, chart_.bottom() - top};
}

std::optional<std::size_t> SizingLayout::barAt(QPointF point) const {
    for (std::size_t i = 0; i < scene_->bars.size(); ++i) {
        const QRectF place = column(i);
        if (point.x() >= place.left() && point.x() < place.right() && point.y() >= 0 && point.y() < place.bottom()) {
            return i;
        }
    }
    return std::nullopt;
}

void paintSizing(QPainter& painter, const SizingScene& scene, const SizingLayout& layout, const Palette& palette,
                 const Fonts& fonts, TexturePainter& textures) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    Frame frame{painter, scene, layout, palette, fonts, textures};
    frame.grounds();
    frame.words();
    for (std::size_t i = 0; i < scene.bars.size(); ++i) {
        frame.bar(i);
    }
    frame.peak();
    frame.scanLine();
    painter.restore();
}

QString barSentence(const SizingBar& bar, std::uint64_t peakBytes) {
    const QLocale locale;
    const QString size = locale.toString(bar.blockSize);
    if (!bar.bytes) {
        return Words::tr("%1-byte blocks: more than 65,535 would be needed").arg(size);
    }
    QString words =
        Words::tr("%1-byte blocks: %2 bytes").arg(size, locale.toString(static_cast<qulonglong>(*bar.bytes)));
    if (peakBytes > 0) {
        const double share = static_cast<double>(*bar.bytes) / static_cast<double>(peakBytes) - 1;
        words += Words::tr(", %1 % over the peak of live bytes").arg(locale.toString(share * 100, 'f', 1));
    }
    words += Words::tr("; %1 bytes of rounding waste, mean scan length %2")
                 .arg(locale.toString(static_cast<qulonglong>(bar.roundingWaste)),
                      locale.toString(bar.meanScanLength, 'f', 1));
    return bar.provedSmallest ? words : words + Words::tr("; holds, not proved smallest");
}

} // namespace firstfit
