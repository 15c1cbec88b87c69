// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timing_bar.h"

#include "ui/models/timing_words.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/heap_fields.h"
#include "ui/render/fonts.h"
#include "ui/render/icons.h"
#include "ui/render/theme.h"
#include "ui/workbench.h"
#include "ui/workbench_timing.h"

#include <QAction>
#include <QGridLayout>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

#include <cmath>

namespace firstfit {

namespace {

constexpr int steps = 1000;

int scaled(double px) { return static_cast<int>(std::lround(px * Fonts::ofDesktop().scale)); }

QAction* action(QObject* parent, const QString& name, const QString& icon, const QString& word, const QString& text,
                const QString& hint, const QKeySequence& key) {
    auto* made = new QAction(themedIcon(icon), text, parent);
    made->setObjectName(name);
    made->setIconText(word);
    made->setShortcut(key);
    made->setToolTip(QStringLiteral("%1 (%2)").arg(hint, key.toString(QKeySequence::NativeText)));
    return made;
}

QWidget* gap(int px, QWidget* parent) {
    auto* room = new QWidget(parent);
    room->setFixedWidth(scaled(px));
    return room;
}

QLabel* label(const char* look, QWidget* parent) {
    auto* made = new ElidedLabel(parent);
    made->setProperty("look", QString::fromLatin1(look));
    return made;
}

} // namespace

TimingBar::TimingBar(TimingLab& lab, Workbench& workbench, const QList<QAction*>& files, QWidget* parent)
    : QToolBar(tr("Timing toolbar"), parent),
      lab_(lab),
      run_(action(this, QStringLiteral("timing-run"), QStringLiteral("play"), tr("run"), tr("&Measure"),
                  tr("Measure what is chosen at the left"), QKeySequence(Qt::CTRL | Qt::Key_Return))),
      pause_(action(this, QStringLiteral("timing-pause"), QStringLiteral("pause"), tr("pause"), tr("&Pause measuring"),
                    tr("Let the machine rest; go on where it stopped"), QKeySequence(Qt::CTRL | Qt::Key_P))),
      cancel_(action(this, QStringLiteral("timing-cancel"), QStringLiteral("cancel"), tr("cancel"),
                     tr("&Cancel measuring"), tr("End now; what has been measured stays"),
                     QKeySequence(Qt::CTRL | Qt::Key_Period))),
      what_(label("strong", this)),
      time_(label("caption", this)),
      bar_(new QProgressBar(this)) {
    setObjectName(QStringLiteral("timing-toolbar"));
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    setIconSize(QSize(scaled(18), scaled(18)));
    setFixedHeight(scaled(50) + 4); // with the gap to the docks
    pause_->setCheckable(true);
    what_->setObjectName(QStringLiteral("timing-what"));
    time_->setObjectName(QStringLiteral("timing-time"));
    bar_->setObjectName(QStringLiteral("timing-progress"));
    bar_->setAccessibleName(tr("Progress of the measurement"));
    bar_->setRange(0, steps);
    bar_->setTextVisible(false);

    addWidget(gap(12, this));
    for (QAction* file : files) {
        addButton(file);
    }
    addSeparator();
    for (QAction* each : {run_, pause_, cancel_}) {
        addButton(each);
    }
    addWidget(gap(12, this));
    auto* readout = new QWidget(this);
    auto* grid = new QGridLayout(readout);
    grid->setContentsMargins(0, 6, 0, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    grid->addWidget(what_, 0, 0);
    grid->addWidget(time_, 0, 1, Qt::AlignRight | Qt::AlignBottom);
    grid->addWidget(bar_, 1, 0, 1, 2);
    readout->setFixedWidth(scaled(340));
    addWidget(readout);
    addSeparator();
    auto* heap = new ShapeFields(workbench, this);
    heap->setToolTip(tr("The heap in which the open trace is measured; the other workloads have heaps of their own"));
    addWidget(heap);

    connect(run_, &QAction::triggered, this, &TimingBar::runRequested);
    connect(pause_, &QAction::triggered, &lab_, &TimingLab::setPaused);
    connect(cancel_, &QAction::triggered, &lab_, &TimingLab::cancel);
    connect(&lab_, &TimingLab::measuringChanged, this, &TimingBar::show);
    connect(&lab_, &TimingLab::progressed, this, &TimingBar::show);
    show();
}

void TimingBar::addButton(QAction* each) {
    addAction(each);
    auto* button = qobject_cast<QToolButton*>(widgetForAction(each));
    button->setFocusPolicy(Qt::TabFocus);
    const auto name = [button, each] { button->setAccessibleName(each->text().remove(u'&')); };
    connect(each, &QAction::changed, button, name);
    name();
    if (each == run_ || each == pause_ || each == cancel_) {
        button->setFixedWidth(scaled(50)); // words that change must not push the others about
    }
}

void TimingBar::setReady(bool ready, const QString& sentence) {
    ready_ = ready;
    sentence_ = sentence;
    show();
}

QString TimingBar::whatText() const { return what_->text(); }
QString TimingBar::timeText() const { return time_->text(); }

QString TimingBar::doing() const {
    const MeasureProgress& now = lab_.progress();
    switch (now.stage) {
    case MeasureStage::starting:
        return tr("starting");
    case MeasureStage::warming_up:
        return tr("warming up");
    case MeasureStage::finishing:
        return tr("computing intervals");
    case MeasureStage::measuring:
        break;
    }
    const QString workload = workloadName(now.workload, lab_.results());
    return now.rounds_planned > 0
               ? tr("%1, round %2 of %3").arg(workload).arg(now.rounds_done + 1).arg(now.rounds_planned)
               : tr("%1, round %2").arg(workload).arg(now.rounds_done + 1);
}

void TimingBar::show() {
    const bool measuring = lab_.isMeasuring();
    run_->setEnabled(!measuring && ready_);
    pause_->setEnabled(measuring && !lab_.isCancelling());
    pause_->setChecked(lab_.isPaused());
    pause_->setIconText(lab_.isPaused() ? tr("go on") : tr("pause"));
    cancel_->setEnabled(measuring && !lab_.isCancelling());
    // The accent is where the next click is likeliest.
    markPrimary(*widgetForAction(run_), !measuring);
    markPrimary(*widgetForAction(cancel_), measuring);
    if (!measuring) {
        what_->setText(sentence_);
        time_->setText(QString());
        bar_->setValue(0);
        return;
    }
    const MeasureProgress& now = lab_.progress();
    what_->setText(lab_.isCancelling() ? tr("ending") : lab_.isPaused() ? tr("paused") : doing());
    const bool known = now.seconds_left > 0 && !lab_.isPaused() && !lab_.isCancelling();
    time_->setText(known ? tr("about %1 s left").arg(QLocale().toString(std::ceil(now.seconds_left), 'f', 0))
                         : QString());
    bar_->setValue(static_cast<int>(std::lround(now.fraction * steps)));
}

} // namespace firstfit
