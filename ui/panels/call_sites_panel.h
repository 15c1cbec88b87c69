// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/call_sites_model.h"
#include "ui/panels/panel.h"
#include "ui/render/map_colouring.h"

#include <optional>

class QAction;
class QComboBox;

namespace firstfit {

class RunTable;
class WhileSeen;
class Workbench;

/// Who allocated what is alive, what was never freed, and what failed; and what the map's colours stand for.
class CallSitesPanel : public Panel {
    Q_OBJECT

public:
    explicit CallSitesPanel(Workbench& workbench, QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void assemble();
    void addActions();
    void connectAll();
    void takeWhatIsShown();
    void takePosition();
    void takeRun();
    void takeColouring();
    void takeHighlight();
    void updateActions();
    void activate(int row);
    void goToAllocation(CallSiteId site);
    void goToFailure(CallSiteId site);
    void stopAt(CallSiteId site);
    void fitColumns();
    [[nodiscard]] SiteFigureKind kind() const;
    [[nodiscard]] std::optional<CallSiteId> siteAt(int row) const;

    Workbench& workbench_;
    CallSitesModel model_;
    CallSitesSorter sorter_;
    QComboBox* kind_;
    QComboBox* colouring_;
    RunTable* table_;
    std::optional<SiteColours> colours_; ///< of the run; made when the map shows them
    QAction* go_;
    QAction* stop_;
    WhileSeen* seen_; ///< takeWhatIsShown()
};

} // namespace firstfit
