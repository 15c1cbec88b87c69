// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is shown; mouse and keys are in timeline_strip_input.cpp.
#include "ui/views/timeline_strip.h"

#include "allocator/replay/stop_condition.h"
#include "ui/render/fonts.h"
#include "ui/render/theme.h"
#include "ui/render/timeline_painter.h"
#include "ui/views/while_seen.h"
#include "ui/workbench.h"

#include <QAccessible>
#include <QEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

constexpr int preferredHeight = 104; ///< with the dock title: 132
constexpr int leastHeight = 92;
constexpr int moreForALane = 20; ///< than the lanes of a lesson need
constexpr int scrollBarHeight = 8;

int scaled(int px) { return static_cast<int>(std::lround(px * Fonts::ofDesktop().scale)); }

} // namespace

TimelineStrip::TimelineStrip(Workbench& workbench, QWidget* parent)
    : QWidget(parent), workbench_(workbench), scrollBar_(new QScrollBar(Qt::Horizontal, this)) {
    setObjectName(QStringLiteral("timeline-strip"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Timeline"));
    scrollBar_->setCursor(Qt::ArrowCursor);
    scrollBar_->hide();
    connect(scrollBar_, &QScrollBar::valueChanged, this, [this](int value) { scrollTo(value); });
    connect(&workbench, &Workbench::traceChanged, this, &TimelineStrip::takeTrace);
    connect(&workbench, &Workbench::traceGrew, this, &TimelineStrip::takeMore);
    auto* seen = new WhileSeen(*this, [this] { takePosition(); });
    connect(&workbench, &Workbench::positionChanged, seen, &WhileSeen::update);
    connect(&workbench, &Workbench::breakpointsChanged, this, qOverload<>(&QWidget::update));
    connect(&workbench, &Workbench::bookmarksChanged, this, qOverload<>(&QWidget::update));
    connect(&workbench, &Workbench::stopConditionsChanged, this, &TimelineStrip::takeStops);
    makeLaneActions();
    takeTrace();
    describe();
}

int TimelineStrip::heightOfMoreLanes() const {
    int more = 0;
    for (const TimelineLane lane : {TimelineLane::chunks, TimelineLane::scanLength}) {
        more += lanesShown_.has(lane) ? moreForALane : 0;
    }
    return more;
}

QSize TimelineStrip::sizeHint() const { return {scaled(640), scaled(preferredHeight + heightOfMoreLanes())}; }
QSize TimelineStrip::minimumSizeHint() const { return {scaled(240), scaled(leastHeight + heightOfMoreLanes())}; }

TimelineLayout TimelineStrip::geometryNow() const {
    return {QSizeF(size()), workbench_.wholeSize(), Fonts::ofDesktop().scale, perOperation_, scroll_, lanesShown_};
}

TimelineScene TimelineStrip::scene() const {
    const Position now = workbench_.position();
    // Where a column is narrower than a px, nobody sees how far its operation is.
    const bool seesSteps = now.operation.value != 0 && geometryNow().perOperation() >= 1;
    const std::uint32_t micros = seesSteps ? workbench_.explanation().micro_count : 0;
    return {workbench_.timeline(),
            workbench_.trace(),
            pyramid_,
            workbench_.breakpoints(),
            now,
            micros,
            hovered_,
            &workbench_.bookmarks(),
            stops_,
            limits_};
}

void TimelineStrip::takeTrace() {
    pyramid_ = TimelinePyramid(workbench_.timeline());
    takeStops();
    hovered_.reset();
    const TimelineLayout layout = geometryNow();
    if (layout.perOperation() <= layout.fittingWidth()) {
        perOperation_ = 0;
    }
    scroll_ = layout.scroll();
    showScrollBar();
    Q_EMIT zoomChanged();
    takePosition();
}

void TimelineStrip::takeMore() {
    // Laid out for the whole from the first part on: nothing that is there moves.
    pyramid_.grow(workbench_.timeline());
    takeStops();
}

void TimelineStrip::takeStops() {
    stops_.clear();
    limits_.clear();
    const std::vector<StopCondition>& conditions = workbench_.stopConditions();
    for (const StopCondition& condition : conditions) {
        if (condition.kind == StopCondition::Kind::fragmentation_above) {
            limits_.push_back(condition.fraction);
        }
    }
    for (const Stop& stop : all_stops(workbench_.timeline(), workbench_.trace(), conditions)) {
        stops_.push_back(stop.operation.value);
    }
    lanesAreOld_ = true;
    update();
}

void TimelineStrip::setLanes(TimelineLanes lanes) {
    const TimelineLanes now = TimelineLanes::fromBits(lanes.bits());
    if (now == lanesShown_) {
        return;
    }
    lanesShown_ = now;
    showLaneActions();
    lanesAreOld_ = true;
    updateGeometry();
    update();
    Q_EMIT lanesChanged();
}

void TimelineStrip::takePosition() {
    // A cursor that leaves the view takes the view along.
    const TimelineLayout layout = geometryNow();
    const QRectF chart = layout.chart();
    const Position now = workbench_.position();
    const double left = layout.columnLeft(std::max(1U, now.operation.value));
    const double right = left + layout.perOperation();
    if (layout.furthestScroll() > 0 && (left < chart.left() || right > chart.right())) {
        scrollTo(layout.scroll() + (left < chart.left() ? left - chart.left() - chart.width() / 4
                                                        : right - chart.right() + chart.width() / 4));
    }
    describe();
    update();
}

void TimelineStrip::describe() {
    const std::uint32_t now = workbench_.position().operation.value;
    const std::uint32_t count = workbench_.wholeSize();
    QString text = tr("operation %L1 of %L2").arg(now).arg(count);
    if (now != 0) {
        text += QStringLiteral(": ") + QString::fromStdString(firstfit::describe(
                                           workbench_.timeline().operation(OperationIndex{now}), workbench_.trace()));
    }
    if (text != accessibleDescription()) {
        setAccessibleDescription(text);
    }
}

void TimelineStrip::setPerOperation(double px, double keepX) {
    const TimelineLayout before = geometryNow();
    const double held = (keepX - before.chart().left() + before.scroll()) / before.perOperation();
    const TimelineLayout after(QSizeF(size()), before.count(), before.scale(), px);
    perOperation_ = after.perOperation() <= after.fittingWidth() ? 0 : after.perOperation();
    lanesAreOld_ = true;
    scrollTo(held * after.perOperation() - (keepX - before.chart().left()));
    Q_EMIT zoomChanged();
}

void TimelineStrip::fit() { setPerOperation(0, geometryNow().chart().left()); }

void TimelineStrip::scrollTo(double px) {
    const double now = std::clamp(std::round(px), 0.0, geometryNow().furthestScroll());
    if (now != scroll_) {
        scroll_ = now;
        lanesAreOld_ = true;
    }
    showScrollBar();
    update();
}

void TimelineStrip::showScrollBar() {
    const TimelineLayout layout = geometryNow();
    const QSignalBlocker quiet(scrollBar_);
    scrollBar_->setRange(0, static_cast<int>(std::ceil(layout.furthestScroll())));
    scrollBar_->setPageStep(static_cast<int>(layout.chart().width()));
    scrollBar_->setSingleStep(static_cast<int>(std::max(1.0, layout.perOperation())));
    scrollBar_->setValue(static_cast<int>(layout.scroll()));
    scrollBar_->setVisible(layout.furthestScroll() > 0);
    const QRectF chart = layout.chart();
    const int thick = scaled(scrollBarHeight);
    scrollBar_->setGeometry(static_cast<int>(chart.left()), height() - thick, static_cast<int>(chart.width()), thick);
}

const QPixmap& TimelineStrip::lanes(const TimelineLayout& layout, double ratio) {
    if (lanesAreOld_ || lanes_.size() != size() * ratio) {
        lanesAreOld_ = false;
        lanes_ = QPixmap(size() * ratio);
        lanes_.setDevicePixelRatio(ratio);
        lanes_.fill(Qt::transparent);
        QPainter painter(&lanes_);
        const TimelineScene now = scene();
        const Fonts fonts = Fonts::ofDesktop();
        TimelinePainter(now, layout, paletteOf(*this), fonts, textures_).paintLanes(painter);
    }
    return lanes_;
}

void TimelineStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const TimelineLayout layout = geometryNow();
    const TimelineScene now = scene();
    const Fonts fonts = Fonts::ofDesktop();
    const Palette& palette = paletteOf(*this);
    TimelinePainter strip(now, layout, palette, fonts, textures_);
    strip.paintGround(painter);
    painter.drawPixmap(0, 0, lanes(layout, devicePixelRatioF()));
    strip.paintVeil(painter);
    strip.paintUnfinished(painter);
    strip.paintChips(painter);
    strip.paintMarks(painter);
    strip.paintHover(painter);
    strip.paintCursor(painter);
    if (layout.count() == 0) {
        const QString words = tr("Operations will stand here, one after the other.");
        painter.setFont(fonts.text(12));
        painter.setPen(palette.ink3);
        const QRectF box = painter.boundingRect(layout.figures(), Qt::AlignCenter, words);
        painter.fillRect(box.adjusted(-8, 0, 8, 0), palette.panel); // not crossed by the axes
        painter.drawText(box, Qt::AlignCenter, words);
    }
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        QPen dashes(palette.accent, 2, Qt::CustomDashLine, Qt::FlatCap, Qt::MiterJoin);
        dashes.setDashPattern({2, 1.5});
        painter.setPen(dashes);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void TimelineStrip::resizeEvent(QResizeEvent* event) {
    lanesAreOld_ = true;
    scroll_ = geometryNow().scroll();
    showScrollBar();
    QWidget::resizeEvent(event);
    Q_EMIT zoomChanged();
}

void TimelineStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange) {
        lanesAreOld_ = true;
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace firstfit
