// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/heap_view.h"

#include "ui/render/fonts.h"
#include "ui/render/theme.h"
#include "ui/views/heap_header.h"
#include "ui/views/heap_map.h"
#include "ui/views/while_seen.h"
#include "ui/workbench.h"

#include <QEvent>
#include <QLayout>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace firstfit {

HeapView::HeapView(Workbench& bench, QWidget* parent)
    : QWidget(parent),
      bench_(bench),
      header_(new HeapHeader(this)),
      banner_(new HeapBanner(this)),
      map_(new HeapMap(bench, this)),
      welcome_(new HeapWelcome(this)) {
    setObjectName(QStringLiteral("heap-view"));
    setFocusProxy(map_);
    banner_->raise(); // it reaches into the map's margin
    header_->raise(); // the zoom stays in reach over the banner
    welcome_->hide();
    connect(header_, &HeapHeader::zoomInRequested, map_, &HeapMap::zoomIn);
    connect(header_, &HeapHeader::zoomOutRequested, map_, &HeapMap::zoomOut);
    connect(header_, &HeapHeader::fitRequested, map_, &HeapMap::fit);
    connect(map_, &HeapMap::zoomChanged, this, [this] {
        header_->setZoom(map_->pixelsPerBlock(), map_->isFitting());
        banner_->setTextEnd(header_->zoomLeft());
    });
    connect(map_, &HeapMap::zoomChanged, this, [this] {
        if (heading_ == HeapHeading::place) {
            showPlace();
        }
    });
    connect(map_, &HeapMap::goToRequested, this, &HeapView::goToRequested);
    connect(map_, &HeapMap::lineRequested, this, &HeapView::lineRequested);
    connect(map_, &HeapMap::refused, this, &HeapView::refused);
    connect(welcome_, &HeapWelcome::firstLessonRequested, this, &HeapView::firstLessonRequested);
    connect(welcome_, &HeapWelcome::openRequested, this, &HeapView::openRequested);
    connect(welcome_, &HeapWelcome::allocateByHandRequested, this, &HeapView::allocateByHandRequested);
    auto* seen = new WhileSeen(*this, [this] { showPosition(); });
    connect(&bench_, &Workbench::positionChanged, seen, &WhileSeen::update);
    connect(&bench_, &Workbench::traceChanged, seen, &WhileSeen::update);
    connect(&bench_, &Workbench::scriptStarted, seen, &WhileSeen::update);
    connect(&bench_, &Workbench::scriptFinished, seen, &WhileSeen::update);
    header_->setZoom(map_->pixelsPerBlock(), map_->isFitting());
    showPosition();
}

void HeapView::zoomIn() { map_->zoomIn(); }
void HeapView::zoomOut() { map_->zoomOut(); }
void HeapView::fit() { map_->fit(); }

void HeapView::setHeading(HeapHeading heading) {
    heading_ = heading;
    showPosition();
    arrange();
}

/// "65,535 blocks of 8 bytes · 128 blocks to a row · after operation 873,433".
void HeapView::showPlace() {
    const HeapGeometry geometry = bench_.geometry();
    const QLocale locale;
    const Position now = bench_.position();
    const QString operation = locale.toString(now.operation.value);
    const bool done = now == bench_.timeline().normalised(Position::after(now.operation));
    const QString when = now.operation.value == 0 ? tr("the fresh heap")
                         : done                   ? tr("after operation %1").arg(operation)
                                                  : tr("in operation %1").arg(operation);
    const std::uint32_t perRow = std::min(map_->heapLayout().blocksPerRow, geometry.blocks.value);
    header_->setPlace(tr("Heap"), tr("%1 blocks of %2 bytes · %3 blocks to a row · %4")
                                      .arg(locale.toString(geometry.blocks.value), locale.toString(geometry.block_size),
                                           locale.toString(perRow), when));
}

void HeapView::showPosition() {
    if (heading_ == HeapHeading::place) {
        header_->setOnBanner(false);
        banner_->hide();
        welcome_->hide();
        welcomes_ = false;
        map_->setLegendShown(true);
        showPlace();
        return;
    }
    const Explanation& explanation = bench_.explanation();
    const QString call = QString::fromStdString(explanation.call);
    const HeapGeometry geometry = bench_.geometry();
    const QLocale locale;
    if (call.isEmpty()) {
        header_->setRequest(tr("heap"),
                            tr("%1 × %2 bytes, nothing asked for yet")
                                .arg(locale.toString(geometry.blocks.value), locale.toString(geometry.block_size)));
    } else {
        header_->setRequest(call, QString::fromStdString(explanation.request));
    }
    const bool failed = explanation.failure.has_value();
    const bool otherHead = failed != header_->isOnBanner();
    header_->setOnBanner(failed);
    banner_->setVisible(failed);
    if (explanation.failure) {
        const QString headline = QString::fromStdString(explanation.failure->headline);
        banner_->setFailure(call, headline);
        header_->setToolTip(headline);
    }
    // Nobody is invited to begin while a script is about to fill the heap.
    const bool untouched = bench_.isUntouched() && !bench_.isScriptRunning();
    if (untouched) {
        welcome_->setBlocks(geometry.blocks.value);
    }
    if (welcomes_ != untouched) {
        welcomes_ = untouched;
        welcome_->setVisible(untouched);
        map_->setLegendShown(!untouched);
        arrange();
    } else if (otherHead) {
        arrange();
    }
}

void HeapView::arrange() {
    const double scale = Fonts::ofDesktop().scale;
    const int head = static_cast<int>(std::lround(HeapHeader::wanted * scale));
    // The banner is higher than the line it covers: it takes from the map's margin, so that no row moves.
    const int high = static_cast<int>(std::lround(HeapBanner::wanted * scale));
    header_->setGeometry(0, 0, width(), header_->isOnBanner() ? high : head);
    banner_->setGeometry(0, 0, width(), high);
    banner_->setTextEnd(header_->zoomLeft());
    const int below = std::max(0, height() - head);
    if (!welcomes_) {
        map_->setGeometry(0, head, width(), below);
        return;
    }
    // The card stands right below the empty heap, which gets what room it needs and no more.
    const int card = std::max(welcome_->sizeHint().height(), welcome_->heightForWidth(width()));
    const int most = std::max(map_->minimumSizeHint().height(), below - card);
    const int heap = map_->fittedHeight(QSize(width(), most));
    map_->setGeometry(0, head, width(), heap);
    welcome_->setGeometry(0, head + heap, width(), card);
}

void HeapView::resizeEvent(QResizeEvent*) { arrange(); }

void HeapView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange) {
        arrange();
    }
    QWidget::changeEvent(event);
}

void HeapView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), paletteOf(*this).canvas);
}

} // namespace firstfit
