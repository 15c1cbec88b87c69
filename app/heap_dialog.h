// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The shape of the heap in one place: blocks, block size, base address.
#pragma once

#include "allocator/heap/geometry.h"

#include <QDialog>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace firstfit {

class HeapDialog : public QDialog {
    Q_OBJECT

public:
    /// Starts with `geometry`; `accepting` gets the chosen one and says what is wrong with it, or nothing.
    HeapDialog(const QString& title, const QString& button, const HeapGeometry& geometry,
               std::function<QString(const HeapGeometry&)> accepting, QWidget* parent = nullptr);

    /// What the fields say, or nothing while one of them makes no sense.
    [[nodiscard]] std::optional<HeapGeometry> chosen() const;

    void accept() override;

private:
    void check();

    std::function<QString(const HeapGeometry&)> accepting_;
    QSpinBox* blocks_;
    QComboBox* blockSize_;
    QLineEdit* base_;
    QLabel* summary_;
    QPushButton* accept_;
};

} // namespace firstfit
