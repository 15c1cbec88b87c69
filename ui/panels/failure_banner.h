// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/render/fonts.h"

#include <QWidget>

namespace firstfit {

class ToneLabel;

/// "x malloc(741) failed" over one sentence, on the ground of failures.
class FailureBanner : public QWidget {
    Q_OBJECT

public:
    explicit FailureBanner(QWidget* parent = nullptr);

    void setFailure(const QString& call, const QString& sentence);
    [[nodiscard]] QString headline() const;
    [[nodiscard]] QString sentence() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyFonts();

    Fonts fonts_;
    QString call_;
    ToneLabel* sentence_;
};

} // namespace firstfit
