// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/message_bar.h"

#include "ui/render/icons.h"
#include "ui/render/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace firstfit {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      title_(new QLabel(this)),
      text_(new QLabel(this)),
      detail_(new QLabel(this)),
      button_(new QPushButton(this)),
      close_(new QToolButton(this)) {
    setObjectName(QStringLiteral("message-bar"));
    title_->setObjectName(QStringLiteral("message-title"));
    text_->setObjectName(QStringLiteral("message-text"));
    detail_->setObjectName(QStringLiteral("message-detail"));
    button_->setObjectName(QStringLiteral("message-button"));
    close_->setObjectName(QStringLiteral("message-close"));
    close_->setIcon(themedIcon(QStringLiteral("close")));
    close_->setToolTip(tr("Close this message (Esc)"));
    close_->setAccessibleName(tr("Close this message"));
    close_->setAutoRaise(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    for (QLabel* label : {title_, text_, detail_}) {
        label->setTextFormat(label == title_ ? Qt::RichText : Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        words->addWidget(label);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 12, 8, 12);
    row->setSpacing(8);
    row->addLayout(words, 1);
    row->addWidget(button_, 0, Qt::AlignVCenter);
    row->addWidget(close_, 0, Qt::AlignTop);
    connect(close_, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(button_, &QPushButton::clicked, this, [this] {
        const auto answer = std::exchange(answer_, {});
        dismiss();
        if (answer) {
            answer();
        }
    });
    applyLook();
    hide();
}

void MessageBar::showProblem(const FileProblem& problem) {
    answer_ = {};
    button_->hide();
    say(Kind::failure, problem.title, problem.advice, problem.detail);
}

void MessageBar::ask(const QString& title, const QString& text, const QString& button, std::function<void()> answer) {
    answer_ = std::move(answer);
    button_->setText(button);
    button_->show();
    say(Kind::question, title, text, {});
}

void MessageBar::say(Kind kind, const QString& title, const QString& text, const QString& detail) {
    kind_ = kind;
    titleText_ = title;
    text_->setText(text);
    detail_->setText(detail);
    text_->setVisible(!text.isEmpty());
    detail_->setVisible(!detail.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
    applyLook();
    show();
    (kind == Kind::question ? static_cast<QWidget*>(button_) : close_)->setFocus(Qt::OtherFocusReason);
}

void MessageBar::dismiss() {
    answer_ = {};
    hide();
}

void MessageBar::applyLook() {
    const Palette& palette = paletteOf(*this);
    const Fonts fonts = Fonts::ofDesktop();
    const QString mark = QStringLiteral("<span style=\"color:%1\">✕</span>&nbsp;&nbsp;").arg(palette.failure.name());
    title_->setText((kind_ == Kind::failure ? mark : QString()) + titleText_.toHtmlEscaped());
    title_->setFont(fonts.text(15, QFont::DemiBold));
    text_->setFont(fonts.text(14));
    detail_->setFont(fonts.code(12));
    const auto colour = [](QLabel& label, const QColor& ink) {
        QPalette colours = label.palette();
        colours.setColor(QPalette::WindowText, ink);
        label.setPalette(colours);
    };
    colour(*title_, palette.ink);
    colour(*text_, palette.ink);
    colour(*detail_, palette.ink2);
}

void MessageBar::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange) {
        applyLook();
    }
}

void MessageBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        dismiss();
    } else {
        QFrame::keyPressEvent(event);
    }
}

void MessageBar::paintEvent(QPaintEvent* /*event*/) {
    const Palette& palette = paletteOf(*this);
    QPainter painter(this);
    painter.fillRect(rect(), kind_ == Kind::failure ? palette.failureGround : palette.cautionGround);
    painter.fillRect(QRect(0, 0, 3, height()), kind_ == Kind::failure ? palette.failure : palette.caution);
}

} // namespace firstfit
