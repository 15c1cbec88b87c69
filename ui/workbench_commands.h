// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What can be undone: work by hand, and one run taking the place of another.
#pragma once

#include "ui/workbench_history.h"

#include <QUndoCommand>

#include <functional>
#include <optional>

namespace firstfit {

/// Where commands act: the run, and who must hear that it is another.
struct RunSlot {
    History& run;
    std::function<void()> changed;
};

/// One operation by hand at the run's position. In the past it cuts the future off and keeps it, with the position,
/// for undo; at the end it only appends.
class HandCommand : public QUndoCommand {
public:
    /// `name` is for an allocation that the operation makes.
    HandCommand(RunSlot slot, const Operation& operation, std::string name, const QString& text);
    void redo() override;
    void undo() override;

private:
    RunSlot slot_;
    Operation operation_;
    std::string name_;
    Position before_;
    std::uint32_t count_; // operations in front of this one
    bool wasTouched_;
    std::optional<History> future_; // the whole run before the cut; only while it is cut
};

/// Another run in place of this one: after a change of the heap, say. Undo exchanges them again.
class ExchangeCommand : public QUndoCommand {
public:
    /// `run` takes the place of the present one at once.
    ExchangeCommand(RunSlot slot, History run, const QString& text);
    void redo() override;
    void undo() override;

private:
    RunSlot slot_;
    History other_;
};

} // namespace firstfit
