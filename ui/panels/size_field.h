// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "allocator/heap/geometry.h"
#include "allocator/heap/operation.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace firstfit {

class ToneLabel;

/// A size in bytes or blocks, and beside it what that is in the other unit, or what is wrong with it.
class SizeField : public QWidget {
    Q_OBJECT

public:
    /// The number's field gets `name` as its object name, the unit's `unitName`.
    SizeField(const QString& name, const QString& unitName, QWidget* parent = nullptr);

    void setGeometry(const HeapGeometry& geometry);
    using QWidget::setGeometry;
    /// What can be asked for, in blocks.
    void setRange(std::uint64_t fewest, std::uint64_t most);
    void setSize(std::uint64_t size, SizeUnit unit);
    /// Offers only bytes, or both units.
    void setBytesOnly(bool bytesOnly);

    [[nodiscard]] std::uint64_t size() const;
    [[nodiscard]] SizeUnit unit() const;
    [[nodiscard]] std::uint64_t blocks() const;
    /// The sentence that says what can be asked for; empty when this can.
    [[nodiscard]] QString problem() const;
    /// Nothing typed is left to undo: it was submitted.
    void forgetTyping();
    void selectNumber(); ///< takes the focus, ready to be typed over

Q_SIGNALS:
    void changed();
    void submitted(); ///< Return was pressed

private:
    void assemble();
    void changeUnit(int index);
    void showMeaning();

    QSpinBox* number_;
    QComboBox* unit_;
    ToneLabel* meaning_;
    HeapGeometry geometry_;
    std::uint64_t fewest_ = 1;
    std::uint64_t most_ = 65535;
};

/// "1 block", "3 blocks"; figures as the locale writes them.
[[nodiscard]] QString blocksText(std::uint64_t count);
/// "1 byte", "12 bytes".
[[nodiscard]] QString bytesText(std::uint64_t count);

} // namespace firstfit
