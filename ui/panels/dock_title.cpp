// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/dock_title.h"

#include "ui/panels/elided_label.h"
#include "ui/render/fonts.h"
#include "ui/render/icons.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <cmath>

namespace firstfit {

namespace {

QToolButton* smallButton(const QString& icon, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIcon(themedIcon(icon));
    const int side = static_cast<int>(std::lround(14 * Fonts::ofDesktop().scale));
    button->setIconSize(QSize(side, side));
    button->setFixedSize(side + 6, side + 6);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

DockTitle::DockTitle(Panel& panel, QDockWidget& dock)
    : QWidget(&dock),
      panel_(panel),
      dock_(dock),
      title_(new QLabel(panel.title(), this)),
      caption_(new ElidedLabel(this)),
      float_(smallButton(QStringLiteral("float"), this)),
      close_(smallButton(QStringLiteral("close"), this)) {
    setAttribute(Qt::WA_StyledBackground);
    title_->setProperty("look", QStringLiteral("title"));
    caption_->setProperty("look", QStringLiteral("aside"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 6, 0);
    row->setSpacing(0);
    row->addWidget(title_);
    row->addSpacing(9);
    row->addWidget(caption_);
    if (QWidget* extra = panel.titleExtra()) {
        row->addSpacing(8);
        row->addWidget(extra);
    }
    row->addStretch(1);
    row->addWidget(float_);
    row->addWidget(close_);

    const QString closing = tr("Close %1").arg(panel.title());
    close_->setToolTip(closing);
    close_->setAccessibleName(closing);
    connect(close_, &QToolButton::clicked, &dock, &QDockWidget::close);
    connect(float_, &QToolButton::clicked, &dock, [&dock] { dock.setFloating(!dock.isFloating()); });
    connect(&dock, &QDockWidget::topLevelChanged, this, &DockTitle::showFloating);
    connect(&panel, &Panel::captionChanged, this, &DockTitle::showCaption);
    showCaption();
    showFloating();
}

QSize DockTitle::sizeHint() const {
    return {QWidget::sizeHint().width(), static_cast<int>(std::lround(28 * Fonts::ofDesktop().scale))};
}

QSize DockTitle::minimumSizeHint() const { return {QWidget::minimumSizeHint().width(), sizeHint().height()}; }

void DockTitle::showCaption() {
    caption_->setText(panel_.caption());
    caption_->setVisible(!panel_.caption().isEmpty());
}

void DockTitle::showFloating() {
    const QString action = dock_.isFloating() ? tr("Put %1 back into the window").arg(panel_.title())
                                              : tr("Open %1 in a window of its own").arg(panel_.title());
    float_->setToolTip(action);
    float_->setAccessibleName(action);
}

PanelDock::PanelDock(Panel* panel, QWidget* parent) : QDockWidget(panel->title(), parent), panel_(panel) {
    setObjectName(panel->id() + QStringLiteral("-dock"));
    setAccessibleName(panel->title());
    panel->setAutoFillBackground(true);
    panel->setBackgroundRole(QPalette::Base);
    setTitleBarWidget(new DockTitle(*panel, *this));
    setWidget(panel);
    toggleViewAction()->setText(panel->title());
}

} // namespace firstfit
