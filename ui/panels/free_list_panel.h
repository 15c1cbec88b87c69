// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/free_list_model.h"
#include "ui/panels/panel.h"

namespace firstfit {

class RunTable;
class Workbench;

/// The chunks in list order, with the scan's two hands and what it said of each.
class FreeListPanel : public Panel {
    Q_OBJECT

public:
    explicit FreeListPanel(Workbench& workbench, QWidget* parent = nullptr);

private:
    void showPosition();
    void showCurr();
    void showHover();
    void showSelection();
    void fitColumns();
    [[nodiscard]] int rowOfRunAt(std::optional<BlockIndex> block) const;

    Workbench& workbench_;
    FreeListModel model_;
    RunTable* table_;
    bool showing_ = false; ///< rows are changing: what the view selects meanwhile nobody asked for
};

} // namespace firstfit
