// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "allocator/replay/failure_cause.h"
#include "ui/panels/panel.h"
#include "ui/workbench_task.h"

#include <map>

class QLabel;
class QPushButton;
class QScrollArea;

namespace firstfit {

class FactsView;
class FailureBanner;
class NeedsBars;
class TaskProgress;
class ToneLabel;
class Workbench;

/// Why the position's request got nothing: in one sentence and in numbers, and what would have helped.
class FailureCausePanel : public Panel {
    Q_OBJECT

public:
    explicit FailureCausePanel(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    /// All of it as plain text; empty where nothing failed.
    [[nodiscard]] QString asText() const;

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void assemble();
    void connectAll();
    void forgetVerdicts();
    void showPosition();
    void showCause();
    void showNoFailure();
    void showRemedies();
    void showPolicies();
    void tryPolicies();
    void follow(const QString& link);
    [[nodiscard]] QString neighbours() const; ///< links to what would have had to be free

    Workbench& workbench_;
    BackgroundTask task_;
    FailureCause cause_; ///< of the position's operation; its operation is 0 where that did not fail
    std::map<std::uint32_t, std::vector<PolicyVerdict>> verdicts_; ///< by operation
    bool isOld_ = true;                                            ///< hidden: it is made when it is shown
    QScrollArea* scroll_;
    FailureBanner* banner_;
    NeedsBars* bars_;
    FactsView* facts_;
    ToneLabel* remediesTitle_;
    QLabel* remedies_; ///< with links to the allocations
    FactsView* policyFacts_;
    QPushButton* try_;
    TaskProgress* progress_;
    ToneLabel* nothing_; ///< instead of all this where nothing failed
    QWidget* moves_;
    QPushButton* previous_;
    QPushButton* next_;
};

} // namespace firstfit
