// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/theme_style.h"

#include "ui/render/control_painter.h"
#include "ui/render/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QPainter>
#include <QStyleOption>
#include <QTime>

#include <algorithm>

namespace firstfit {

namespace {

constexpr int ring = ControlPainter::ringMargin;

/// The square of `side` in the middle of `rect`, or what of it fits.
QRectF middleOf(const QRect& rect, int side) {
    const int fitting = std::min({side, rect.width(), rect.height()});
    return QRectF(rect.left() + (rect.width() - fitting) / 2, rect.top() + (rect.height() - fitting) / 2, fitting,
                  fitting);
}

} // namespace

void ThemeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
    ControlPainter controls(*painter, palette_, scale_);
    const ControlState state = stateOf(option, widget);
    switch (element) {
    case PE_PanelLineEdit:
    case PE_FrameLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame != nullptr && frame->lineWidth > 0) {
            controls.field(option->rect, state);
        }
        return;
    }
    case PE_IndicatorCheckBox:
        controls.checkBox(middleOf(option->rect, px(16)), state);
        return;
    case PE_IndicatorItemViewItemCheck: {
        ControlState box = state;
        box.focused = false;
        controls.checkBox(middleOf(option->rect, px(16)), box);
        return;
    }
    case PE_IndicatorRadioButton:
        controls.radioButton(middleOf(option->rect, px(16)), state);
        return;
    case PE_PanelButtonCommand:
        controls.button(option->rect.adjusted(ring, ring, -ring, -ring), state);
        return;
    case PE_PanelButtonTool:
        controls.toolButton(option->rect, state);
        return;
    case PE_FrameDefaultButton:
        return;
    case PE_FrameFocusRect:
        // Buttons have their ring; what is left are rows and cells.
        if (qobject_cast<const QAbstractButton*>(widget) == nullptr &&
            qobject_cast<const QComboBox*>(widget) == nullptr) {
            controls.focusDashes(option->rect);
        }
        return;
    case PE_PanelItemViewItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
        if (item != nullptr && item->backgroundBrush.style() != Qt::NoBrush) {
            painter->fillRect(option->rect, item->backgroundBrush);
        }
        if (option->state.testFlag(State_Selected)) {
            painter->fillRect(option->rect, palette_.accentTint);
        } else if (state.hovered) {
            painter->fillRect(option->rect, palette_.head);
        }
        return;
    }
    case PE_Frame:
    case PE_FrameMenu:
    case PE_PanelMenu:
        if (element == PE_PanelMenu) {
            painter->fillRect(option->rect, palette_.panel);
        }
        painter->setPen(element == PE_Frame ? palette_.line : palette_.strongLine);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_IndicatorToolBarSeparator: {
        const QRect at = option->rect;
        painter->fillRect(QRect(at.center().x(), at.center().y() - px(15), 1, px(30)), palette_.line);
        return;
    }
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
        controls.chevron(QRectF(option->rect).center(), element == PE_IndicatorArrowUp,
                         state.enabled ? palette_.ink2 : palette_.disabled);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ThemeStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                             const QWidget* widget) const {
    switch (element) {
    case CE_PushButtonBevel:
        drawPrimitive(PE_PanelButtonCommand, option, painter, widget);
        return;
    case CE_PushButtonLabel:
        drawButtonLabel(option, painter);
        return;
    case CE_MenuItem:
        drawMenuItem(option, painter, widget);
        return;
    case CE_ProgressBarContents:
        drawProgress(option, painter);
        return;
    case CE_ProgressBarGroove:
    case CE_ProgressBarLabel:
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void ThemeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                    const QWidget* widget) const {
    switch (control) {
    case CC_ToolButton:
        drawToolButton(option, painter, widget);
        return;
    case CC_SpinBox:
        drawSpinBox(option, painter, widget);
        return;
    case CC_ComboBox:
        drawComboBox(option, painter, widget);
        return;
    case CC_Slider:
        drawSlider(option, painter, widget);
        return;
    case CC_ScrollBar:
        drawScrollBar(option, painter, widget);
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

void ThemeStyle::drawButtonLabel(const QStyleOption* option, QPainter* painter) const {
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    if (button == nullptr) {
        return;
    }
    const auto* widget = qobject_cast<const QWidget*>(option->styleObject);
    ControlPainter controls(*painter, palette_, scale_);
    const QColor ink = controls.buttonInk(stateOf(option, widget));
    const bool hasMenu = button->features.testFlag(QStyleOptionButton::HasMenu);
    const int text = button->fontMetrics.horizontalAdvance(button->text) -
                     button->fontMetrics.horizontalAdvance(u'&') * static_cast<int>(button->text.count(u'&'));
    const int icon = button->icon.isNull() ? 0 : button->iconSize.width() + (button->text.isEmpty() ? 0 : px(6));
    const int chevron = hasMenu ? px(16) : 0;
    int x = option->rect.center().x() + 1 - (text + icon + chevron) / 2;
    painter->save();
    if (icon != 0) {
        const QRect place(QPoint(x, option->rect.center().y() + 1 - button->iconSize.height() / 2), button->iconSize);
        button->icon.paint(painter, place, Qt::AlignCenter,
                           option->state.testFlag(State_Enabled) ? QIcon::Normal : QIcon::Disabled);
        x += icon;
    }
    painter->setPen(ink);
    const int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic | Qt::TextDontClip;
    painter->drawText(QRect(x, option->rect.top(), text + px(4), option->rect.height()), flags, button->text);
    painter->restore();
    if (hasMenu) {
        controls.chevron(QPointF(x + text + px(10), QRectF(option->rect).center().y() + 0.5), false, ink);
    }
}

void ThemeStyle::drawToolButton(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const {
    const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    if (tool == nullptr) {
        return;
    }
    ControlPainter controls(*painter, palette_, scale_);
    const ControlState state = stateOf(option, widget);
    const bool flat = option->state.testFlag(State_AutoRaise);
    if (flat || state.primary) {
        controls.toolButton(option->rect, state);
    } else {
        ControlState framed = state;
        framed.focused = false;
        controls.button(option->rect, framed);
        if (state.focused) {
            controls.focusRing(QRectF(option->rect).adjusted(3, 3, -3, -3));
        }
    }
    const QColor ink = !state.enabled && !state.primary ? palette_.disabled
                       : state.primary                  ? controls.buttonInk(state)
                       : state.on && flat               ? palette_.accent
                       : flat                           ? palette_.ink2
                                                        : palette_.ink;
    const bool under = tool->toolButtonStyle == Qt::ToolButtonTextUnderIcon;
    const bool showsText = tool->toolButtonStyle != Qt::ToolButtonIconOnly || tool->icon.isNull();
    const bool showsIcon = tool->toolButtonStyle != Qt::ToolButtonTextOnly && !tool->icon.isNull();
    const bool hasMenu = tool->features.testFlag(QStyleOptionToolButton::HasMenu);
    QRect inner = option->rect;
    if (hasMenu && !under) {
        controls.chevron(QPointF(inner.right() - px(9), QRectF(inner).center().y()), false, ink);
        inner.setRight(inner.right() - px(12));
    }
    painter->save();
    if (showsIcon) {
        const QSize size = tool->iconSize;
        QRect place(QPoint(inner.center().x() + 1 - size.width() / 2, inner.center().y() + 1 - size.height() / 2),
                    size);
        if (under) {
            place.moveTop(inner.top() + px(4));
        } else if (showsText) {
            place.moveLeft(inner.left() + px(6));
            inner.setLeft(place.right() + px(4));
        }
        const double ratio = painter->device()->devicePixelRatioF();
        QPixmap pixmap = tool->icon.pixmap(size, ratio, state.enabled ? QIcon::Normal : QIcon::Disabled,
                                           state.on ? QIcon::On : QIcon::Off);
        if (state.primary && !pixmap.isNull()) {
            QPainter recolour(&pixmap);
            recolour.setCompositionMode(QPainter::CompositionMode_SourceIn);
            recolour.fillRect(pixmap.rect(), ink);
        }
        painter->drawPixmap(place.topLeft(), pixmap);
    }
    if (showsText) {
        QFont font = tool->font;
        QRect place = inner;
        if (under) {
            font.setPixelSize(px(11));
            place = QRect(inner.left(), inner.top() + px(21), inner.width(), px(18));
        }
        painter->setFont(font);
        painter->setPen(ink);
        if (under && hasMenu) {
            const int text = QFontMetrics(font).horizontalAdvance(tool->text);
            place.translate(-px(6), 0);
            controls.chevron(QPointF(place.center().x() + text / 2.0 + px(9), place.center().y() + 0.5), false, ink);
        }
        painter->drawText(place, Qt::AlignCenter | Qt::TextHideMnemonic | Qt::TextDontClip, tool->text);
    }
    painter->restore();
}

void ThemeStyle::drawMenuItem(const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
    if (item == nullptr) {
        return;
    }
    if (item->menuItemType == QStyleOptionMenuItem::Separator && item->text.isEmpty()) {
        painter->fillRect(QRect(option->rect.left(), option->rect.center().y(), option->rect.width(), 1),
                          palette_.line);
        return;
    }
    QStyleOptionMenuItem plain(*item);
    if (option->state.testFlag(State_Selected) && option->state.testFlag(State_Enabled)) {
        painter->fillRect(option->rect, palette_.accentTint);
    }
    plain.state.setFlag(State_Selected, false);
    QProxyStyle::drawControl(CE_MenuItem, &plain, painter, widget);
}

void ThemeStyle::drawSpinBox(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const {
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    if (spin == nullptr) {
        return;
    }
    ControlPainter controls(*painter, palette_, scale_);
    const ControlState state = stateOf(option, widget);
    if (spin->frame) {
        controls.field(option->rect, state);
    }
    if (spin->buttonSymbols == QAbstractSpinBox::NoButtons) {
        return;
    }
    const auto arrow = [&](SubControl part, QAbstractSpinBox::StepEnabledFlag step, bool up) {
        const QRectF rect = subControlRect(CC_SpinBox, option, part, widget);
        const bool usable = state.enabled && spin->stepEnabled.testFlag(step);
        const bool lit = usable && option->activeSubControls.testFlag(part) && (state.hovered || state.pressed);
        controls.chevron(QPointF(rect.center().x(), up ? rect.bottom() - 3 * scale_ : rect.top() + 3 * scale_), up,
                         !usable ? palette_.disabled
                         : lit   ? palette_.accent
                                 : palette_.ink3);
    };
    arrow(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, true);
    arrow(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, false);
}

void ThemeStyle::drawComboBox(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const {
    ControlPainter controls(*painter, palette_, scale_);
    const ControlState state = stateOf(option, widget);
    controls.field(option->rect, state);
    const QRectF arrow = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    controls.chevron(arrow.center(), false, state.enabled ? palette_.ink3 : palette_.disabled);
}

void ThemeStyle::drawSlider(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const {
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (slider == nullptr) {
        return;
    }
    const QRectF handle = subControlRect(CC_Slider, option, SC_SliderHandle, widget);
    const bool across = slider->orientation == Qt::Horizontal;
    ControlPainter controls(*painter, palette_, scale_);
    controls.slider(option->rect, slider->orientation, across ? handle.center().x() : handle.center().y(),
                    stateOf(option, widget));
}

void ThemeStyle::drawScrollBar(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const {
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (bar == nullptr || bar->maximum <= bar->minimum) {
        return;
    }
    const QRectF slot = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const double gap = std::min(3.0, (bar->orientation == Qt::Horizontal ? slot.height() : slot.width()) / 4);
    ControlState state = stateOf(option, widget);
    state.pressed = state.pressed && option->activeSubControls.testFlag(SC_ScrollBarSlider);
    state.hovered = state.hovered && option->activeSubControls.testFlag(SC_ScrollBarSlider);
    ControlPainter controls(*painter, palette_, scale_);
    controls.scrollHandle(slot.adjusted(gap, gap, -gap, -gap), state);
}

void ThemeStyle::drawProgress(const QStyleOption* option, QPainter* painter) const {
    const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
    if (bar == nullptr) {
        return;
    }
    const double height = std::min<double>(px(8), option->rect.height());
    const QRectF rect(option->rect.left(), QRectF(option->rect).center().y() - height / 2, option->rect.width(),
                      height);
    const int range = bar->maximum - bar->minimum;
    // Where the end is not known the bar wanders: every report of progress paints it anew.
    const double share = range > 0 ? static_cast<double>(bar->progress - bar->minimum) / range
                                   : -1 - QTime::currentTime().msec() / 1000.0;
    ControlPainter(*painter, palette_, scale_).progress(rect, share);
}

} // namespace firstfit
