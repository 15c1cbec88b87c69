// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/failures_model.h"
#include "ui/panels/panel.h"

class QAction;

namespace firstfit {

class RunTable;
class Workbench;

/// Every request that got nothing. To choose one is to go there.
class FailuresPanel : public Panel {
    Q_OBJECT

public:
    explicit FailuresPanel(Workbench& workbench, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void addActions();
    void showRun();
    void showMore();
    void showCount();
    void showPosition();
    void goTo(int row);
    void stopAtSite();
    void fitColumns();

    Workbench& workbench_;
    FailuresModel model_;
    RunTable* table_;
    QAction* stop_;
    bool isOld_ = true;    ///< hidden: it is made when it is shown
    bool showing_ = false; ///< the program selects: nobody wants to go anywhere
};

} // namespace firstfit
