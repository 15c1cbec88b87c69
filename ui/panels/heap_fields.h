// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The fields that shape the heap: blocks x block size; policy and base address.
#pragma once

#include <QSpinBox>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace firstfit {

struct HeapGeometry;
class Workbench;

/// Steps from one power of two to the next; large ones read "256 Mi".
class PowerOfTwoSpinBox : public QSpinBox {
    Q_OBJECT

public:
    explicit PowerOfTwoSpinBox(QWidget* parent = nullptr);

    void stepBy(int steps) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    QValidator::State validate(QString& input, int& pos) const override;
    /// A number that is no power of two becomes the next smaller one.
    void fixup(QString& input) const override;
    [[nodiscard]] int valueFromText(const QString& text) const override;
    [[nodiscard]] QString textFromValue(int value) const override;
};

/// "blocks [32] x [4] bytes".
class ShapeFields : public QWidget {
    Q_OBJECT

public:
    explicit ShapeFields(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] QSpinBox* blocks() const { return blocks_; }
    [[nodiscard]] QSpinBox* blockSize() const { return blockSize_; }

private:
    void show();
    void commit(QWidget& edited);
    void markBlocks(bool outOfRange);

    Workbench& workbench_;
    QSpinBox* blocks_;
    PowerOfTwoSpinBox* blockSize_;
    bool outOfRange_ = false; ///< what is typed for the blocks is no count a heap can have
};

/// "policy [First fit] base [0x1000]", in a row or, in a menu, one above the other.
class PlacementFields : public QWidget {
    Q_OBJECT

public:
    explicit PlacementFields(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] QComboBox* policy() const { return policy_; }
    [[nodiscard]] QLineEdit* baseAddress() const { return base_; }
    void setStacked(bool stacked);

private:
    void show();
    void check(const QString& text);
    void commit();
    /// The geometry with the address that `text` says; false when it is no address.
    bool read(const QString& text, HeapGeometry& geometry) const;

    Workbench& workbench_;
    QGridLayout* grid_;
    QLabel* policyLabel_;
    QLabel* baseLabel_;
    QComboBox* policy_;
    QLineEdit* base_;
};

} // namespace firstfit
