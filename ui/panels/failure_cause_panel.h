// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "allocator/replay/failure_cause.h"
#include "ui/panels/panel.h"
#include "ui/workbench_task.h"

#include <optional>

class QPushButton;

namespace firstfit {

class FactsView;
class FailureBanner;
class FailureMoves;
class LinkLabel;
class NeedsBars;
class TaskProgress;
class ToneLabel;
class Workbench;
struct RunSummary;

/// Why the position's request got nothing: in one sentence and in numbers, and what would have helped.
class FailureCausePanel : public Panel {
    Q_OBJECT

public:
    explicit FailureCausePanel(Workbench& workbench, QWidget* parent = nullptr);

    /// Two small buttons: to the failure before and to the one behind.
    [[nodiscard]] QWidget* titleExtra() override;
    [[nodiscard]] QSize sizeHint() const override;
    /// All of it as plain text; empty where nothing failed.
    [[nodiscard]] QString asText() const;

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void assemble();
    void connectAll();
    void forgetPolicies();
    void showPosition();
    void showCause();
    void showNoFailure();
    [[nodiscard]] static QString noFailureWords(const RunSummary& summary, std::uint32_t now);
    void showRemedies();
    void showPolicies();
    void tryPolicies();
    void tryPoliciesIfShort();
    void follow(const QString& link);
    [[nodiscard]] QString neighbours() const; ///< links to what would have had to be free

    Workbench& workbench_;
    BackgroundTask task_;
    FailureCause cause_;                   ///< of the position's operation; its operation is 0 where that did not fail
    std::optional<PolicyFailures> others_; ///< of the whole run: an answer for every failure
    bool wasAsked_ = false;                ///< the other policies were tried, or are being tried
    FailureBanner* banner_;
    NeedsBars* bars_;
    FactsView* facts_;
    ToneLabel* remediesTitle_;
    LinkLabel* remedies_; ///< with links to the allocations
    QWidget* policies_;
    FactsView* policyFacts_;
    QPushButton* try_;
    TaskProgress* progress_;
    ToneLabel* nothing_; ///< instead of all this where nothing failed
    FailureMoves* moves_;
};

} // namespace firstfit
