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
    const bool over =
        operation != 0 && layout.chart().contains(event->position()) && x < layout.columnLeft(layout.count() + 1);
    setHovered(over ? std::optional(operation) : std::nullopt);
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
        auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = tipAt(help->pos().x());
        // Lines are short and end where they should: no wrapping.
        QToolTip::showText(help->globalPos(),
                           tip.isEmpty() ? tip : QStringLiteral("<div style='white-space:nowrap'>%1</div>").arg(tip),
                           this);
        return true;
    }
    return QWidget::event(event);
}

QString TimelineStrip::tipAt(double x) const {
    const TimelineLayout layout = geometryNow();
    const std::uint32_t first = layout.operationAt(x);
    if (first == 0 || x >= layout.columnLeft(layout.count() + 1) || x < layout.chart().left()) {
        return {};
    }
    const Timeline& timeline = workbench_.timeline();
    const bool many = layout.perOperation() < 1;
    const std::uint32_t last = many ? std::max(first, layout.operationAt(x + 0.999)) : first;
    const StretchFigures figures = pyramid_.stretch(timeline, first, last);
    const double blocks = timeline.geometry().blocks.value;
    if (last > first) {
        QString tip =
            tr("<b>operations %L1 to %L2</b><br>on average %3 used, largest chunk %4 of %5 blocks<br>"
               "fragmentation %6 to %7")
                .arg(first)
                .arg(last)
                .arg(QLocale().toString(figures.meanUsed(), 'f', 0), QLocale().toString(figures.meanLargest(), 'f', 0),
                     QLocale().toString(blocks, 'f', 0), percentText(static_cast<double>(figures.lowest)),
                     percentText(static_cast<double>(figures.highest)));
        if (figures.failures != 0) {
            tip += QStringLiteral("<br>") +
                   (figures.failures == 1 ? tr("1 request failed") : tr("%L1 requests failed").arg(figures.failures));
        }
        return tip;
    }
    const OperationIndex n{first};
    const OperationMetrics metrics = timeline.metrics(n);
    const Operation& operation = timeline.operation(n);
    QString tip = tr("<b>operation %L1: %2</b>")
                      .arg(first)
                      .arg(QString::fromStdString(firstfit::describe(operation, workbench_.trace())).toHtmlEscaped());
    if (operation.line != 0) {
        tip += tr(", line %L1").arg(operation.line);
    }
    if (!timeline.outcome(n).ok()) {
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
    tip += QStringLiteral("<br>") + tr("fragmentation %1, scan length %L2")
                                        .arg(percentText(static_cast<double>(figures.highest)))
                                        .arg(std::uint32_t{metrics.scan_length});
    return tip;
}

} // namespace firstfit
