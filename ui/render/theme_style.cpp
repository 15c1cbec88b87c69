// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which control is drawn and how large it is; the drawing of the larger ones is in theme_style_draw.cpp.
#include "ui/render/theme_style.h"

#include "ui/render/control_painter.h"
#include "ui/render/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QStyleOption>
#include <QToolBar>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

constexpr int ring = ControlPainter::ringMargin;

bool isHoverable(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) != nullptr ||
           qobject_cast<const QComboBox*>(widget) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
           qobject_cast<const QLineEdit*>(widget) != nullptr || qobject_cast<const QSlider*>(widget) != nullptr ||
           qobject_cast<const QScrollBar*>(widget) != nullptr;
}

} // namespace

ThemeStyle::ThemeStyle(const Palette& palette, double scale)
    : QProxyStyle(QStringLiteral("Fusion")), palette_(palette), scale_(scale) {}

int ThemeStyle::px(double length) const { return static_cast<int>(std::lround(length * scale_)); }

ControlState ThemeStyle::stateOf(const QStyleOption* option, const QWidget* widget) const {
    ControlState state;
    state.enabled = option->state.testFlag(State_Enabled);
    state.hovered = state.enabled && option->state.testFlag(State_MouseOver);
    state.pressed = state.enabled && option->state.testFlag(State_Sunken);
    state.focused = option->state.testFlag(State_HasFocus);
    state.on = option->state.testFlag(State_On);
    state.partlyOn = option->state.testFlag(State_NoChange);
    if (qobject_cast<const QAbstractButton*>(widget) != nullptr) {
        // Rings are for those who use the keyboard.
        state.focused = state.focused && option->state.testFlag(State_KeyboardFocusChange);
        state.primary = isMarkedPrimary(*widget);
    }
    if (const auto* button = qobject_cast<const QPushButton*>(widget)) {
        state.primary = state.primary || button->isDefault();
    }
    if (widget != nullptr) {
        const QWidget* field = widget;
        state.wrong = isMarkedWrong(*field);
    }
    return state;
}

int ThemeStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_ScrollBarExtent:
        return px(12);
    case PM_ScrollBarSliderMin:
        return px(28);
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength:
        return px(18);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        // Buttons need room for their focus ring; cells of a table have none.
        return px(16) + (qobject_cast<const QAbstractButton*>(widget) != nullptr ? 2 * ring : 0);
    case PM_MenuBarItemSpacing:
    case PM_MenuBarHMargin:
    case PM_MenuBarVMargin:
        return 0;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return px(8) - ring;
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return 4;
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin:
    case PM_ToolBarItemSpacing:
    case PM_DockWidgetFrameWidth:
        return 0;
    case PM_ToolBarSeparatorExtent:
        return px(21);
    case PM_ToolBarIconSize:
        return px(18);
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return px(16);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return px(8);
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return px(12);
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return px(4);
    case PM_HeaderDefaultSectionSizeVertical:
        return px(24);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ThemeStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                          QStyleHintReturn* returnData) const {
    switch (hint) {
    case SH_ComboBox_Popup:    // a list beneath, not one that covers the field
    case SH_UnderlineShortcut: // the letters work, the lines only clutter
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ScrollBar_Transient:
    case SH_DialogButtonBox_ButtonsHaveIcons: // words say it
        return 0;
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize ThemeStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                   const QWidget* widget) const {
    switch (type) {
    case CT_PushButton: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        const bool hasMenu = button != nullptr && button->features.testFlag(QStyleOptionButton::HasMenu);
        return {size.width() + px(26) + (hasMenu ? px(4) : 0) + 2 * ring,
                std::max(px(28), size.height() + px(4)) + 2 * ring};
    }
    case CT_LineEdit:
        return {size.width() + px(14), std::max(px(26), size.height())};
    case CT_SpinBox:
        return {size.width() + px(32), px(26)};
    case CT_ComboBox:
        return {size.width() + px(38), px(26)};
    case CT_MenuItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        const bool isLine = item != nullptr && item->menuItemType == QStyleOptionMenuItem::Separator;
        return isLine ? QSize(base.width(), px(9)) : QSize(base.width() + px(12), std::max(base.height(), px(26)));
    }
    case CT_ProgressBar:
        return {size.width(), px(8)};
    case CT_ToolButton: {
        const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
        if (tool != nullptr && tool->toolButtonStyle == Qt::ToolButtonTextUnderIcon) {
            QFont caption = tool->font;
            caption.setPixelSize(px(11));
            const int text = QFontMetrics(caption).horizontalAdvance(tool->text);
            const int menu = tool->features.testFlag(QStyleOptionToolButton::HasMenu) ? px(12) : 0;
            return {std::max(px(40), text + menu + px(16)), px(42)};
        }
        const QSize base = size + QSize(px(10), px(8));
        return tool != nullptr && tool->features.testFlag(QStyleOptionToolButton::HasMenu) ? base + QSize(px(12), 0)
                                                                                           : base;
    }
    default:
        return QProxyStyle::sizeFromContents(type, option, size, widget);
    }
}

QRect ThemeStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    switch (element) {
    case SE_PushButtonLayoutItem:
        // Layouts place the button itself; its ring stands out into the spacing.
        return option->rect.adjusted(ring, ring, -ring, -ring);
    case SE_PushButtonContents:
    case SE_PushButtonFocusRect:
        return option->rect.adjusted(ring, ring, -ring, -ring);
    case SE_ProgressBarContents:
    case SE_ProgressBarGroove:
        return option->rect;
    case SE_CheckBoxLayoutItem:
    case SE_RadioButtonLayoutItem:
        return option->rect.adjusted(ring, 0, -ring, 0);
    case SE_LineEditContents: {
        const bool framed = qstyleoption_cast<const QStyleOptionFrame*>(option) != nullptr &&
                            qstyleoption_cast<const QStyleOptionFrame*>(option)->lineWidth > 0;
        return framed ? option->rect.adjusted(px(7), 1, -px(7), -1) : option->rect;
    }
    case SE_ItemViewItemFocusRect:
        return option->rect;
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

QRect ThemeStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                 const QWidget* widget) const {
    const QRect all = option->rect;
    const auto visual = [option, all](const QRect& rect) { return visualRect(option->direction, all, rect); };
    if (control == CC_SpinBox) {
        const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        const bool buttons = spin == nullptr || spin->buttonSymbols != QAbstractSpinBox::NoButtons;
        const int arrows = buttons ? px(24) : px(7);
        const int middle = all.height() / 2;
        switch (part) {
        case SC_SpinBoxUp:
            return buttons ? visual(QRect(all.right() + 1 - arrows, all.top(), arrows, middle)) : QRect();
        case SC_SpinBoxDown:
            return buttons ? visual(QRect(all.right() + 1 - arrows, all.top() + middle, arrows, all.height() - middle))
                           : QRect();
        case SC_SpinBoxEditField:
            return visual(all.adjusted(px(7), 2, -arrows, -2));
        default:
            return all;
        }
    }
    if (control == CC_ComboBox) {
        switch (part) {
        case SC_ComboBoxArrow:
            return visual(QRect(all.right() + 1 - px(26), all.top(), px(26), all.height()));
        case SC_ComboBoxEditField:
            return visual(all.adjusted(px(7), 2, -px(26), -2));
        default:
            return QProxyStyle::subControlRect(control, option, part, widget);
        }
    }
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (slider == nullptr || (control != CC_Slider && control != CC_ScrollBar)) {
        return QProxyStyle::subControlRect(control, option, part, widget);
    }
    const bool across = slider->orientation == Qt::Horizontal;
    const int length = across ? all.width() : all.height();
    const auto span = [&](int from, int size) {
        const QRect rect = across ? QRect(all.left() + from, all.top(), size, all.height())
                                  : QRect(all.left(), all.top() + from, all.width(), size);
        return across ? visual(rect) : rect;
    };
    int handle = px(18);
    if (control == CC_ScrollBar) {
        const qint64 range = qint64{slider->maximum} - slider->minimum + std::max(1, slider->pageStep);
        handle =
            slider->maximum == slider->minimum ? length : static_cast<int>(qint64{length} * slider->pageStep / range);
        handle = std::clamp(handle, std::min(length, px(28)), length);
    }
    const int from = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - handle,
                                             slider->upsideDown);
    if (control == CC_Slider) {
        return part == SC_SliderHandle ? span(from, handle) : part == SC_SliderGroove ? span(0, length) : QRect();
    }
    switch (part) {
    case SC_ScrollBarSlider:
        return span(from, handle);
    case SC_ScrollBarSubPage:
        return span(0, from);
    case SC_ScrollBarAddPage:
        return span(from + handle, length - from - handle);
    case SC_ScrollBarGroove:
        return all;
    default:
        return {}; // no arrows at the ends
    }
}

void ThemeStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (isHoverable(widget)) {
        widget->setAttribute(Qt::WA_Hover);
    }
    if (auto* header = qobject_cast<QHeaderView*>(widget)) {
        header->setHighlightSections(false); // bold heads would jump about with the selection
    }
    if (qobject_cast<QAbstractSpinBox*>(widget) != nullptr && widget->minimumHeight() < px(26)) {
        widget->setMinimumHeight(px(26)); // style sheets ask for less, whatever sizeFromContents() says
    }
}

void ThemeStyle::unpolish(QWidget* widget) {
    if (isHoverable(widget)) {
        widget->setAttribute(Qt::WA_Hover, false);
    }
    QProxyStyle::unpolish(widget);
}

} // namespace firstfit
