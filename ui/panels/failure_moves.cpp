// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/failure_moves.h"

#include "ui/render/fonts.h"
#include "ui/render/icons.h"
#include "ui/workbench.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

#include <cmath>

namespace firstfit {

namespace {

QToolButton* smallButton(QAction* action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    const int side = static_cast<int>(std::lround(14 * Fonts::ofDesktop().scale));
    button->setIconSize(QSize(side, side));
    button->setFixedSize(side + 6, side + 6);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text());
    return button;
}

} // namespace

FailureMoves::FailureMoves(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      previous_(new QAction(themedIcon(QStringLiteral("chevron-up")), tr("Previous failure"), this)),
      next_(new QAction(themedIcon(QStringLiteral("chevron-down")), tr("Next failure"), this)) {
    previous_->setObjectName(QStringLiteral("failure.previous"));
    next_->setObjectName(QStringLiteral("failure.next"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(smallButton(previous_, this));
    row->addWidget(smallButton(next_, this));
    connect(previous_, &QAction::triggered, this, [this] { workbench_.goToNextFailure(-1); });
    connect(next_, &QAction::triggered, this, [this] { workbench_.goToNextFailure(1); });
    connect(&workbench_, &Workbench::traceChanged, this, &FailureMoves::showPosition);
    connect(&workbench_, &Workbench::positionChanged, this, &FailureMoves::showPosition);
}

void FailureMoves::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    showPosition();
}

void FailureMoves::showPosition() {
    if (!isVisible())
        return; // nobody sees it, and the summary may have to be made for it
    if (!workbench_.isWhole()) {
        // Where the failures are is not added up yet; whether there is one is found by going there.
        previous_->setEnabled(true);
        next_->setEnabled(true);
        return;
    }
    const auto& failures = workbench_.summary().failures;
    const OperationIndex now = workbench_.position().operation;
    previous_->setEnabled(!failures.empty() && failures.front().operation < now);
    next_->setEnabled(!failures.empty() && now < failures.back().operation);
}

} // namespace firstfit
