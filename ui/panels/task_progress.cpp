// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/task_progress.h"

#include "ui/panels/tone_label.h"
#include "ui/workbench_task.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace firstfit {

TaskProgress::TaskProgress(BackgroundTask& task, const QString& doing, QWidget* parent)
    : QWidget(parent),
      task_(task),
      doing_(doing),
      words_(new ToneLabel(&Palette::ink2, 12, QFont::Normal, this)),
      bar_(new QProgressBar(this)),
      cancel_(new QPushButton(tr("Cancel"), this)) {
    bar_->setTextVisible(false);
    bar_->setAccessibleName(doing);
    bar_->setObjectName(QStringLiteral("progress.bar"));
    cancel_->setObjectName(QStringLiteral("progress.cancel"));
    cancel_->setAccessibleName(tr("Cancel: %1").arg(doing));
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(bar_, 1);
    row->addWidget(cancel_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 0, 12, 0);
    column->setSpacing(4);
    column->addWidget(words_);
    column->addLayout(row);
    connect(cancel_, &QPushButton::clicked, &task_, &BackgroundTask::cancel);
    connect(&task_, &BackgroundTask::started, this, &TaskProgress::showProgress);
    connect(&task_, &BackgroundTask::progressed, this, &TaskProgress::showProgress);
    connect(&task_, &BackgroundTask::finished, this, &TaskProgress::showProgress);
    showProgress();
}

void TaskProgress::showProgress() {
    setVisible(task_.isRunning());
    if (!task_.isRunning())
        return;
    constexpr int steps = 1000;
    const bool known = task_.total() > 0;
    bar_->setRange(0, known ? steps : 0);
    if (known) {
        const double share = static_cast<double>(task_.done()) / static_cast<double>(task_.total());
        bar_->setValue(static_cast<int>(share * steps));
        words_->setText(tr("%1: %2 %").arg(doing_).arg(static_cast<int>(share * 100)));
    } else {
        words_->setText(tr("%1 …").arg(doing_));
        bar_->update();
    }
}

} // namespace firstfit
