// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/status_line.h"

#include "ui/render/percent.h"
#include "ui/render/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

#include <algorithm>

namespace firstfit {

namespace {

constexpr int padding = 12;

QString number(qulonglong value) { return QLocale().toString(value); }

QString coloured(const QColor& colour, const QString& mark, const QString& text) {
    return QStringLiteral("<span style=\"color:%1\">%2&nbsp;&nbsp;%3</span>")
        .arg(colour.name(), mark, text.toHtmlEscaped());
}

} // namespace

StatusLine::StatusLine(Workbench& workbench, QWidget* parent)
    : QStatusBar(parent),
      workbench_(workbench),
      invariants_(new QLabel(this)),
      figures_(new QLabel(this)),
      state_(new QLabel(this)) {
    setObjectName(QStringLiteral("status"));
    setSizeGripEnabled(false);
    invariants_->setObjectName(QStringLiteral("status-invariants"));
    invariants_->setTextFormat(Qt::RichText);
    figures_->setObjectName(QStringLiteral("status-figures"));
    state_->setObjectName(QStringLiteral("status-state"));
    state_->setTextFormat(Qt::PlainText);
    auto* left = new QWidget(this);
    auto* row = new QHBoxLayout(left);
    row->setContentsMargins(padding, 0, 0, 0);
    row->setSpacing(2 * padding);
    row->addWidget(invariants_);
    row->addWidget(figures_);
    addWidget(left);
    // The bar hides what is in a message's way only if that is on the screen already.
    connect(this, &QStatusBar::messageChanged, left,
            [left](const QString& message) { left->setVisible(message.isEmpty()); });
    state_->setContentsMargins(padding, 0, padding, 0);
    addPermanentWidget(state_);

    connect(&workbench_, &Workbench::traceChanged, this, [this] {
        failures_.clear();
        looked_ = 0;
        findFailures();
    });
    connect(&workbench_, &Workbench::traceGrew, this, &StatusLine::findFailures);
    connect(&workbench_, &Workbench::positionChanged, this, [this] {
        stoppedBecause_.clear();
        showInvariants();
        showFigures();
        showState();
    });
    connect(&workbench_, &Workbench::playingChanged, this, [this] {
        stoppedBecause_.clear();
        showState();
    });
    connect(&workbench_, &Workbench::stopped, this, [this](const QString& why) {
        stoppedBecause_ = why;
        showState();
    });
    // How to stop it stands in the toolbar, where play stands otherwise.
    for (const auto signal : {&Workbench::scriptStarted, &Workbench::scriptFinished, &Workbench::loadingStarted,
                              &Workbench::loadingFinished}) {
        connect(&workbench_, signal, this, &StatusLine::showState);
    }
    applyFonts();
    findFailures();
    showInvariants();
    showFigures();
    showState();
}

void StatusLine::changeEvent(QEvent* event) {
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        showInvariants();
    }
    if (event->type() == QEvent::ApplicationFontChange) {
        applyFonts();
    }
}

void StatusLine::applyFonts() {
    for (QLabel* label : {invariants_, figures_, state_}) {
        label->setFont(Fonts::ofDesktop().text(12));
    }
}

void StatusLine::showInvariants() {
    const std::vector<Violation> found = check(workbench_.snapshot());
    if (!found.empty() && workbench_.violations().empty()) {
        // In the middle of an operation blocks are on their way: no statement either way.
        const Palette& palette = paletteOf(*this);
        invariants_->setText(coloured(palette.ink2, QStringLiteral("…"), tr("in the middle of an operation")));
        invariants_->setToolTip(tr("The invariants are promises about the heap between operations."));
        return;
    }
    showViolations(found);
}

void StatusLine::showViolations(const std::vector<Violation>& violations) {
    const Palette& palette = paletteOf(*this);
    if (violations.empty()) {
        invariants_->setText(coloured(palette.success, QStringLiteral("✓"), tr("every invariant holds")));
        invariants_->setToolTip(tr("Links ascend, chunks do not touch, every block is in exactly one place."));
        return;
    }
    QStringList lines;
    for (const Violation& violation : violations) {
        lines << tr("block %1: %2").arg(number(violation.block.value), QString::fromStdString(violation.message));
    }
    const QString count =
        violations.size() == 1 ? tr("1 invariant broken") : tr("%1 invariants broken").arg(number(violations.size()));
    invariants_->setText(QStringLiteral("<span style=\"background-color:%1\">%2</span>")
                             .arg(palette.failureGround.name(),
                                  coloured(palette.failure, QStringLiteral("✕"),
                                           count + QStringLiteral(": ") + lines.mid(0, 3).join(QStringLiteral("; ")))));
    invariants_->setToolTip(lines.mid(0, 40).join(QLatin1Char('\n')));
}

void StatusLine::showInstead(std::optional<StatusWords> words) {
    instead_ = std::move(words);
    invariants_->setVisible(!instead_);
    showFigures();
    showState();
}

void StatusLine::showFigures() {
    if (instead_) {
        figures_->setText(instead_->left);
        return;
    }
    const Snapshot& snapshot = workbench_.snapshot();
    const Metrics& metrics = snapshot.metrics();
    const std::uint32_t blocks = snapshot.geometry().blocks.value;
    QString text = (blocks == 1 ? tr("%1 of %2 block used") : tr("%1 of %2 blocks used"))
                       .arg(number(metrics.used.value), number(blocks));
    if (metrics.free.value == 0) {
        text += tr(" · none free");
    } else {
        text += tr(" · %1 free in %2, the largest %3 · fragmentation %4")
                    .arg(number(metrics.free.value),
                         metrics.chunks == 1 ? tr("1 chunk") : tr("%1 chunks").arg(number(metrics.chunks)),
                         number(metrics.largest_chunk.value), percentText(metrics.fragmentation()));
    }
    if (workbench_.isRecording()) {
        text += tr(" · rounding waste %1 bytes").arg(number(metrics.rounding_waste));
    }
    figures_->setText(text);
}

void StatusLine::findFailures() {
    const Timeline& timeline = workbench_.timeline();
    while (looked_ < timeline.size().value) {
        if (timeline.failed(OperationIndex{++looked_})) {
            failures_.push_back(looked_);
        }
    }
}

QString StatusLine::stateText() const {
    if (workbench_.isScriptRunning()) {
        return tr("running the script");
    }
    if (workbench_.isLoading() && workbench_.isUntouched()) {
        return tr("opening the recording");
    }
    if (workbench_.isPlaying()) {
        return tr("playing");
    }
    if (!stoppedBecause_.isEmpty()) {
        return stoppedBecause_;
    }
    if (workbench_.isRecording()) {
        return recordingText();
    }
    const std::uint32_t operation = workbench_.position().operation.value;
    if (workbench_.explanation().failure) {
        const auto until = std::ranges::upper_bound(failures_, operation) - failures_.begin();
        return until == 1 ? tr("1 request failed")
                          : tr("%1 requests failed").arg(number(static_cast<qulonglong>(until)));
    }
    if (workbench_.timeline().size().value == 0) {
        return tr("ready");
    }
    if (operation == 0) {
        return tr("at the start");
    }
    const std::uint32_t line = workbench_.currentLine();
    return line != 0 ? tr("paused on line %1").arg(line) : tr("paused at operation %1").arg(number(operation));
}

QString StatusLine::recordingText() const {
    if (!workbench_.isWhole()) {
        return {}; // how far it is stands beside this
    }
    const RunSummary& run = workbench_.summary();
    const qulonglong requests = qulonglong{run.allocations} + run.reallocations;
    return failures_.empty() ? tr("all %1 requests held").arg(number(requests))
                             : tr("%1 of %2 requests failed").arg(number(failures_.size()), number(requests));
}

void StatusLine::showState() {
    state_->setText(instead_ ? instead_->right : stateText());
    state_->setVisible(!state_->text().isEmpty());
}

} // namespace firstfit
