// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/transport_readout.h"

#include "ui/render/fonts.h"
#include "ui/workbench.h"
#include "ui/workbench_player.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSlider>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

constexpr int ticksPerDoubling = 12;
/// A script that is done sooner shows no progress.
constexpr int patienceMs = 200;

QLabel* label(const QString& look, QWidget* parent) {
    auto* made = new QLabel(parent);
    made->setProperty("look", look);
    return made;
}

} // namespace

PositionReadout::PositionReadout(Workbench& workbench, QWidget* parent)
    : QStackedWidget(parent),
      workbench_(workbench),
      operation_(label(QStringLiteral("strong"), this)),
      step_(label(QStringLiteral("label"), this)),
      ran_(label(QStringLiteral("label"), this)),
      bar_(new QProgressBar(this)),
      patience_(new QTimer(this)) {
    const auto page = [this](QWidget* above, QWidget* below, int gap) {
        auto* made = new QWidget(this);
        auto* column = new QVBoxLayout(made);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(gap);
        column->addStretch(1);
        column->addWidget(above);
        column->addWidget(below);
        column->addStretch(1);
        addWidget(made);
    };
    page(operation_, step_, 2);
    page(ran_, bar_, 6);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    bar_->setRange(0, 0);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("The script is running"));
    operation_->setObjectName(QStringLiteral("position-operation"));
    step_->setObjectName(QStringLiteral("position-step"));
    patience_->setSingleShot(true);
    patience_->setInterval(patienceMs);

    connect(patience_, &QTimer::timeout, this, [this] {
        setCurrentIndex(1);
        Q_EMIT progressShown(true);
    });
    connect(&workbench, &Workbench::scriptStarted, this, [this] {
        showProgress(0);
        patience_->start();
    });
    connect(&workbench, &Workbench::scriptProgressed, this, &PositionReadout::showProgress);
    connect(&workbench, &Workbench::scriptFinished, this, [this] {
        patience_->stop();
        setCurrentIndex(0);
        Q_EMIT progressShown(false);
    });
    connect(&workbench, &Workbench::positionChanged, this, &PositionReadout::show);
    connect(&workbench, &Workbench::traceChanged, this, [this] {
        fitWidth();
        show();
    });
    fitWidth();
    show();
}

QString PositionReadout::operationText() const { return operation_->text(); }
QString PositionReadout::stepText() const { return step_->text(); }

void PositionReadout::show() {
    const Position now = workbench_.position();
    const std::uint32_t count = workbench_.wholeSize();
    if (workbench_.isRecording()) {
        showInRecording();
        return;
    }
    operation_->setText(tr("operation %L1 of %L2").arg(now.operation.value).arg(count));
    if (now.operation.value == 0) {
        step_->setText(count == 0 ? tr("nothing has run yet") : tr("the fresh heap"));
    } else {
        step_->setText(tr("micro-step %L1 of %L2").arg(now.micro).arg(workbench_.explanation().micro_count));
    }
}

void PositionReadout::showInRecording() {
    const Timeline& timeline = workbench_.timeline();
    const Position now = workbench_.position();
    const Position end = timeline.normalised(Position::after(now.operation));
    operation_->setText(tr("operation %L1").arg(now.operation.value));
    step_->setText(now == end ? tr("of %L1").arg(workbench_.wholeSize())
                              : tr("micro-step %L1 of %L2").arg(now.micro).arg(end.micro));
}

void PositionReadout::showProgress(int operations) {
    ran_->setText(operations == 0 ? tr("running…") : tr("%L1 operations").arg(operations));
    bar_->update();
}

void PositionReadout::fitWidth() {
    // The words must not push the fields about while one plays: room for the largest numbers from the start.
    const Fonts fonts = Fonts::ofDesktop();
    const std::uint32_t count = workbench_.wholeSize();
    const QString longest =
        workbench_.isRecording() ? tr("operation %L1").arg(count) : tr("operation %L1 of %L2").arg(count).arg(count);
    const int strong = QFontMetrics(fonts.text(13, QFont::DemiBold)).horizontalAdvance(longest);
    const int plain = QFontMetrics(fonts.text(13)).horizontalAdvance(tr("micro-step %L1 of %L2").arg(888).arg(888));
    setFixedWidth(std::max(strong, plain) + 4);
}

SpeedSlider::SpeedSlider(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      slider_(new QSlider(Qt::Horizontal, this)),
      speed_(label(QStringLiteral("caption"), this)) {
    slider_->setObjectName(QStringLiteral("speed"));
    slider_->setRange(0, lastTick());
    slider_->setPageStep(ticksPerDoubling);
    slider_->setAccessibleName(tr("Speed of play"));
    slider_->setToolTip(tr("How fast play goes"));
    auto* caption = label(QStringLiteral("caption"), this);
    caption->setText(tr("speed"));
    caption->setBuddy(slider_);
    speed_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 9, 0, 9);
    grid->setSpacing(0);
    grid->addWidget(slider_, 0, 0, 1, 2);
    grid->addWidget(caption, 1, 0);
    grid->addWidget(speed_, 1, 1);
    setFixedWidth(static_cast<int>(std::lround(112 * Fonts::ofDesktop().scale)));

    slider_->setValue(tickOf(workbench.speed()));
    connect(slider_, &QSlider::valueChanged, this, [this](int tick) {
        workbench_.setSpeed(speedAt(tick));
        show();
    });
    connect(&workbench, &Workbench::playingChanged, this, &SpeedSlider::show);
    show();
}

int SpeedSlider::tickOf(double speed) const {
    return static_cast<int>(std::lround(ticksPerDoubling * std::log2(speed / slowest_play)));
}

int SpeedSlider::lastTick() const {
    return static_cast<int>(std::ceil(ticksPerDoubling * std::log2(fastest_ / slowest_play)));
}

double SpeedSlider::speedAt(int tick) const {
    if (tick == lastTick()) {
        return fastest_;
    }
    // Two significant digits at most, for nobody sets 2.0263 steps a second.
    const double exact = slowest_play * std::exp2(static_cast<double>(tick) / ticksPerDoubling);
    const double unit = std::pow(10, std::floor(std::log10(exact)) - 1);
    return std::clamp(std::round(exact / unit) * unit, slowest_play, fastest_);
}

void SpeedSlider::setFastest(double stepsPerSecond) {
    fastest_ = stepsPerSecond;
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, lastTick());
    if (workbench_.speed() > fastest_) {
        workbench_.setSpeed(fastest_);
    }
    show();
}

QString SpeedSlider::speedText() const { return speed_->text(); }

void SpeedSlider::show() {
    // Speeds are rounded: the slider stays where it was dragged to as long as it means this speed.
    if (speedAt(slider_->value()) != workbench_.speed()) {
        const QSignalBlocker quiet(slider_);
        slider_->setValue(tickOf(workbench_.speed()));
    }
    const QString number = QLocale().toString(workbench_.speed(), 'g', 5);
    speed_->setText(workbench_.playsMicroSteps() ? tr("%1 steps/s").arg(number) : tr("%1 ops/s").arg(number));
    slider_->setAccessibleDescription(speed_->text());
}

} // namespace firstfit
