// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace firstfit {

/// The wheel over a field or a choice below `area` scrolls the area instead of changing the value, as long as the field
/// does not have the keyboard's focus. Fields that come later are not looked after.
void letWheelScroll(QWidget& area);

} // namespace firstfit
