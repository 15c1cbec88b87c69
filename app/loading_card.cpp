// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/loading_card.h"

#include "app/loading_words.h"
#include "ui/render/theme.h"
#include "ui/workbench.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

/// What is done sooner needs no card.
constexpr int patienceMs = 200;
constexpr int cardWidth = 440;

} // namespace

LoadingCard::LoadingCard(Workbench& workbench, QWidget* parent)
    : QFrame(parent),
      workbench_(workbench),
      title_(new QLabel(this)),
      counts_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      meanwhile_(new QLabel(this)),
      cancel_(new QPushButton(tr("Cancel"), this)),
      patience_(new QTimer(this)) {
    setObjectName(QStringLiteral("loading-card"));
    setAccessibleName(tr("Opening a recording"));
    title_->setObjectName(QStringLiteral("loading-title"));
    counts_->setObjectName(QStringLiteral("loading-counts"));
    cancel_->setObjectName(QStringLiteral("loading-cancel"));
    for (QLabel* label : {title_, counts_, meanwhile_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("How much of it is done"));
    auto* last = new QHBoxLayout;
    last->addWidget(meanwhile_, 1);
    last->addWidget(cancel_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(8);
    column->addWidget(title_);
    column->addWidget(counts_);
    column->addWidget(bar_);
    column->addLayout(last);
    patience_->setSingleShot(true);
    patience_->setInterval(patienceMs);
    hide();
    parent->installEventFilter(this);
    connect(patience_, &QTimer::timeout, this, [this] {
        arrange();
        show();
        raise();
    });
    connect(cancel_, &QPushButton::clicked, &workbench_, &Workbench::cancelLoading);
    connect(&workbench_, &Workbench::loadingStarted, this, &LoadingCard::begin);
    connect(&workbench_, &Workbench::loadingProgressed, this, &LoadingCard::showProgress);
    connect(&workbench_, &Workbench::loadingFinished, this, &LoadingCard::end);
    connect(&workbench_, &Workbench::traceChanged, this, [this] {
        if (givesWay_) {
            end();
        }
    });
    applyLook();
}

void LoadingCard::begin() {
    title_->setText(tr("Opening %1").arg(name_));
    counts_->setText(QStringLiteral(" "));
    meanwhile_->clear();
    bar_->setRange(0, 0);
    if (!givesWay_ || workbench_.isUntouched()) {
        patience_->start();
    }
}

void LoadingCard::end() {
    patience_->stop();
    hide();
}

void LoadingCard::showProgress(const LoadProgress& progress) {
    const LoadingWords words = loadingWords(progress, name_);
    title_->setText(words.doing);
    counts_->setText(words.counts);
    // Where it gives way to nothing, a run that is there is being replayed in another heap.
    const bool staysWhole = !words.cancel.isEmpty() && !givesWay_ && workbench_.timeline().size().value > 0;
    meanwhile_->setText(staysWhole ? tr("Until then, or if you cancel, the heap stays as it is.") : words.cancel);
    showShare(*bar_, progress);
}

void LoadingCard::arrange() {
    const QWidget* over = parentWidget();
    const int width = std::min(over->width(), static_cast<int>(std::lround(cardWidth * Fonts::ofDesktop().scale)));
    const int height = std::max(sizeHint().height(), heightForWidth(width));
    setGeometry((over->width() - width) / 2, std::max(0, (over->height() - height) / 3), width, height);
}

bool LoadingCard::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        arrange();
    }
    return QFrame::eventFilter(watched, event);
}

void LoadingCard::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange) {
        applyLook();
    }
}

void LoadingCard::applyLook() {
    const Palette& palette = paletteOf(*this);
    const Fonts fonts = Fonts::ofDesktop();
    title_->setFont(fonts.text(15, QFont::DemiBold));
    counts_->setFont(fonts.text(13));
    meanwhile_->setFont(fonts.text(12));
    const auto colour = [](QLabel& label, const QColor& ink) {
        QPalette colours = label.palette();
        colours.setColor(QPalette::WindowText, ink);
        label.setPalette(colours);
    };
    colour(*title_, palette.ink);
    colour(*counts_, palette.ink2);
    colour(*meanwhile_, palette.ink2);
}

void LoadingCard::paintEvent(QPaintEvent* /*event*/) {
    const Palette& palette = paletteOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.strongLine, 1));
    painter.setBrush(palette.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace firstfit
