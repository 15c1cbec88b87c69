// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Something that can be chosen, with a note: at the right of it where there is room, below it else. Nothing is cut.
#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;

namespace firstfit {

class ChoiceRow : public QWidget {
    Q_OBJECT

public:
    /// `sign` stands before the box; may be null. It becomes a child.
    ChoiceRow(const QString& name, const QString& note, QWidget* sign, QWidget* parent = nullptr);

    [[nodiscard]] QCheckBox* box() const { return box_; }
    [[nodiscard]] QLabel* noteLabel() const { return note_; }
    /// The name is cut in its middle if the row is narrower than it.
    void setName(const QString& name);
    void setNote(const QString& note);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// Where the box begins, and where its text does.
    [[nodiscard]] int boxLeft() const;
    [[nodiscard]] int textLeft() const;
    [[nodiscard]] int noteWidth() const;
    [[nodiscard]] bool isBeside(int width) const;
    void arrange();

    QWidget* sign_;
    QCheckBox* box_;
    QLabel* note_;
    QString name_;
};

} // namespace firstfit
