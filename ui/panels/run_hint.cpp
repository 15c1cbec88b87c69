// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run_hint.h"

#include "ui/panels/tone_label.h"
#include "ui/render/fonts.h"
#include "ui/render/theme.h"

#include <QHBoxLayout>
#include <QPainter>

namespace firstfit {

RunHint::RunHint(QWidget* parent) : QWidget(parent), text_(new ToneLabel(&Palette::ink2, 11, QFont::Normal, this)) {
    setObjectName(QStringLiteral("script.hint"));
    text_->setObjectName(QStringLiteral("script.hint.text"));
    auto* run = new QLabel(this);
    run->setObjectName(QStringLiteral("script.hint.run"));
    run->setText(QStringLiteral("<a href=\"run\">%1</a>").arg(tr("F5 runs it")));
    run->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    run->setFont(Fonts::ofDesktop().text(11));
    run->setAccessibleName(tr("Run the script"));
    connect(run, &QLabel::linkActivated, this, &RunHint::runRequested);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    row->addWidget(text_, 1);
    row->addWidget(run);
    hide();
}

void RunHint::setText(const QString& text) {
    text_->setText(text);
    setVisible(!text.isEmpty());
}

void RunHint::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Palette& palette = paletteOf(*this);
    painter.fillRect(rect(), palette.head);
    painter.fillRect(QRect(0, 0, width(), 1), palette.line);
}

} // namespace firstfit
