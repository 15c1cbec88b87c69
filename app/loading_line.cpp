// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/loading_line.h"

#include "app/loading_words.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/link_label.h"
#include "ui/render/fonts.h"
#include "ui/workbench.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QTimer>

#include <cmath>

namespace firstfit {

namespace {

/// What is done sooner needs no line.
constexpr int patienceMs = 200;
constexpr int barWidth = 88;

} // namespace

LoadingLine::LoadingLine(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      words_(new ElidedLabel(this)),
      bar_(new QProgressBar(this)),
      cancel_(new LinkLabel(this)),
      patience_(new QTimer(this)) {
    setObjectName(QStringLiteral("loading-line"));
    setAccessibleName(tr("Opening a recording"));
    words_->setObjectName(QStringLiteral("loading-line-words"));
    words_->setTextFormat(Qt::PlainText);
    words_->setFont(Fonts::ofDesktop().text(12));
    words_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    bar_->setTextVisible(false);
    bar_->setFixedWidth(static_cast<int>(std::lround(barWidth * Fonts::ofDesktop().scale)));
    bar_->setAccessibleName(tr("How much of it is done"));
    cancel_->setObjectName(QStringLiteral("loading-line-cancel"));
    cancel_->setText(QStringLiteral("<a href=\"cancel\">%1</a>").arg(tr("Cancel")));
    cancel_->setAccessibleName(tr("Cancel loading"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(words_, 1);
    row->addWidget(bar_);
    row->addWidget(cancel_);
    patience_->setSingleShot(true);
    patience_->setInterval(patienceMs);
    hide();
    connect(patience_, &QTimer::timeout, this, &QWidget::show);
    connect(cancel_, &LinkLabel::linkActivated, &workbench_, &Workbench::cancelLoading);
    connect(&workbench_, &Workbench::loadingStarted, this, &LoadingLine::begin);
    connect(&workbench_, &Workbench::loadingProgressed, this, &LoadingLine::showProgress);
    connect(&workbench_, &Workbench::loadingFinished, this, &LoadingLine::end);
    // The first part of it can be looked at: what lay over the empty window is gone, and this stands here instead.
    connect(&workbench_, &Workbench::traceChanged, this, [this] {
        if (!workbench_.isWhole()) {
            show();
        }
    });
}

void LoadingLine::begin() {
    words_->setText(tr("Opening %1").arg(name_));
    cancel_->setToolTip({});
    // What is not read before it is replayed was there already.
    changesHeap_ = workbench_.isWhole() && workbench_.timeline().size().value > 0;
    bar_->setRange(0, 0);
    if (!workbench_.isUntouched()) {
        patience_->start();
    }
}

void LoadingLine::end() {
    patience_->stop();
    hide();
}

void LoadingLine::showProgress(const LoadProgress& progress) {
    const LoadingWords words = loadingWords(progress, name_);
    words_->setText(words.brief);
    words_->setToolTip(words.doing + QLatin1Char('\n') + words.counts);
    changesHeap_ = changesHeap_ && progress.phase != LoadProgress::Phase::reading;
    cancel_->setToolTip(changesHeap_ ? tr("The heap stays as it is then.") : words.cancel);
    showShare(*bar_, progress);
}

} // namespace firstfit
