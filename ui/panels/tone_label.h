// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/render/palette.h"

#include <QLabel>

namespace firstfit {

/// Plain text in one of the theme's colours, following the theme.
class ToneLabel : public QLabel {
    Q_OBJECT

public:
    using Tone = QColor Palette::*;

    /// `px` and `weight` as in Fonts::text(). The text may wrap.
    ToneLabel(Tone tone, double px, int weight, QWidget* parent = nullptr);

    void setTone(Tone tone);
    void setSize(double px); ///< as in Fonts::text()
    [[nodiscard]] Tone tone() const { return tone_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    Tone tone_;
    double px_;
    int weight_;
};

} // namespace firstfit
