// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/free_histogram_view.h"

#include "ui/render/theme.h"
#include "ui/views/while_seen.h"
#include "ui/workbench.h"

#include <QAccessible>
#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

QSize scaled(int width, int height) {
    const double scale = Fonts::ofDesktop().scale;
    return {static_cast<int>(std::lround(width * scale)), static_cast<int>(std::lround(height * scale))};
}

/// What is looked for: by an operation that is not done yet, or that has failed.
std::uint64_t requestAt(const Workbench& workbench) {
    const Explanation& explanation = workbench.explanation();
    const OperationIndex now = workbench.position().operation;
    if (explanation.failure) {
        // Freeing what never got memory asks for nothing.
        return workbench.timeline().failed(now) ? explanation.failure->needed_blocks : 0;
    }
    const bool underWay = explanation.micro < explanation.micro_count;
    return underWay && explanation.needs_and_has ? explanation.needs_and_has->needs : 0;
}

} // namespace

FreeHistogramView::FreeHistogramView(Workbench& workbench, QWidget* parent) : QWidget(parent), workbench_(workbench) {
    setObjectName(QStringLiteral("free-histogram"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Free chunks by size"));
    auto* seen = new WhileSeen(*this, [this] { takePosition(); });
    connect(&workbench, &Workbench::traceChanged, seen, &WhileSeen::update);
    connect(&workbench, &Workbench::positionChanged, seen, &WhileSeen::update);
    connect(&workbench, &Workbench::highlightChanged, this, &FreeHistogramView::takeHighlight);
    takePosition();
}

QSize FreeHistogramView::sizeHint() const { return scaled(344, 190); }
QSize FreeHistogramView::minimumSizeHint() const { return scaled(200, 120); }
QString FreeHistogramView::caption() { return tr("chunks, log scale"); }

FreeHistogramLayout FreeHistogramView::geometryNow() const { return {QSizeF(size()), scene_, Fonts::ofDesktop()}; }

void FreeHistogramView::takePosition() {
    const std::optional<std::size_t> hovered = scene_.hovered;
    const std::optional<std::size_t> focused = scene_.focused;
    scene_ = freeHistogramScene(workbench_.snapshot(), requestAt(workbench_));
    const std::size_t last = scene_.classes.size() - 1;
    scene_.hovered = hovered && *hovered <= last ? hovered : std::nullopt;
    scene_.focused = focused ? std::optional(std::min(*focused, last)) : std::nullopt;
    takeHighlight();
}

void FreeHistogramView::takeHighlight() {
    scene_.highlighted.reset();
    if (const auto lengths = workbench_.highlightedChunks()) {
        const auto found = std::ranges::find_if(scene_.classes, [&](const ChunkClass& chunkClass) {
            return chunkClass.lowest == lengths->first && chunkClass.highest == lengths->second;
        });
        if (found != scene_.classes.end()) {
            scene_.highlighted = static_cast<std::size_t>(found - scene_.classes.begin());
        }
    }
    describe();
    update();
}

/// What a screen reader says: the bar with the focus, or the whole picture.
void FreeHistogramView::describe() {
    QString words;
    if (scene_.focused) {
        words = classSentence(scene_.classes[*scene_.focused]);
        if (scene_.highlighted == scene_.focused) {
            words += QStringLiteral(", ") + tr("lit on the map");
        }
    } else {
        QStringList all;
        for (const ChunkClass& chunkClass : scene_.classes) {
            if (chunkClass.chunks > 0) {
                all << classSentence(chunkClass);
            }
        }
        words = all.isEmpty() ? tr("no block is free") : all.join(QStringLiteral("; "));
    }
    if (words != accessibleDescription()) {
        setAccessibleDescription(words);
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

void FreeHistogramView::toggle(std::size_t index) {
    const ChunkClass& chunkClass = scene_.classes[index];
    if (scene_.highlighted == index || chunkClass.chunks == 0) {
        workbench_.highlightChunks(std::nullopt);
    } else {
        workbench_.highlightChunks(std::pair(chunkClass.lowest, chunkClass.highest));
    }
}

void FreeHistogramView::setFocused(std::optional<std::size_t> index) {
    scene_.focused = index;
    describe();
    update();
}

void FreeHistogramView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Palette& palette = paletteOf(*this);
    painter.fillRect(rect(), palette.panel);
    paintFreeHistogram(painter, scene_, geometryNow(), palette, Fonts::ofDesktop());
}

void FreeHistogramView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    setFocused(std::nullopt);
    if (const auto index = geometryNow().classAt(event->position())) {
        toggle(*index);
    } else {
        workbench_.highlightChunks(std::nullopt);
    }
}

void FreeHistogramView::mouseMoveEvent(QMouseEvent* event) {
    const auto index = geometryNow().classAt(event->position());
    const bool clickable = index && scene_.classes[*index].chunks > 0;
    setCursor(clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (index != scene_.hovered) {
        scene_.hovered = index;
        update();
    }
}

void FreeHistogramView::leaveEvent(QEvent* event) {
    scene_.hovered.reset();
    update();
    QWidget::leaveEvent(event);
}

void FreeHistogramView::keyPressEvent(QKeyEvent* event) {
    const std::size_t last = scene_.classes.empty() ? 0 : scene_.classes.size() - 1;
    const std::size_t now = scene_.focused.value_or(scene_.highlighted.value_or(0));
    switch (event->key()) {
    case Qt::Key_Left:
        setFocused(scene_.focused && now > 0 ? now - 1 : now);
        return;
    case Qt::Key_Right:
        setFocused(scene_.focused ? std::min(now + 1, last) : now);
        return;
    case Qt::Key_Home:
        setFocused(0);
        return;
    case Qt::Key_End:
        setFocused(last);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (scene_.focused) {
            toggle(*scene_.focused);
            return;
        }
        break;
    case Qt::Key_Escape:
        if (scene_.highlighted) {
            workbench_.highlightChunks(std::nullopt);
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void FreeHistogramView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && !scene_.classes.empty()) {
        setFocused(scene_.highlighted.value_or(0));
    }
}

void FreeHistogramView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    setFocused(std::nullopt);
}

void FreeHistogramView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

bool FreeHistogramView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const FreeHistogramLayout layout = geometryNow();
        const auto index = layout.classAt(help->pos());
        if (!index) {
            QToolTip::hideText();
            return true;
        }
        QString words = classSentence(scene_.classes[*index]);
        if (scene_.classes[*index].chunks > 0) {
            words += QLatin1Char('\n') + (scene_.highlighted == index ? tr("Click: no longer lit on the map")
                                                                      : tr("Click: light them on the map"));
        }
        QToolTip::showText(help->globalPos(), words, this, layout.column(*index).toRect());
        return true;
    }
    return QWidget::event(event);
}

} // namespace firstfit
