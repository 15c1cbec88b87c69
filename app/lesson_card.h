// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A button of the start page that says what a lesson, or an example recording, is about.
#pragma once

#include "app/lessons.h"
#include "app/recording_file.h"

#include <QAbstractButton>

namespace firstfit {

class LessonCard : public QAbstractButton {
    Q_OBJECT

public:
    LessonCard(int number, const Lesson& lesson, QWidget* parent = nullptr);
    LessonCard(const ExampleRecording& example, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void assemble();
    [[nodiscard]] QRect goalRect(int width) const;
    [[nodiscard]] int textLeft() const;

    int number_ = 0; ///< 0: none
    QString title_;
    QString goal_;
};

} // namespace firstfit
