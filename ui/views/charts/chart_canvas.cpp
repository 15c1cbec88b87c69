// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/chart_canvas.h"

#include "ui/render/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace firstfit {

namespace {

/// How near the pointer must come to a mark, in px.
constexpr double reach = 14;
/// Marks that the keys for a page go on.
constexpr std::size_t page = 20;

double distanceTo(const QRectF& place, const QPointF& at) {
    const double x = std::max({place.left() - at.x(), 0.0, at.x() - place.right()});
    const double y = std::max({place.top() - at.y(), 0.0, at.y() - place.bottom()});
    return std::hypot(x, y);
}

} // namespace

ChartCanvas::ChartCanvas(std::unique_ptr<ChartPicture> picture, QWidget* parent)
    : QWidget(parent), picture_(std::move(picture)) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

ChartCanvas::~ChartCanvas() = default;

QSize ChartCanvas::sizeHint() const {
    const double scale = Fonts::ofDesktop().scale;
    return {static_cast<int>(640 * scale), static_cast<int>(std::lround(picture_->preferredHeight(width(), scale)))};
}

QSize ChartCanvas::minimumSizeHint() const {
    return {static_cast<int>(400 * Fonts::ofDesktop().scale), sizeHint().height()};
}

void ChartCanvas::place() {
    picture_->setPlace(QSizeF(size()), paletteOf(*this), Fonts::ofDesktop());
    drawn_ = {};
    update();
}

void ChartCanvas::refresh() {
    updateGeometry();
    place();
    // Marks are counted: what is pointed at stays, as far as there is as much.
    if (current_ && *current_ >= picture_->marks().size()) {
        point(std::nullopt, false);
    }
}

void ChartCanvas::setActivation(const QString& words) { activation_ = words; }

/// Another part of it is shown: no mark is where it was.
void ChartCanvas::viewChanged() {
    drawn_ = {};
    point(std::nullopt, false);
    update();
    if (std::exchange(wasZoomed_, picture_->isZoomed()) != picture_->isZoomed()) {
        Q_EMIT zoomChanged(wasZoomed_);
    }
}

void ChartCanvas::showAll() {
    picture_->zoomOut();
    viewChanged();
}

void ChartCanvas::zoom(double factor) {
    const QPointF about = current_ && *current_ < picture_->marks().size() ? picture_->marks()[*current_].place.center()
                                                                           : picture_->plot().center();
    picture_->zoomBy(factor, about);
    viewChanged();
}

QString ChartCanvas::sentenceOf(std::size_t mark) {
    const QString& sentence = picture_->marks()[mark].sentence;
    return activation_.isEmpty() ? sentence : QStringLiteral("%1\n%2").arg(sentence, activation_);
}

void ChartCanvas::point(std::optional<std::size_t> mark, bool byKeys) {
    byKeys_ = byKeys && mark;
    if (mark == current_) {
        return;
    }
    current_ = mark;
    setCursor(mark && !activation_.isEmpty() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setAccessibleDescription(mark ? picture_->marks()[*mark].sentence : picture_->emptySentence());
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    if (byKeys_) {
        const QRect at = picture_->marks()[*mark].place.toRect();
        QToolTip::showText(mapToGlobal(at.bottomRight()), sentenceOf(*mark), this);
    } else if (!mark) {
        QToolTip::hideText();
    }
    update();
}

std::optional<std::size_t> ChartCanvas::markAt(const QPointF& at) {
    std::optional<std::size_t> nearest;
    double least = reach;
    const std::vector<ChartMark>& marks = picture_->marks();
    for (std::size_t i = 0; i < marks.size(); ++i) {
        // Of those under the pointer the one whose middle is nearest.
        const double away = distanceTo(marks[i].place, at) + distanceTo({marks[i].place.center(), QSizeF()}, at) / 1e4;
        if (away < least) {
            least = away;
            nearest = i;
        }
    }
    return nearest;
}

QRectF ChartCanvas::frame() const {
    if (!pressed_ || (dragged_ - *pressed_).manhattanLength() < QApplication::startDragDistance()) {
        return {};
    }
    const QRectF plot = picture_->plot();
    QRectF all = QRectF(*pressed_, dragged_).normalized();
    if (!picture_->zoomsX()) {
        all = QRectF(plot.left(), all.top(), plot.width(), all.height());
    }
    if (!picture_->zoomsY()) {
        all = QRectF(all.left(), plot.top(), all.width(), plot.height());
    }
    return all.intersected(plot);
}

void ChartCanvas::paintEvent(QPaintEvent*) {
    const Palette& palette = paletteOf(*this);
    const double ratio = devicePixelRatioF();
    if (drawn_.isNull() || drawn_.devicePixelRatioF() != ratio) {
        drawn_ = QPixmap((QSizeF(size()) * ratio).toSize());
        drawn_.setDevicePixelRatio(ratio);
        drawn_.fill(palette.panel);
        QPainter painter(&drawn_);
        picture_->paint(painter);
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, drawn_);
    paintHead(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    if (current_ && *current_ < picture_->marks().size()) {
        painter.setPen(QPen(byKeys_ ? palette.accent : palette.ink, byKeys_ ? 2 : 1.5));
        painter.drawRect(picture_->marks()[*current_].place.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (const QRectF part = frame(); !part.isEmpty()) {
        QColor ground = palette.accent;
        ground.setAlphaF(0.12F);
        painter.setPen(QPen(palette.accent, 1));
        painter.setBrush(ground);
        painter.drawRect(part);
    }
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        QPen dashes(palette.accent, 2, Qt::CustomDashLine, Qt::FlatCap, Qt::MiterJoin);
        dashes.setDashPattern({2, 1.5});
        painter.setPen(dashes);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

/// At the top of what is seen, when the chart's own top is not.
void ChartCanvas::paintHead(QPainter& painter) {
    const double head = picture_->headHeight();
    const int above = visibleRegion().boundingRect().top();
    if (head > 0 && above > 0 && above + 2 * head < height()) {
        painter.save();
        painter.translate(0, above);
        picture_->paintHead(painter);
        painter.restore();
    }
}

void ChartCanvas::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

void ChartCanvas::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        updateGeometry();
        place();
    }
    QWidget::changeEvent(event);
}

void ChartCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    pressed_ = dragged_ = event->position();
    point(markAt(event->position()), false);
}

void ChartCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (pressed_) {
        dragged_ = event->position();
        update();
    } else {
        point(markAt(event->position()), false);
    }
}

void ChartCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !pressed_) {
        return;
    }
    dragged_ = event->position();
    const QRectF part = frame();
    const bool dragging = (dragged_ - *pressed_).manhattanLength() >= QApplication::startDragDistance();
    pressed_.reset();
    if (dragging) {
        if (part.width() > 4 && part.height() > 4) {
            picture_->zoomTo(part);
            viewChanged();
        }
    } else if (current_ && !activation_.isEmpty()) {
        Q_EMIT activated(picture_->marks()[*current_].id);
    }
    update();
}

void ChartCanvas::mouseDoubleClickEvent(QMouseEvent*) { showAll(); }

void ChartCanvas::leaveEvent(QEvent* event) {
    point(std::nullopt, false);
    QWidget::leaveEvent(event);
}

void ChartCanvas::wheelEvent(QWheelEvent* event) {
    // Without Ctrl the wheel scrolls the page of charts.
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        event->ignore();
        return;
    }
    picture_->zoomBy(std::pow(1.5, event->angleDelta().y() / 120.0), event->position());
    viewChanged();
}

bool ChartCanvas::moveBy(QKeyEvent& event) {
    constexpr double step = 40;
    switch (event.key()) {
    case Qt::Key_Left:
        picture_->panBy({step, 0});
        break;
    case Qt::Key_Right:
        picture_->panBy({-step, 0});
        break;
    case Qt::Key_Up:
        picture_->panBy({0, step});
        break;
    case Qt::Key_Down:
        picture_->panBy({0, -step});
        break;
    default:
        return false;
    }
    viewChanged();
    return true;
}

void ChartCanvas::keyPressEvent(QKeyEvent* event) {
    const std::size_t count = picture_->marks().size();
    if (event->modifiers().testFlag(Qt::ShiftModifier) && moveBy(*event)) {
        return;
    }
    const auto go = [&](std::size_t mark) {
        point(count == 0 ? std::nullopt : std::optional(std::min(mark, count - 1)), true);
    };
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
        go(current_ ? *current_ + 1 : 0);
        break;
    case Qt::Key_Left:
    case Qt::Key_Up:
        go(current_ && *current_ > 0 ? *current_ - 1 : 0);
        break;
    case Qt::Key_PageDown:
        go(current_ ? *current_ + page : 0);
        break;
    case Qt::Key_PageUp:
        go(current_ && *current_ > page ? *current_ - page : 0);
        break;
    case Qt::Key_Home:
        go(0);
        break;
    case Qt::Key_End:
        go(std::numeric_limits<std::size_t>::max());
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        break;
    case Qt::Key_Minus:
        zoomOut();
        break;
    case Qt::Key_0:
        showAll();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (current_ && *current_ < count && !activation_.isEmpty()) {
            Q_EMIT activated(picture_->marks()[*current_].id);
            break;
        }
        [[fallthrough]];
    default:
        QWidget::keyPressEvent(event);
    }
}

void ChartCanvas::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void ChartCanvas::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    point(std::nullopt, false);
    update();
}

bool ChartCanvas::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto mark = markAt(help->pos())) {
            QToolTip::showText(help->globalPos(), sentenceOf(*mark), this, picture_->marks()[*mark].place.toRect());
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace firstfit
