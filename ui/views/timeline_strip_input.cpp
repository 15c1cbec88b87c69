// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mouse, keys and tooltips of the timeline strip.
#include "ui/views/timeline_strip.h"

#include "ui/render/percent.h"
#include "ui/workbench.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

constexpr double zoomPerNotch = 1.25;

} // namespace

void TimelineStrip::scrubTo(double x) {
    workbench_.pause();
    workbench_.goTo(Position::after(OperationIndex{geometryNow().operationAt(x)}));
}

void TimelineStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        scrubTo(event->position().x());
    } else if (event->button() == Qt::MiddleButton) {
        panFrom_ = event->position().x();
        setCursor(Qt::ClosedHandCursor);
    } else {
        event->ignore();
    }
}

void TimelineStrip::mouseMoveEvent(QMouseEvent* event) {
    const double x = event->position().x();
    if (event->buttons().testFlag(Qt::LeftButton)) {
        scrubTo(x);
    } else if (panFrom_) {
        scrollTo(scroll_ + *panFrom_ - x);
        panFrom_ = x;
    }
    const TimelineLayout layout = geometryNow();
    const std::uint32_t operation = layout.operationAt(x);
    const bool over = operation != 0 && operation <= workbench_.timeline().size().value &&
                      layout.chart().contains(event->position()) && x < layout.columnLeft(layout.count() + 1);
    setHovered(over ? std::optional(operation) : std::nullopt);
    if (over && QToolTip::isVisible()) {
        showTip(event->position(), event->globalPosition().toPoint());
    }
}

void TimelineStrip::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton) {
        panFrom_.reset();
        unsetCursor();
    }
}

void TimelineStrip::leaveEvent(QEvent* event) {
    setHovered(std::nullopt);
    QWidget::leaveEvent(event);
}

void TimelineStrip::setHovered(std::optional<std::uint32_t> operation) {
    if (operation != hovered_) {
        hovered_ = operation;
        update();
    }
}

void TimelineStrip::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        const double notches = turned.y() / 120.0;
        setPerOperation(geometryNow().perOperation() * std::pow(zoomPerNotch, notches), event->position().x());
    } else if (geometryNow().furthestScroll() > 0) {
        const int distance = turned.x() != 0 ? turned.x() : turned.y();
        scrollTo(scroll_ - distance);
    } else {
        event->ignore();
        return;
    }
    event->accept();
}

void TimelineStrip::keyPressEvent(QKeyEvent* event) {
    const bool micro = event->modifiers().testFlag(Qt::ShiftModifier);
    const QRectF chart = geometryNow().chart();
    switch (event->key()) {
    case Qt::Key_Space:
        workbench_.togglePlay();
        return;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int direction = event->key() == Qt::Key_Right ? 1 : -1;
        micro ? workbench_.stepMicro(direction) : workbench_.stepOperation(direction);
        return;
    }
    case Qt::Key_Home:
        workbench_.goToStart();
        return;
    case Qt::Key_End:
        workbench_.goToEnd();
        return;
    case Qt::Key_G:
        Q_EMIT goToRequested();
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        setPerOperation(geometryNow().perOperation() * zoomPerNotch, chart.center().x());
        return;
    case Qt::Key_Minus:
        setPerOperation(geometryNow().perOperation() / zoomPerNotch, chart.center().x());
        return;
    case Qt::Key_0:
        fit();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool TimelineStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        showTip(help->pos(), help->globalPos());
        return true;
    }
    return QWidget::event(event);
}

void TimelineStrip::showTip(QPointF at, QPoint globalAt) {
    const QString tip = tipAt(at.x());
    // Lines are short and end where they should: no wrapping.
    QToolTip::showText(globalAt,
                       tip.isEmpty() ? tip : QStringLiteral("<div style='white-space:nowrap'>%1</div>").arg(tip), this);
}

QString TimelineStrip::tipAt(double x) const {
    const TimelineLayout layout = geometryNow();
    const std::uint32_t first = layout.operationAt(x);
    if (first == 0 || x >= layout.columnLeft(layout.count() + 1) || x < layout.chart().left()) {
        return {};
    }
    if (first > workbench_.timeline().size().value) {
        return tr("operation %L1 is still to be replayed").arg(first);
    }
    const bool many = layout.perOperation() < 1;
    const std::uint32_t end = std::min(layout.operationAt(x + 0.999), workbench_.timeline().size().value);
    const std::uint32_t last = many ? std::max(first, end) : first;
    return (last > first ? tipForMany(first, last) : tipForOne(first)) + tipForMarks(first, last);
}

QString TimelineStrip::tipForMany(std::uint32_t first, std::uint32_t last) const {
    const StretchFigures figures = pyramid_.stretch(workbench_.timeline(), first, last);
    const QLocale locale;
    const auto range = [&](const Extent<std::uint16_t>& extent) {
        return extent.lowest == extent.highest
                   ? locale.toString(uint{extent.lowest})
                   : tr("%1 to %2").arg(locale.toString(uint{extent.lowest}), locale.toString(uint{extent.highest}));
    };
    QString tip = tr("<b>operations %L1 to %L2</b><br>on average %3 used, largest chunk %4 of %5 blocks<br>"
                     "fragmentation %6 to %7")
                      .arg(first)
                      .arg(last)
                      .arg(locale.toString(figures.meanUsed(), 'f', 0), locale.toString(figures.meanLargest(), 'f', 0),
                           locale.toString(workbench_.geometry().blocks.value),
                           percentText(static_cast<double>(figures.fragmentation.lowest)),
                           percentText(static_cast<double>(figures.fragmentation.highest)));
    tip += QStringLiteral("<br>") +
           tr("used %1, largest chunk %2").arg(range(figures.usedBlocks), range(figures.largestChunk));
    tip +=
        QStringLiteral("<br>") + tr("chunks %1, scan length %2").arg(range(figures.chunks), range(figures.scanLength));
    if (figures.failures != 0) {
        tip += QStringLiteral("<br>") +
               (figures.failures == 1 ? tr("1 request failed") : tr("%L1 requests failed").arg(figures.failures));
    }
    return tip;
}

QString TimelineStrip::tipForOne(std::uint32_t number) const {
    const Timeline& timeline = workbench_.timeline();
    const OperationIndex n{number};
    const OperationMetrics metrics = timeline.metrics(n);
    const Operation& operation = timeline.operation(n);
    QString tip = tr("<b>operation %L1: %2</b>")
                      .arg(number)
                      .arg(QString::fromStdString(firstfit::describe(operation, workbench_.trace())).toHtmlEscaped());
    if (operation.line != 0) {
        tip += tr(", line %L1").arg(operation.line);
    }
    if (timeline.failed(n)) {
        tip += QStringLiteral("<br>") + tr("failed");
    }
    const auto used = std::uint32_t{metrics.used};
    tip +=
        QStringLiteral("<br>") + tr("%L1 blocks used, %L2 free").arg(used).arg(timeline.geometry().blocks.value - used);
    if (metrics.chunks == 1) {
        tip += tr(" in one chunk");
    } else if (metrics.chunks > 1) {
        tip += tr(" in %L1 chunks, the largest %L2")
                   .arg(std::uint32_t{metrics.chunks})
                   .arg(std::uint32_t{metrics.largest_chunk});
    }
    const double fragmentation = static_cast<double>(figuresOf(timeline, n).fragmentation.highest);
    tip +=
        QStringLiteral("<br>") +
        tr("fragmentation %1, scan length %L2").arg(percentText(fragmentation)).arg(std::uint32_t{metrics.scan_length});
    return tip;
}

/// Notes, bookmarks and stops among these operations.
QString TimelineStrip::tipForMarks(std::uint32_t first, std::uint32_t last) const {
    QStringList lines;
    const std::set<std::uint32_t>& bookmarks = workbench_.bookmarks();
    for (auto mark = bookmarks.lower_bound(first); mark != bookmarks.end() && *mark <= last; ++mark) {
        lines << tr("bookmark at operation %L1").arg(*mark);
    }
    const auto stop = std::ranges::lower_bound(stops_, first);
    if (stop != stops_.end() && *stop <= last) {
        lines << tr("a stop condition becomes true at operation %L1").arg(*stop);
    }
    if (lines.size() > 4) {
        lines = lines.mid(0, 3) << tr("and %L1 more marks").arg(lines.size() - 3);
    }
    return lines.isEmpty() ? QString() : QStringLiteral("<br>") + lines.join(QStringLiteral("<br>"));
}

} // namespace firstfit
