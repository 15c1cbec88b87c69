// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "allocator/heap/snapshot.h"

#include <QWidget>

class QPushButton;

namespace firstfit {

class SizeField;
class ToneLabel;
class Workbench;

enum class ResizeKind { grow, growUpTo, shrink, reallocate };

/// The new size of an allocation, asked for in place of the allocation panel's fields.
class ResizeForm : public QWidget {
    Q_OBJECT

public:
    explicit ResizeForm(Workbench& workbench, QWidget* parent = nullptr);

    /// Asks for the new size of `allocation` and takes the focus.
    void begin(ResizeKind kind, const LiveAllocation& allocation);
    [[nodiscard]] AllocationId allocation() const { return id_; }

Q_SIGNALS:
    void finished();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void assemble();
    void apply();
    void showState();
    [[nodiscard]] QString ask();

    Workbench& workbench_;
    ToneLabel* title_;
    SizeField* size_;
    QPushButton* apply_;
    QPushButton* cancel_;
    ToneLabel* hint_;
    ResizeKind kind_ = ResizeKind::grow;
    AllocationId id_ = no_allocation;
};

/// Will working by hand at the position start a new future, because operations follow it?
[[nodiscard]] bool startsNewFuture(const Workbench& workbench);

} // namespace firstfit
