// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "allocator/sizing/sizing.h"
#include "ui/models/sizing_model.h"
#include "ui/panels/panel.h"
#include "ui/workbench_task.h"

#include <memory>

namespace firstfit {

class SizingParts;
class Workbench;

/// For each block size the smallest heap that would have held the run. Worked out in the background, at once for a
/// run that is not too long, else when asked for.
class SizingPanel : public Panel {
    Q_OBJECT

public:
    explicit SizingPanel(Workbench& workbench, QWidget* parent = nullptr);
    ~SizingPanel() override;

    /// Of the present run; nothing while it is not known.
    [[nodiscard]] const std::optional<SizingReport>& report() const { return report_; }
    [[nodiscard]] QSize sizeHint() const override;

public Q_SLOTS:
    /// Works it out anew.
    void find();

Q_SIGNALS:
    void reportChanged();
    /// The line of C++ is on the clipboard.
    void typeCopied();
    /// The person wants to see the run in this heap beside the present one.
    void compareRequested(const firstfit::HeapGeometry& geometry);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void connectAll();
    void runChanged();
    void forget();
    void takeReport(SizingReport report);
    void showState();
    void choose(std::optional<std::size_t> result);
    void use();
    void copyType();
    void fitColumns();
    [[nodiscard]] const SizingResult* chosen() const; ///< that a heap can have, or null
    [[nodiscard]] HeapGeometry chosenGeometry() const;

    Workbench& workbench_;
    SizingModel model_;
    BackgroundTask task_;
    std::optional<SizingReport> report_;
    OperationList sized_; ///< the operations that the report is about, or that are being worked on
    std::optional<std::size_t> chosen_;
    bool wasCancelled_ = false;
    std::unique_ptr<SizingParts> parts_;
};

} // namespace firstfit
