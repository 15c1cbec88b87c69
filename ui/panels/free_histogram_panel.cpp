// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/free_histogram_panel.h"

#include "ui/views/free_histogram_view.h"
#include "ui/workbench.h"

#include <QVBoxLayout>

namespace firstfit {

FreeHistogramPanel::FreeHistogramPanel(Workbench& workbench, QWidget* parent)
    : Panel(QStringLiteral("free-histogram"), tr("Free chunks by size"), parent),
      view_(new FreeHistogramView(workbench, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view_);
    setFocusProxy(view_);
    setCaption(FreeHistogramView::caption());
}

} // namespace firstfit
