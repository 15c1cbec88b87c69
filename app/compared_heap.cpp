// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compared_heap.h"

#include "app/loading_card.h"
#include "ui/panels/heap_fields.h"
#include "ui/render/theme.h"
#include "ui/views/heap_map.h"
#include "ui/views/heap_view.h"
#include "ui/views/timeline_strip.h"
#include "ui/workbench.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <cmath>

namespace firstfit {

namespace {

constexpr double timelineHeight = 132;

QString figuresOf(const Workbench& workbench) {
    const RunSummary& run = workbench.summary();
    const auto requests = qulonglong{run.allocations} + run.reallocations;
    const QString held = run.failures.empty()
                             ? ComparedHeap::tr("all %L1 requests held").arg(requests)
                             : ComparedHeap::tr("%L1 of %L2 requests failed").arg(run.failures.size()).arg(requests);
    const QString size = ComparedHeap::tr("%L1 bytes").arg(qulonglong{workbench.geometry().size_of()});
    return ComparedHeap::tr("%1 · %2 · %L3 chunks visited on average")
        .arg(held, size)
        .arg(run.scan_length.mean, 0, 'f', 1);
}

} // namespace

ComparedHeap::ComparedHeap(Workbench& workbench, const QString& id, const QString& title, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      title_(new QLabel(title, this)),
      figures_(new QLabel(this)),
      heap_(new HeapView(workbench, this)) {
    setObjectName(id);
    setAccessibleName(title);
    figures_->setObjectName(id + QStringLiteral("-figures"));
    figures_->setWordWrap(true);
    heap_->setHeading(HeapHeading::place);
    heap_->map().setReadOnly(true);
    auto* strip = new TimelineStrip(workbench, this);
    strip->setFixedHeight(static_cast<int>(std::lround(timelineHeight * Fonts::ofDesktop().scale)));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 0);
    head->setSpacing(12);
    head->addWidget(title_);
    head->addWidget(figures_, 1);
    auto* shape = new QHBoxLayout; // a line of its own: two of them stand beside each other on a small screen
    shape->setContentsMargins(12, 0, 12, 0);
    shape->setSpacing(12);
    shape->addWidget(new ShapeFields(workbench, this));
    shape->addWidget(new PlacementFields(workbench, this));
    shape->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(head);
    column->addLayout(shape);
    column->addWidget(heap_, 1);
    column->addWidget(strip);
    new LoadingCard(workbench, this);
    connect(&workbench, &Workbench::traceChanged, this, &ComparedHeap::showFigures);
    applyLook();
}

void ComparedHeap::showFigures() { figures_->setText(figuresOf(workbench_)); }

void ComparedHeap::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange) {
        applyLook();
    }
}

void ComparedHeap::paintEvent(QPaintEvent* /*event*/) { QPainter(this).fillRect(rect(), paletteOf(*this).panel); }

void ComparedHeap::applyLook() {
    title_->setFont(Fonts::ofDesktop().text(14, QFont::DemiBold));
    figures_->setFont(Fonts::ofDesktop().text(12));
    QPalette colours = figures_->palette();
    colours.setColor(QPalette::WindowText, paletteOf(*this).ink2);
    figures_->setPalette(colours);
}

} // namespace firstfit
