// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench_commands.h"

#include <algorithm>
#include <utility>

namespace firstfit {

HandCommand::HandCommand(RunSlot slot, const Operation& operation, std::string name, const QString& text)
    : QUndoCommand(text),
      slot_(std::move(slot)),
      operation_(operation),
      name_(std::move(name)),
      before_(slot_.run.position),
      count_(before_.operation.value),
      wasTouched_(slot_.run.touched) {}

void HandCommand::redo() {
    History& run = slot_.run;
    if (count_ < run.timeline.size().value) {
        Trace trace = run.trace;
        cutTrace(trace, count_);
        Timeline timeline = run.timeline.clone();
        timeline.truncate(OperationIndex{count_});
        History cut{std::move(trace), std::move(timeline), before_,      run.source, run.origin,
                    run.touched,      run.chosenGeometry,  run.recording};
        future_ = std::exchange(run, std::move(cut));
    }
    run.trace.operations.push_back(operation_);
    if (operation_.kind == OperationKind::allocate) {
        run.trace.names.resize(operation_.allocation.value);
        run.trace.names.push_back(name_);
    }
    if (!run.trace.sites.empty()) {
        run.trace.sites.push_back(no_call_site);
    }
    run.timeline.append(operation_, name_);
    run.summary.reset();
    run.touched = true;
    run.position = run.timeline.normalised(run.timeline.end());
    slot_.changed();
}

void HandCommand::undo() {
    History& run = slot_.run;
    if (future_) {
        run = std::move(*future_);
        future_.reset();
    } else {
        run.timeline.truncate(OperationIndex{count_});
        run.trace.operations.resize(count_);
        run.trace.sites.resize(std::min<std::size_t>(count_, run.trace.sites.size()));
        run.summary.reset();
        if (operation_.kind == OperationKind::allocate) {
            run.trace.names.resize(operation_.allocation.value);
        }
        run.touched = wasTouched_;
    }
    run.position = run.timeline.normalised(before_);
    slot_.changed();
}

ExchangeCommand::ExchangeCommand(RunSlot slot, History run, const QString& text)
    : QUndoCommand(text), slot_(std::move(slot)), other_(std::move(run)) {}

void ExchangeCommand::redo() {
    std::swap(slot_.run, other_);
    slot_.changed();
}

void ExchangeCommand::undo() { redo(); }

} // namespace firstfit
