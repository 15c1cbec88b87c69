// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One side of a comparison: a heap's shape and policy, its map, its timeline, and how the run fared in it.
#pragma once

#include <QWidget>

class QLabel;

namespace firstfit {

class HeapView;
class Workbench;

class ComparedHeap : public QWidget {
    Q_OBJECT

public:
    /// `id` names its parts ("left", "right"), `title` is what stands above it.
    ComparedHeap(Workbench& workbench, const QString& id, const QString& title, QWidget* parent = nullptr);

    [[nodiscard]] HeapView& heap() const { return *heap_; }

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void showFigures();
    void applyLook();

    Workbench& workbench_;
    QLabel* title_;
    QLabel* figures_;
    HeapView* heap_;
};

} // namespace firstfit
