// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/mode_bar.h"

#include "ui/render/fonts.h"
#include "ui/render/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QPainter>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

/// 68 x 60: an icon over a caption; chosen: tinted, with an accent bar at the left.
class ModeButton : public QAbstractButton {
public:
    explicit ModeButton(QWidget* parent) : QAbstractButton(parent) {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    [[nodiscard]] QSize sizeHint() const override {
        const double scale = Fonts::ofDesktop().scale;
        return {static_cast<int>(std::lround(68 * scale)), static_cast<int>(std::lround(60 * scale))};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const Palette& palette = paletteOf(*this);
        const Fonts fonts = Fonts::ofDesktop();
        if (isChecked()) {
            painter.fillRect(rect(), palette.accentTint);
            painter.fillRect(QRect(0, 0, 3, height()), palette.accent);
        } else if (underMouse()) {
            painter.fillRect(rect(), palette.head);
        }
        const int side = static_cast<int>(std::lround(22 * fonts.scale));
        const QRect place((width() - side) / 2 + 1, static_cast<int>(std::lround(height() * 0.37)) - side / 2, side,
                          side);
        icon().paint(&painter, place, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled,
                     isChecked() ? QIcon::On : QIcon::Off);
        painter.setFont(fonts.text(11, isChecked() ? QFont::DemiBold : QFont::Normal));
        painter.setPen(!isEnabled() ? palette.disabled : isChecked() ? palette.accent : palette.ink2);
        const int top = static_cast<int>(std::lround(height() * 0.58));
        painter.drawText(QRect(0, top, width(), height() - top - 8), Qt::AlignCenter | Qt::TextDontClip, text());
        if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(palette.accent, 2));
            painter.drawRoundedRect(QRectF(rect()).adjusted(5, 3, -3, -3), 3, 3);
        }
    }
};

} // namespace

ModeBar::ModeBar(QWidget* parent) : QWidget(parent), buttons_(new QButtonGroup(this)), column_(new QVBoxLayout(this)) {
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Modes"));
    column_->setContentsMargins(0, 0, 4, 0); // the gap to the docks
    column_->setSpacing(0);
    column_->addStretch(1);
    connect(buttons_, &QButtonGroup::buttonToggled, this, [this](QAbstractButton* button, bool on) {
        if (on) {
            Q_EMIT modeChanged(button->objectName());
        }
    });
}

void ModeBar::addMode(const QString& id, const QIcon& icon, const QString& text) {
    auto* button = new ModeButton(this);
    const auto count = static_cast<int>(buttons_->buttons().size());
    button->setObjectName(id);
    button->setIcon(icon);
    button->setText(text);
    button->setAccessibleName(text);
    button->installEventFilter(this);
    const QKeySequence key(static_cast<int>(Qt::CTRL) | (Qt::Key_1 + count));
    button->setToolTip(tr("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
    connect(new QShortcut(key, this), &QShortcut::activated, button, [this, button] { choose(button); });
    column_->insertWidget(count, button);
    buttons_->addButton(button);
    if (count == 0) {
        button->setChecked(true);
    }
}

QString ModeBar::mode() const {
    const QAbstractButton* chosen = buttons_->checkedButton();
    return chosen == nullptr ? QString() : chosen->objectName();
}

void ModeBar::setMode(const QString& id) {
    if (QAbstractButton* wanted = button(id)) {
        choose(wanted);
    }
}

QAbstractButton* ModeBar::button(const QString& id) const {
    for (QAbstractButton* button : buttons_->buttons()) {
        if (button->objectName() == id) {
            return button;
        }
    }
    return nullptr;
}

void ModeBar::choose(QAbstractButton* button) { button->setChecked(true); }

bool ModeBar::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int direction = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (direction != 0) {
            const QList<QAbstractButton*> all = buttons_->buttons();
            const auto here = all.indexOf(static_cast<QAbstractButton*>(watched));
            const auto there = std::clamp<qsizetype>(here + direction, 0, all.size() - 1);
            all[there]->setFocus(Qt::TabFocusReason);
            choose(all[there]);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace firstfit
