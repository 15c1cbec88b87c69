// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/render/percent.h"

#include <QLocale>

#include <algorithm>

namespace firstfit {

QString percentText(double share) {
    const double percent = share * 100;
    const bool nearAnEnd = (percent > 0 && percent < 1) || (percent > 99 && percent < 100);
    const double shown = nearAnEnd ? std::clamp(percent, 0.1, 99.9) : percent;
    return QLocale().toString(shown, 'f', nearAnEnd ? 1 : 0) + QStringLiteral(" %");
}

} // namespace firstfit
