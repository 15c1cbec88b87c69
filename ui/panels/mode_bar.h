// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bar at the left where the modes of the program are chosen.
#pragma once

#include <QIcon>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QVBoxLayout;

namespace firstfit {

class ModeBar : public QWidget {
    Q_OBJECT

public:
    explicit ModeBar(QWidget* parent = nullptr);

    /// Adds a button; the first one added is the mode to begin with. Ctrl+1, Ctrl+2 ... choose in this order.
    void addMode(const QString& id, const QIcon& icon, const QString& text);
    /// The chosen mode's id; empty while there is none.
    [[nodiscard]] QString mode() const;
    /// Unknown ids are ignored.
    void setMode(const QString& id);
    [[nodiscard]] QAbstractButton* button(const QString& id) const;

Q_SIGNALS:
    void modeChanged(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose(QAbstractButton* button);

    QButtonGroup* buttons_;
    QVBoxLayout* column_;
};

} // namespace firstfit
