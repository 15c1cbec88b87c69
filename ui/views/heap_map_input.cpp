// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The heap map's mouse, wheel, keyboard, focus and tooltips.
#include "ui/render/theme.h"
#include "ui/views/heap_map.h"
#include "ui/views/heap_words.h"
#include "ui/workbench.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

constexpr double wheelNotch = 120;
constexpr double zoomPerNotch = 1.25;

} // namespace

BlockWords HeapMap::wordsAt(BlockIndex block) const {
    BlockWords words = describeBlock(bench_.snapshot(), block, marks_.insideOperation);
    if (readOnly_) {
        words.lines << originLines(bench_.snapshot(), block, bench_.trace(), bench_.position().operation);
    }
    return words;
}

bool HeapMap::viewportEvent(QEvent* event) {
    switch (event->type()) {
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto block = blockAt(help->pos());
        if (!block) {
            QToolTip::hideText();
            return true;
        }
        const BlockWords words = wordsAt(*block);
        QToolTip::showText(help->globalPos(), words.html(), viewport(), blockRect(*block).toAlignedRect());
        return true;
    }
    case QEvent::Leave:
        bench_.hover(std::nullopt);
        break;
    case QEvent::NativeGesture: {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            setPixelsPerBlock(zoom_ * (1 + gesture->value()), gesture->position());
            return true;
        }
        break;
    }
    case QEvent::Gesture: {
        auto* gestures = static_cast<QGestureEvent*>(event);
        if (const auto* pinch = static_cast<QPinchGesture*>(gestures->gesture(Qt::PinchGesture))) {
            setPixelsPerBlock(zoom_ * pinch->scaleFactor(), viewport()->mapFromGlobal(pinch->centerPoint()));
            return true;
        }
        break;
    }
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void HeapMap::mousePressEvent(QMouseEvent* event) {
    motion_.stop();
    if (event->button() == Qt::MiddleButton) {
        dragging_ = true;
        dragFrom_ = event->pos();
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() == Qt::LeftButton) {
        const auto block = blockAt(event->position());
        setFocused(std::nullopt);
        tabLeaves_ = false;
        selecting_ = true;
        bench_.select(block);
        selecting_ = false;
    }
}

void HeapMap::mouseMoveEvent(QMouseEvent* event) {
    if (dragging_) {
        const QPoint delta = event->pos() - dragFrom_;
        dragFrom_ = event->pos();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - delta.y());
        return;
    }
    const auto block = blockAt(event->position());
    bench_.hover(block);
    viewport()->setCursor(block ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void HeapMap::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton && dragging_) {
        dragging_ = false;
        viewport()->unsetCursor();
    }
}

void HeapMap::mouseDoubleClickEvent(QMouseEvent* event) {
    const auto block = blockAt(event->position());
    if (event->button() == Qt::LeftButton && block) {
        free(*block);
    }
}

void HeapMap::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() & Qt::ControlModifier) {
        const double notches = event->angleDelta().y() / wheelNotch;
        setPixelsPerBlock(zoom_ * std::pow(zoomPerNotch, notches), event->position());
        event->accept();
        return;
    }
    QAbstractScrollArea::wheelEvent(event);
}

void HeapMap::contextMenuEvent(QContextMenuEvent* event) {
    std::optional<BlockIndex> block = blockAt(event->pos());
    QPoint where = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        block = focused_ ? focused_ : bench_.selectedBlock();
        if (block) {
            where = viewport()->mapToGlobal(blockRect(*block).center().toPoint());
        }
    }
    if (block) {
        selecting_ = true;
        bench_.select(block);
        selecting_ = false;
    }
    QMenu* menu = menuFor(block);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(where);
}

bool HeapMap::handleMoveKey(QKeyEvent& event) {
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    const auto step = [&](int direction) { shift ? bench_.stepMicro(direction) : bench_.stepOperation(direction); };
    switch (event.key()) {
    case Qt::Key_Space:
        bench_.togglePlay();
        return true;
    case Qt::Key_Left:
        step(-1);
        return true;
    case Qt::Key_Right:
        step(1);
        return true;
    case Qt::Key_Home:
        bench_.goToStart();
        return true;
    case Qt::Key_End:
        bench_.goToEnd();
        return true;
    case Qt::Key_G:
        Q_EMIT goToRequested();
        return true;
    default:
        return false;
    }
}

bool HeapMap::handleZoomKey(const QKeyEvent& event) {
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return true;
    case Qt::Key_Minus:
        zoomOut();
        return true;
    case Qt::Key_0:
        fit();
        return true;
    default:
        return false;
    }
}

void HeapMap::keyPressEvent(QKeyEvent* event) {
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
    const std::optional<BlockIndex> block = focused_ ? focused_ : bench_.selectedBlock();
    if (event->matches(QKeySequence::Copy) && block) {
        copyAddress(*block);
        return;
    }
    if (modifiers == Qt::NoModifier) {
        if (handleMoveKey(*event) || handleZoomKey(*event)) {
            return;
        }
        const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
        if (enter && focused_) {
            bench_.select(focused_);
            return;
        }
        if ((event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) && block) {
            free(*block);
            return;
        }
        if (event->key() == Qt::Key_Escape && readOnly_ && bench_.highlightedSite()) {
            bench_.highlightSite(std::nullopt);
            return;
        }
        if (event->key() == Qt::Key_Escape && (focused_ || bench_.selectedBlock())) {
            setFocused(std::nullopt);
            bench_.select(std::nullopt);
            tabLeaves_ = true;
            return;
        }
    }
    QAbstractScrollArea::keyPressEvent(event);
}

/// The first and the last block that Tab walks over: all, but where runs are mere lines only what is in view, for
/// nobody tabs through thousands of them.
std::pair<std::uint32_t, std::uint32_t> HeapMap::walkedBlocks() const {
    const std::uint32_t end = layout_.blocks - 1;
    if (layout_.detail >= Detail::runs) {
        return {0, end};
    }
    // Rows that need no scrolling; the same margins as in ensureVisible().
    const double top = verticalScrollBar()->value() / scale_;
    const double bottom = top + viewport()->height() / scale_;
    const double above = std::max(layout_.bracket + 12, 8.0);
    const double below = std::max(layout_.lane, 8.0);
    const double most = layout_.rows - 1.0;
    const double first = top <= 0 ? 0 : std::ceil((top + above - layout_.top) / layout_.pitch());
    const double last = std::floor((bottom - below - layout_.blockHeight - layout_.top) / layout_.pitch());
    const auto from = static_cast<std::uint32_t>(std::clamp(first, 0.0, most)) * layout_.blocksPerRow;
    const auto rowBehind = static_cast<std::uint32_t>(std::clamp(last, 0.0, most)) + 1;
    return {from, std::max(from, std::min(rowBehind * layout_.blocksPerRow - 1, end))};
}

/// The run before or behind the focused one; the base header comes first, where it is shown.
std::optional<BlockIndex> HeapMap::neighbour(bool next) const {
    const Snapshot& snapshot = bench_.snapshot();
    const BlockIndex base{snapshot.geometry().blocks.value};
    const bool hasBase = !layout_.baseHeader.isEmpty();
    const auto [from, to] = walkedBlocks();
    // Runs that begin there.
    const Run& atFrom = snapshot.run_at(BlockIndex{from});
    const BlockIndex first = atFrom.index.value < from ? atFrom.index + atFrom.blocks : atFrom.index;
    const BlockIndex last = snapshot.run_at(BlockIndex{to}).index;
    if (last < first) {
        return std::nullopt;
    }
    const bool scrolledAway =
        focused_ && *focused_ != base && (*focused_ < first || snapshot.run_at(*focused_).index > last);
    if (!focused_ || scrolledAway) {
        return next ? (hasBase ? base : first) : last;
    }
    if (*focused_ == base) {
        return next ? std::optional(first) : std::nullopt;
    }
    const Run& run = snapshot.run_at(*focused_);
    if (next) {
        return run.index == last ? std::nullopt : std::optional(run.index + run.blocks);
    }
    if (run.index == first) {
        return hasBase ? std::optional(base) : std::nullopt;
    }
    return snapshot.run_at(BlockIndex{run.index.value - 1}).index;
}

bool HeapMap::focusNextPrevChild(bool next) {
    // Without focus on the map itself, Tab is none of our business.
    if (!hasFocus()) {
        return QAbstractScrollArea::focusNextPrevChild(next);
    }
    if (const auto block = tabLeaves_ ? std::nullopt : neighbour(next)) {
        setFocused(block);
        return true;
    }
    setFocused(std::nullopt);
    return QAbstractScrollArea::focusNextPrevChild(next);
}

void HeapMap::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    tabLeaves_ = false;
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason) {
        setFocused(std::nullopt);
        setFocused(neighbour(event->reason() == Qt::TabFocusReason));
    }
    marks_.focused = focused_;
    viewport()->update();
}

void HeapMap::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    marks_.focused.reset();
    viewport()->update();
}

void HeapMap::setFocused(std::optional<BlockIndex> block) {
    focused_ = block;
    tabLeaves_ = tabLeaves_ && !block;
    marks_.focused = hasFocus() ? focused_ : std::nullopt;
    if (block) {
        ensureVisible(*block);
        const BlockWords words = wordsAt(*block);
        setAccessibleDescription(words.spoken());
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
        QAccessibleEvent named(this, QAccessible::NameChanged);
        setAccessibleName(tr("Heap map, %1").arg(words.title));
        QAccessible::updateAccessibility(&named);
    } else {
        setAccessibleName(tr("Heap map"));
        setAccessibleDescription(QString());
    }
    viewport()->update();
}

} // namespace firstfit
