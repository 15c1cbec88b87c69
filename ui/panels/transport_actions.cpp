// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/transport_actions.h"

#include "ui/render/icons.h"
#include "ui/workbench.h"

#include <QAction>

namespace firstfit {

namespace {

/// `word` stands under the icon, `text` in menus, `hint` is the tooltip.
QAction* makeAction(QObject* parent, const QString& icon, const QString& word, const QString& text,
                    const QString& hint) {
    auto* action = new QAction(themedIcon(icon), text, parent);
    action->setObjectName(icon);
    action->setIconText(word);
    action->setToolTip(hint);
    return action;
}

} // namespace

TransportActions::TransportActions(Workbench& workbench, QObject* parent)
    : QObject(parent),
      start(makeAction(this, QStringLiteral("start"), tr("start"), tr("Go to &start"),
                       tr("Go to the fresh heap (Home, in the map or the timeline)"))),
      previousOperation(makeAction(this, QStringLiteral("operation-back"), tr("op"), tr("&Previous operation"),
                                   tr("Previous operation (Left, in the map or the timeline)"))),
      previousStep(makeAction(this, QStringLiteral("step-back"), tr("step"), tr("Previous &micro-step"),
                              tr("Previous micro-step (Shift+Left, in the map or the timeline)"))),
      play(makeAction(this, QStringLiteral("play"), tr("play"), tr("P&lay"), QString())),
      nextStep(makeAction(this, QStringLiteral("step-forward"), tr("step"), tr("Next micro-s&tep"),
                          tr("Next micro-step (Shift+Right, in the map or the timeline)"))),
      nextOperation(makeAction(this, QStringLiteral("operation-forward"), tr("op"), tr("&Next operation"),
                               tr("Next operation (Right, in the map or the timeline)"))),
      end(makeAction(this, QStringLiteral("end"), tr("end"), tr("Go to &end"),
                     tr("Go to the end of the run (End, in the map or the timeline)"))),
      playMicroSteps(new QAction(tr("Play by micr&o-step"), this)),
      cancelScript(makeAction(this, QStringLiteral("cancel"), tr("Cancel"), QString(), QString())),
      workbench_(workbench) {
    playMicroSteps->setObjectName(QStringLiteral("play-micro-steps"));
    playMicroSteps->setCheckable(true);
    playMicroSteps->setToolTip(tr("Play shows every micro-step instead of whole operations"));

    connect(start, &QAction::triggered, &workbench, &Workbench::goToStart);
    connect(previousOperation, &QAction::triggered, &workbench, [&workbench] { workbench.stepOperation(-1); });
    connect(previousStep, &QAction::triggered, &workbench, [&workbench] { workbench.stepMicro(-1); });
    connect(play, &QAction::triggered, &workbench, &Workbench::togglePlay);
    connect(nextStep, &QAction::triggered, &workbench, [&workbench] { workbench.stepMicro(1); });
    connect(nextOperation, &QAction::triggered, &workbench, [&workbench] { workbench.stepOperation(1); });
    connect(end, &QAction::triggered, &workbench, &Workbench::goToEnd);
    connect(cancelScript, &QAction::triggered, &workbench, [&workbench] {
        workbench.cancelScript();
        workbench.cancelLoading();
    });
    connect(playMicroSteps, &QAction::toggled, &workbench, &Workbench::setPlaysMicroSteps);

    for (const auto signal : {&Workbench::positionChanged, &Workbench::traceChanged, &Workbench::traceGrew,
                              &Workbench::playingChanged, &Workbench::scriptStarted, &Workbench::scriptFinished,
                              &Workbench::loadingStarted, &Workbench::loadingFinished}) {
        connect(&workbench, signal, this, &TransportActions::update);
    }
    update();
}

void TransportActions::update() {
    const Timeline& timeline = workbench_.timeline();
    const Position now = workbench_.position();
    const bool atStart = now.operation.value == 0;
    // The end's micro-steps are not asked for from elsewhere: in a long run they are not to be had for nothing.
    const bool atEnd = now.operation == timeline.size() && now == timeline.normalised(timeline.end());
    for (QAction* action : {start, previousOperation, previousStep}) {
        action->setEnabled(!atStart);
    }
    for (QAction* action : {nextStep, nextOperation, end}) {
        action->setEnabled(!atEnd);
    }
    const bool playing = workbench_.isPlaying();
    play->setEnabled(playing || timeline.size().value > 0); // at the end it starts again
    play->setIcon(themedIcon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
    play->setIconText(playing ? tr("pause") : tr("play"));
    play->setText(playing ? tr("Pa&use") : tr("P&lay"));
    if (playing)
        play->setToolTip(tr("Pause (Space, in the map or the timeline)"));
    else if (atEnd && timeline.size().value > 0)
        play->setToolTip(tr("Play again from the beginning (Space, in the map or the timeline)"));
    else
        play->setToolTip(tr("Play from here (Space, in the map or the timeline)"));
    const bool loading = workbench_.isLoading();
    cancelScript->setEnabled(workbench_.isScriptRunning() || loading);
    cancelScript->setText(loading ? tr("&Cancel loading") : tr("&Cancel the script"));
    cancelScript->setToolTip(loading ? tr("Stop reading or replaying; what was replayed of a new recording is kept")
                                     : tr("Stop the script that is running; what it did so far is kept"));
    playMicroSteps->setChecked(workbench_.playsMicroSteps());
}

} // namespace firstfit
