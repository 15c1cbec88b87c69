// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/heap_map.h"

#include "ui/render/picture.h"
#include "ui/render/theme.h"
#include "ui/views/heap_footer.h"
#include "ui/views/minimap.h"
#include "ui/views/while_seen.h"
#include "ui/workbench.h"

#include <QEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>

#include <algorithm>
#include <cmath>
#include <utility>

namespace firstfit {

namespace {

/// Fewer rows are no use as lines of a minimap: a scroll bar is enough.
constexpr std::uint32_t fewestMinimapRows = 64;

/// Whole px per block keep edges and patterns regular; below 3 halves, below 1 powers of two do.
double snappedZoom(double px) {
    if (px >= 3) {
        return std::round(px);
    }
    return px >= 1 ? std::round(px * 2) / 2 : std::exp2(std::round(std::log2(px)));
}

} // namespace

HeapMap::HeapMap(Workbench& bench, QWidget* parent)
    : QAbstractScrollArea(parent),
      bench_(bench),
      motion_(this),
      minimap_(new Minimap(this)),
      footer_(new HeapFooter(this)),
      shown_(bench.snapshot()),
      scale_(Fonts::ofDesktop().scale) {
    painter_ = std::make_unique<HeapPainter>(Fonts::ofDesktop());
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setObjectName(QStringLiteral("heap-map"));
    setAccessibleName(tr("Heap map"));
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    grabGesture(Qt::PinchGesture);
    minimap_->hide();
    connect(minimap_, &Minimap::wentTo, this, [this](double centre) {
        const double y = layout_.top + centre * layout_.rows * layout_.pitch();
        verticalScrollBar()->setValue(static_cast<int>(std::lround(y * scale_ - viewport()->height() / 2.0)));
    });
    connect(&motion_, &HeapMotion::moved, this, [this] {
        motion_.apply(marks_);
        viewport()->update();
    });
    connect(&bench_, &Workbench::traceChanged, this, [this] {
        motion_.stop();
        siteColours_.reset();
        // The rest of a run that was looked at already takes nothing away.
        const bool goesOn =
            std::exchange(isPart_, !bench_.isWhole()) && shown_.geometry() == bench_.geometry() && focused_;
        if (!goesOn) {
            setFocused(std::nullopt);
        }
        relayout();
    });
    auto* seen = new WhileSeen(*this, [this] { positionChanged(); });
    connect(&bench_, &Workbench::positionChanged, seen, &WhileSeen::update);
    connect(&bench_, &Workbench::selectionChanged, this, &HeapMap::selectionChanged);
    connect(&bench_, &Workbench::highlightChanged, this, &HeapMap::colouringChanged);
    connect(&bench_, &Workbench::colouringChanged, this, &HeapMap::colouringChanged);
    connect(&bench_, &Workbench::hoverChanged, this, [this] {
        marks_.hovered = bench_.hoveredBlock();
        viewport()->update();
    });
    updateMarks();
    relayout();
}

HeapMap::~HeapMap() = default;

QSize HeapMap::sizeHint() const { return QSize(728, 620) * scale_; }
QSize HeapMap::minimumSizeHint() const { return QSize(240, 160) * scale_; }

/// What is there for map and scroll bar, in units.
QSizeF HeapMap::room() const {
    const QMargins margins = viewportMargins();
    const QSize whole =
        maximumViewportSize() + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
    return QSizeF(whole) / scale_;
}

void HeapMap::relayout() {
    layingOut_ = true;
    choose();
    arrange();
    layingOut_ = false;
    minimap_->setHeap(bench_.snapshot(), layout_.blocksPerRow);
    updateBars();
    updateMarks();
    viewport()->update();
    Q_EMIT zoomChanged();
}

/// The zoom and the layout for the room there is.
void HeapMap::choose() {
    const HeapGeometry geometry = bench_.geometry();
    const QSizeF whole = room();
    const auto stripOf = [&](Detail detail) { return stripHeight(detail) / scale_; };
    if (fitting_) {
        zoom_ = HeapLayout::fit(geometry, QSizeF(whole.width(), whole.height() - stripOf(Detail::bytes)), false);
        if (detailFor(zoom_) < Detail::runs) {
            zoom_ = HeapLayout::fit(geometry, QSizeF(whole.width(), whole.height() - stripOf(Detail::cells)), false);
        }
    }
    const double px = fitting_ ? zoom_ : snappedZoom(zoom_);
    const double strip = stripOf(detailFor(px));
    const double height = whole.height() - strip;
    layout_ = HeapLayout::make(geometry, px, whole.width(), false);
    withBar_ = layout_.contentSize().height() > height;
    withMinimap_ = false;
    if (fitting_) {
        layout_.fillHeight(height);
    }
    if (withBar_) {
        layout_ = HeapLayout::make(geometry, px, whole.width() - barWidth() / scale_, false);
        withMinimap_ = layout_.rows >= fewestMinimapRows;
    }
    if (withMinimap_) {
        withBar_ = false;
        layout_ = HeapLayout::make(geometry, px, whole.width() - Minimap::wanted, false);
    }
}

void HeapMap::setLegendShown(bool shown) {
    if (legendShown_ != shown) {
        legendShown_ = shown;
        footer_->setVisible(shown);
        relayout();
    }
}

int HeapMap::stripHeight(Detail detail) const {
    if (!legendShown_) {
        return 0;
    }
    // The legend begins where the blocks of this level of detail begin.
    const double px = detail == Detail::bytes    ? 72
                      : detail == Detail::fields ? 24
                      : detail == Detail::names  ? 12
                      : detail == Detail::runs   ? 6
                                                 : 3;
    const double width = room().width();
    return footer_->heightFor(detail, width - HeapLayout::make(bench_.geometry(), px, width, false).left, scale_,
                              hasClasses());
}

int HeapMap::fittedHeight(QSize room) const {
    const HeapGeometry geometry = bench_.geometry();
    const QSizeF units(room.width() / scale_, (room.height() - stripHeight(Detail::cells)) / scale_);
    const double px = HeapLayout::fit(geometry, units, false);
    const HeapLayout layout = HeapLayout::make(geometry, px, units.width(), false);
    const int wanted = static_cast<int>(std::ceil(layout.contentSize().height() * scale_)) + stripHeight(layout.detail);
    return std::min(wanted, room.height());
}

int HeapMap::barWidth() const { return style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this); }

/// Viewport, legend, minimap and bar, each in its place.
void HeapMap::arrange() {
    const int minimapWidth = withMinimap_ ? static_cast<int>(Minimap::wanted * scale_) : 0;
    const int strip = stripHeight(layout_.detail);
    setViewportMargins(0, 0, minimapWidth, strip);
    setVerticalScrollBarPolicy(withBar_ ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    const QRect inner = contentsRect();
    const int bar = withBar_ ? barWidth() : 0;
    footer_->setGeometry(inner.left(), inner.bottom() + 1 - strip, inner.width() - bar, strip);
    minimap_->setGeometry(inner.right() + 1 - minimapWidth, inner.top(), minimapWidth, inner.height() - strip);
    minimap_->setVisible(withMinimap_);
}

void HeapMap::updateBars() {
    const QSizeF content = layout_.contentSize() * scale_;
    const auto setRange = [](QScrollBar& bar, double length, int page, double step) {
        bar.setRange(0, std::max(0, static_cast<int>(std::ceil(length)) - page));
        bar.setPageStep(page);
        bar.setSingleStep(std::max(1, static_cast<int>(step)));
    };
    setRange(*verticalScrollBar(), content.height(), viewport()->height(), std::max(layout_.pitch() * scale_, 24.0));
    setRange(*horizontalScrollBar(), content.width(), viewport()->width(), 40);
    updateMinimapView();
}

void HeapMap::updateMinimapView() {
    const double rows = layout_.rows * layout_.pitch();
    const double top = verticalScrollBar()->value() / scale_ - layout_.top;
    const double bottom = top + viewport()->height() / scale_;
    minimap_->setView(std::clamp(top / rows, 0.0, 1.0), std::clamp(bottom / rows, 0.0, 1.0));
}

void HeapMap::keepRow(BlockIndex block, double y) {
    const double top = layout_.block(block).top() * scale_;
    verticalScrollBar()->setValue(static_cast<int>(std::lround(top - y)));
}

void HeapMap::setPixelsPerBlock(double px, std::optional<QPointF> anchor) {
    zoom_ = std::clamp(px, HeapLayout::smallestZoom, HeapLayout::largestZoom);
    const bool wasFitting = std::exchange(fitting_, false);
    if (!wasFitting && snappedZoom(zoom_) == layout_.pixelsPerBlock) {
        return;
    }
    // The row under the pointer stays there; else the first row in view stays the first.
    const QPointF at = anchor.value_or(QPointF(0, 0));
    const QPointF content = toContent(at);
    BlockIndex block{0};
    double offset = 0;
    const RowRange rows = layout_.rowsBetween(content.y(), content.y());
    if (!rows.isEmpty() && content.y() >= layout_.top) {
        const double row =
            std::clamp(std::floor((content.y() - layout_.top) / layout_.pitch()), 0.0, layout_.rows - 1.0);
        const auto first = static_cast<std::uint32_t>(row) * layout_.blocksPerRow;
        block = layout_.blockAt(content).value_or(BlockIndex{first});
        block.value = std::min(block.value, layout_.blocks - 1);
        offset = anchor ? (content.y() - layout_.rowTop(static_cast<std::uint32_t>(row))) / layout_.pitch() : 0;
    }
    const bool atTop = !anchor && content.y() < layout_.top;
    const double y = anchor ? at.y() : 0;
    relayout();
    if (!atTop) {
        keepRow(block, y - std::clamp(offset, 0.0, 1.0) * layout_.pitch() * scale_);
    }
}

void HeapMap::zoomIn() {
    setPixelsPerBlock(std::max(layout_.pixelsPerBlock * 1.25, snappedZoom(layout_.pixelsPerBlock + 1)));
}

void HeapMap::zoomOut() {
    const double px = layout_.pixelsPerBlock;
    setPixelsPerBlock(px > 1 ? std::min(px / 1.25, px > 3 ? px - 1 : px - 0.5) : px / 2);
}

void HeapMap::fit() {
    fitting_ = true;
    relayout();
}

QPointF HeapMap::toContent(QPointF position) const {
    return (position + QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value())) / scale_;
}

QRectF HeapMap::blockRect(BlockIndex block) const {
    const QRectF rect = layout_.block(block);
    const QPointF offset(horizontalScrollBar()->value(), verticalScrollBar()->value());
    return QRectF(rect.topLeft() * scale_ - offset, rect.size() * scale_);
}

std::optional<BlockIndex> HeapMap::blockAt(QPointF position) const { return layout_.blockAt(toContent(position)); }

void HeapMap::ensureVisible(BlockIndex block) {
    const QRectF rect = layout_.block(block);
    if (rect.isEmpty()) {
        return;
    }
    // With what hangs above and below the row.
    const double above = std::max(rect.top() - std::max(layout_.bracket + 12, 8.0), 0.0) * scale_;
    const double below = (rect.bottom() + std::max(layout_.lane, 8.0)) * scale_;
    QScrollBar& bar = *verticalScrollBar();
    if (above < bar.value()) {
        bar.setValue(static_cast<int>(above));
    } else if (below > bar.value() + viewport()->height()) {
        bar.setValue(static_cast<int>(std::ceil(below)) - viewport()->height());
    }
}

void HeapMap::paintEvent(QPaintEvent* event) {
    const Palette& palette = paletteOf(*this);
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette.canvas);
    painter.translate(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
    painter.scale(scale_, scale_);
    const QRectF exposed(toContent(event->rect().topLeft()), QSizeF(event->rect().size()) / scale_);
    painter_->paint(painter, HeapPicture{bench_.snapshot(), layout_, palette, marks_}, exposed);
}

void HeapMap::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    if (layingOut_) {
        return; // our own margins changed the viewport
    }
    // The first row in view stays where it is, as far as there are rows enough.
    const int value = verticalScrollBar()->value();
    const double row =
        std::clamp(std::floor((value / scale_ - layout_.top) / layout_.pitch()), 0.0, layout_.rows - 1.0);
    const BlockIndex first{static_cast<std::uint32_t>(row) * layout_.blocksPerRow};
    const double y = layout_.block(first).top() * scale_ - value;
    relayout();
    if (value > 0) {
        keepRow(first, y);
    }
}

void HeapMap::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        painter_ = std::make_unique<HeapPainter>(Fonts::ofDesktop());
        scale_ = Fonts::ofDesktop().scale;
        relayout();
    } else if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        viewport()->update();
    }
}

void HeapMap::scrollContentsBy(int, int) {
    viewport()->update();
    updateMinimapView();
}

} // namespace firstfit
