// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/ratio_picture.h"

#include "allocator/timing/changes.h"
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
                                cell->to_malloc->interval95, !cell->failure.empty(), cellSentence(*cell, results)});
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
        QString sentence = Words::tr("%1 at %2\nbefore %3, after %4\n%5 times as long (%6)")
                               .arg(contenderName(cell.contender), workloadName(cell.workload, after),
                                    timeText(change.before->summary.median), timeText(cell.summary.median),
                                    ratioText(change.ratio), sureText(change.interval, ratioText));
        for (const Cell* each : {change.before, change.after}) {
            sentence += each->failure.empty() ? QString() : u'\n' + QString::fromStdString(each->failure);
        }
        const bool failed = !change.before->failure.empty() || !cell.failure.empty();
        bars.push_back(
            {workloadName(cell.workload, after), cell.contender, change.ratio, change.interval, failed, sentence});
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
        const Interval sure = bar.sure.value_or(Interval{bar.value, bar.value});
        low = std::min({low, bar.value, sure.low > 0 ? sure.low : bar.value});
        high = std::max({high, bar.value, sure.high});
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
    // Not sure on which side of 1 it lies, or not the whole work: said by neither colour.
    const QColor colour = !bar.isSure() ? palette().line : bar.value < 1 ? palette().success : palette().used;
    painter.fillRect(box, colour);
    if (bar.sure) {
        drawInterval(painter, *bar.sure, middle);
    }
    painter.restore();
    painter.setFont(fonts().code(12, QFont::DemiBold));
    const QString value = ratioText(bar.value);
    if (bar.failed) {
        drawFailed(painter,
                   QPointF(size().width() - px(20) - QFontMetricsF(painter.font()).horizontalAdvance(value), middle));
    }
    painter.setPen(bar.failed ? palette().failure : bar.isSure() && bar.value < 1 ? palette().success : palette().ink);
    drawWords(painter, QPointF(size().width() - px(10), middle), Qt::AlignRight | Qt::AlignVCenter, value);
}

void RatioPicture::drawInterval(QPainter& painter, const Interval& interval, double middle) {
    const double low = xOf(std::log10(std::max(interval.low, 1e-6)));
    const double high = xOf(std::log10(std::max(interval.high, 1e-6)));
    const double cap = px(4);
    painter.setPen(QPen(palette().ink, 1.5, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(low, middle), QPointF(high, middle));
    painter.drawLine(QPointF(low, middle - cap), QPointF(low, middle + cap));
    painter.drawLine(QPointF(high, middle - cap), QPointF(high, middle + cap));
}

/// A cross, also for who does not tell red from ink.
void RatioPicture::drawFailed(QPainter& painter, const QPointF& middle) {
    const double r = px(3.5);
    painter.setPen(QPen(palette().failure, 2));
    painter.drawLine(middle + QPointF(-r, -r), middle + QPointF(r, r));
    painter.drawLine(middle + QPointF(-r, r), middle + QPointF(r, -r));
}

/// What grey and the cross mean, if there are any: below the names, where nothing else stands.
void RatioPicture::drawKey(QPainter& painter) {
    const bool anyFailed = std::ranges::any_of(bars_, &RatioBar::failed);
    const bool anyUnsure = std::ranges::any_of(bars_, [](const RatioBar& bar) { return !bar.failed && !bar.isSure(); });
    const double line = size().height() - px(footRoom) / 2;
    double left = px(12);
    painter.setFont(fonts().text(11));
    const auto say = [&](const QString& words) {
        painter.setPen(palette().ink2);
        drawWords(painter, QPointF(left, line), Qt::AlignLeft | Qt::AlignVCenter, words);
        left += QFontMetricsF(painter.font()).horizontalAdvance(words) + px(14);
    };
    if (anyUnsure) {
        say(Words::tr("grey: not sure on which side"));
    }
    if (anyFailed) {
        drawFailed(painter, QPointF(left + px(4), line));
        left += px(14);
        say(Words::tr("not all was done"));
    }
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
    drawKey(painter);
    if (const double one = xOf(0); one >= plot().left() && one <= plot().right()) {
        painter.setPen(QPen(palette().ink2, 2));
        painter.drawLine(QPointF(one, plot().top()), QPointF(one, plot().bottom()));
    }
}

} // namespace firstfit
