// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/live_allocations_model.h"
#include "ui/panels/panel.h"

class QAction;

namespace firstfit {

class RunTable;
class Workbench;

/// What is allocated at the position: where, how much, and by which line.
class LiveAllocationsPanel : public Panel {
    Q_OBJECT

public:
    explicit LiveAllocationsPanel(Workbench& workbench, QWidget* parent = nullptr);

Q_SIGNALS:
    /// A double click or Return: show the script line that allocated it.
    void lineActivated(quint32 line);

private:
    void addActions();
    void connectTable();
    void showPosition();
    void showHover();
    void showSelection();
    void fitColumns();
    void updateActions();
    void freeSelected();
    void activateLine(const QModelIndex& index);
    [[nodiscard]] const LiveAllocation& allocationAt(int row) const;
    [[nodiscard]] int rowOfRunAt(std::optional<BlockIndex> block) const;

    Workbench& workbench_;
    LiveAllocationsModel model_;
    LiveAllocationsSorter sorter_;
    RunTable* table_;
    QAction* free_;
    QAction* goToLine_;
    std::uint64_t widestBytes_ = 0; ///< of this run so far, so that columns do not jump while stepping
    std::uint64_t widestLine_ = 0;
    QString longestName_;
    bool showing_ = false; ///< rows are changing: what the view selects meanwhile nobody asked for
};

} // namespace firstfit
