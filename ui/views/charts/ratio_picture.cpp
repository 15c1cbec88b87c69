// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/ratio_picture.h"

#include "ui/models/timing_words.h"
#include "ui/views/charts/qt_chart_picture.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Timing)
};

constexpr double rowHeight = 20;
constexpr double groupGap = 8;
constexpr double headRoom = 42; ///< for what the sides mean, and the values
constexpr double sideRoom = 20; ///< of that for the first
constexpr double footRoom = 24;
constexpr double groupRoom = 150; ///< for names of workloads
constexpr double nameRoom = 156;  ///< for names of contenders
constexpr double valueRoom = 56;
constexpr double leastPlot = 270;

} // namespace

std::vector<RatioBar> ratioBars(const Results& results) {
    std::vector<RatioBar> bars;
    for (const WorkloadGroup& group : workloadGroups(results)) {
        for (const Cell* cell : group.cells) {
            if (cell != nullptr && cell->to_malloc && cell->to_malloc->value > 0) {
                bars.push_back({workloadName(group.workload, results), cell->contender, cell->to_malloc->value,
                                cell->to_malloc->interval95, cellSentence(*cell, results)});
            }
        }
    }
    return bars;
}

std::vector<RatioBar> changeBars(const Results& before, const Results& after) {
    std::vector<RatioBar> bars;
    for (const Change& change : changes(before, after)) {
        const Cell& cell = *change.after;
        if (cell.workload == "chunks" || !(change.ratio > 0)) {
            continue;
        }
        const QString sentence =
            Words::tr("%1 at %2\nbefore %3, after %4\n%5 times as long (at least 95 % sure: %6 to %7)")
                .arg(contenderName(cell.contender), workloadName(cell.workload, after),
                     timeText(change.before->summary.median), timeText(cell.summary.median), ratioText(change.ratio),
                     ratioText(change.interval.low), ratioText(change.interval.high));
        bars.push_back({workloadName(cell.workload, after), cell.contender, change.ratio, change.interval, sentence});
    }
    return bars;
}

void RatioPicture::setBars(std::vector<RatioBar> bars, const QString& left, const QString& right,
                           const QString& empty) {
    bars_ = std::move(bars);
    left_ = left;
    right_ = right;
    empty_ = empty;
    changed();
}

bool RatioPicture::startsGroup(std::size_t bar) const { return bar == 0 || bars_[bar].group != bars_[bar - 1].group; }

double RatioPicture::preferredHeight(double, double scale) const {
    if (bars_.empty()) {
        return 120 * scale;
    }
    double height = headRoom + footRoom;
    for (std::size_t i = 0; i < bars_.size(); ++i) {
        height += rowHeight + (startsGroup(i) ? groupGap : 0);
    }
    return height * scale;
}

double RatioPicture::preferredWidth(double scale) const {
    return (groupRoom + nameRoom + leastPlot + valueRoom) * scale;
}

void RatioPicture::build() {
    double low = 0.5;
    double high = 2;
    for (const RatioBar& bar : bars_) {
        low = std::min({low, bar.value, bar.sure.low > 0 ? bar.sure.low : bar.value});
        high = std::max({high, bar.value, bar.sure.high});
    }
    const std::vector<double> steps = roundSteps(low, high);
    const double left = px(groupRoom + nameRoom);
    setPlot({left, px(headRoom), std::max(40.0, size().width() - left - px(valueRoom)),
             std::max(10.0, size().height() - px(headRoom + footRoom))});
    setFull({std::log10(steps.front()), std::log10(steps.back())}, {0, 1});
    tops_.clear();
    double top = px(headRoom);
    for (std::size_t i = 0; i < bars_.size(); ++i) {
        top += startsGroup(i) ? px(groupGap) : 0;
        tops_.push_back(top);
        top += px(rowHeight);
        addMark({QRectF(0, tops_[i], size().width(), px(rowHeight)), bars_[i].sentence, i});
    }
}

QRectF RatioPicture::barAt(std::size_t bar) const {
    const double one = xOf(0);
    const double end = xOf(std::log10(bars_.at(bar).value));
    return QRectF(QPointF(std::min(one, end), tops_[bar] + px(4)),
                  QPointF(std::max(one, end), tops_[bar] + px(rowHeight - 4)));
}

double RatioPicture::headHeight() const { return bars_.empty() ? 0 : px(headRoom); }

void RatioPicture::drawGrid(QPainter& painter) {
    const QRectF room = plot();
    painter.setPen(QPen(palette().line, 1));
    for (const double value : logLabels(spanX())) {
        const double x = std::round(xOf(std::log10(value))) + 0.5;
        painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()));
    }
}

/// The axis's values in a line below `top`, as many as have room.
void RatioPicture::drawValues(QPainter& painter, double top) {
    painter.setFont(fonts().text(11));
    painter.setPen(palette().ink2);
    const QFontMetricsF metrics(painter.font());
    double free = 0;
    for (const double value : logLabels(spanX())) {
        const double x = std::round(xOf(std::log10(value))) + 0.5;
        const QString words = QStringLiteral("%1×").arg(QLocale().toString(value, 'g', 4));
        const double half = metrics.horizontalAdvance(words) / 2;
        if (x - half >= free) {
            drawWords(painter, QPointF(x, top), Qt::AlignHCenter, words);
            free = x + half + px(6);
        }
    }
}

/// What both sides mean, and the values: a long chart is scrolled.
void RatioPicture::drawHead(QPainter& painter) {
    const QRectF room = plot();
    const double one = std::clamp(xOf(0), room.left(), room.right());
    const double base = px(sideRoom);
    painter.setFont(fonts().text(11, QFont::DemiBold));
    painter.setPen(palette().success);
    drawWords(painter, QPointF(one - px(8), base), Qt::AlignRight | Qt::AlignBottom, left_,
              one - room.left() + px(100));
    painter.setPen(palette().ink2);
    drawWords(painter, QPointF(one + px(8), base), Qt::AlignLeft | Qt::AlignBottom, right_,
              size().width() - one - px(8));
    drawValues(painter, base + px(4));
}

void RatioPicture::drawBar(QPainter& painter, std::size_t index) {
    const RatioBar& bar = bars_[index];
    const double middle = tops_[index] + px(rowHeight) / 2;
    const ContenderLook look = contenderLook(bar.contender, palette());
    painter.setPen(palette().ink);
    if (startsGroup(index)) {
        painter.setFont(fonts().text(12, QFont::DemiBold));
        drawWords(painter, QPointF(px(12), middle), Qt::AlignLeft | Qt::AlignVCenter, bar.group, px(groupRoom - 18));
    }
    const double side = px(10);
    drawSwatch(painter, QRectF(px(groupRoom), middle - side / 2, side, side), look, palette().panel);
    painter.setFont(fonts().text(12));
    drawWords(painter, QPointF(px(groupRoom + 16), middle), Qt::AlignLeft | Qt::AlignVCenter,
              contenderName(bar.contender), px(nameRoom - 24));

    painter.save();
    painter.setClipRect(plot().adjusted(-1, -1, px(valueRoom), 1));
    const QRectF box = barAt(index);
    const bool sure = !bar.sure.contains(1);
    // Not sure on which side of 1 it lies: said by neither colour.
    const QColor colour = !sure ? palette().line : bar.value < 1 ? palette().success : palette().used;
    painter.fillRect(box, colour);
    const double low = xOf(std::log10(std::max(bar.sure.low, 1e-6)));
    const double high = xOf(std::log10(std::max(bar.sure.high, 1e-6)));
    const double cap = px(4);
    painter.setPen(QPen(palette().ink, 1.5, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(low, middle), QPointF(high, middle));
    painter.drawLine(QPointF(low, middle - cap), QPointF(low, middle + cap));
    painter.drawLine(QPointF(high, middle - cap), QPointF(high, middle + cap));
    painter.restore();
    painter.setFont(fonts().code(12, QFont::DemiBold));
    painter.setPen(sure && bar.value < 1 ? palette().success : palette().ink);
    drawWords(painter, QPointF(size().width() - px(10), middle), Qt::AlignRight | Qt::AlignVCenter,
              ratioText(bar.value));
}

void RatioPicture::draw(QPainter& painter) {
    std::size_t group = 0;
    for (std::size_t i = 0; i < bars_.size(); ++i) {
        group += startsGroup(i) ? 1U : 0U;
        if (group % 2 == 1) {
            const double above = startsGroup(i) ? px(groupGap) / 2 : 0;
            const bool last = i + 1 == bars_.size() || startsGroup(i + 1);
            painter.fillRect(
                QRectF(0, tops_[i] - above, size().width(), px(rowHeight) + above + (last ? px(groupGap) / 2 : 0)),
                palette().head);
        }
    }
    drawGrid(painter);
    drawHead(painter);
    drawValues(painter, plot().bottom() + px(5));
    for (std::size_t i = 0; i < bars_.size(); ++i) {
        drawBar(painter, i);
    }
    if (const double one = xOf(0); one >= plot().left() && one <= plot().right()) {
        painter.setPen(QPen(palette().ink2, 2));
        painter.drawLine(QPointF(one, plot().top()), QPointF(one, plot().bottom()));
    }
}

} // namespace firstfit
