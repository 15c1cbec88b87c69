// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is looked at and where: reading, moving, pointing. Runs are workbench_runs.cpp and
// workbench_recording.cpp, marks workbench_marks.cpp, work by hand workbench_hand.cpp.
#include "ui/workbench.h"

#include "ui/workbench_data.h"

#include <algorithm>

namespace firstfit {

namespace {

// Enough for an afternoon; each entry may keep a future.
constexpr int undoLimit = 200;

} // namespace

Workbench::Workbench(QObject* parent) : QObject(parent), data_(std::make_unique<Data>(*this)) {
    data_->undo.setUndoLimit(undoLimit);
    connect(&data_->player, &Player::due, this, [this](int steps) {
        const Player::Walk walk = data_->player.walk(data_->run, steps);
        data_->moveTo(walk.position);
        if (!walk.stoppedBecause.isEmpty() && isPlaying()) {
            pause();
            Q_EMIT stopped(walk.stoppedBecause);
        }
    });
}

Workbench::~Workbench() {
    // The stack empties itself with a signal; whoever hears it may be half gone.
    data_->undo.blockSignals(true);
}

const Trace& Workbench::trace() const { return data_->run.trace; }
const Timeline& Workbench::timeline() const { return data_->run.timeline; }
Position Workbench::position() const { return data_->run.position; }

const Snapshot& Workbench::snapshot() const {
    if (!data_->snapshot) {
        data_->snapshot = timeline().snapshot(position());
    }
    return *data_->snapshot;
}

const Explanation& Workbench::explanation() const {
    if (!data_->explanation) {
        data_->explanation = explain(timeline(), trace(), position());
    }
    return *data_->explanation;
}

std::vector<Violation> Workbench::violations() const {
    if (!data_->violations) {
        data_->violations = data_->atOperationEnd() ? check(snapshot()) : std::vector<Violation>{};
    }
    return *data_->violations;
}

const Note* Workbench::note() const {
    if (!data_->note) {
        const std::uint32_t operation = position().operation.value;
        const OperationIndex done{data_->atOperationEnd() ? operation : operation - 1};
        std::optional<Note> shown;
        const auto [first, last] = std::ranges::equal_range(trace().notes, done, {}, &Note::after);
        for (auto note = first; note != last; ++note) {
            if (shown) {
                shown->text += '\n' + note->text;
            } else {
                shown = *note;
            }
        }
        data_->note = shown;
    }
    return *data_->note ? &**data_->note : nullptr;
}

std::uint32_t Workbench::currentLine() const {
    const OperationIndex operation = position().operation;
    return operation.value == 0 ? 0 : timeline().operation(operation).line;
}

bool Workbench::isUntouched() const { return data_->run.origin == History::Origin::hand && trace().operations.empty(); }

QUndoStack* Workbench::undoStack() const { return &data_->undo; }

void Workbench::goTo(Position position) {
    pause();
    data_->moveTo(timeline().normalised(position));
}

void Workbench::stepOperation(int direction) {
    goTo(direction < 0 ? timeline().previous_operation(position()) : timeline().next_operation(position()));
}

void Workbench::stepMicro(int direction) {
    goTo(direction < 0 ? timeline().previous_micro(position()) : timeline().next_micro(position()));
}

void Workbench::goToStart() { goTo(Position::after(OperationIndex{0})); }
void Workbench::goToEnd() { goTo(timeline().end()); }

void Workbench::goToNextFailure(int direction) {
    const std::uint32_t end = timeline().size().value + 1;
    // Inside a failing operation its failure still lies ahead.
    const std::uint32_t step = direction < 0 ? ~std::uint32_t{0} : 1;
    std::uint32_t n = position().operation.value + (direction > 0 && !data_->atOperationEnd() ? 0 : step);
    for (; n >= 1 && n < end; n += step) {
        if (timeline().failed(OperationIndex{n})) {
            goTo(Position::after(OperationIndex{n}));
            return;
        }
    }
}

bool Workbench::isPlaying() const { return data_->player.isPlaying(); }

void Workbench::play() {
    if (isPlaying() || timeline().size().value == 0) {
        return;
    }
    if (position() == timeline().normalised(timeline().end())) {
        data_->moveTo(timeline().normalised(Position::after(OperationIndex{0})));
    }
    data_->player.start();
    data_->lookAhead();
    Q_EMIT playingChanged();
}

void Workbench::pause() {
    if (isPlaying()) {
        data_->player.stop();
        Q_EMIT playingChanged();
    }
}

void Workbench::togglePlay() { isPlaying() ? pause() : play(); }

void Workbench::setSpeed(double stepsPerSecond) {
    data_->player.setSpeed(stepsPerSecond);
    Q_EMIT playingChanged();
}

double Workbench::speed() const { return data_->player.speed(); }

void Workbench::setPlaysMicroSteps(bool micro) {
    data_->player.playsMicroSteps = micro;
    Q_EMIT playingChanged();
}

bool Workbench::playsMicroSteps() const { return data_->player.playsMicroSteps; }

void Workbench::select(std::optional<BlockIndex> block) {
    if (block && block->value >= snapshot().geometry().blocks.value) {
        block.reset();
    }
    data_->selected = block;
    data_->selectedId = no_allocation;
    data_->lookedAround = true;
    if (const LiveAllocation* allocation = selectedAllocation()) {
        data_->selectedId = allocation->id;
    }
    Q_EMIT selectionChanged();
}

void Workbench::selectAllocation(AllocationId id) {
    const LiveAllocation* allocation = snapshot().find(id);
    select(allocation ? std::optional(allocation->index) : std::nullopt);
}

std::optional<BlockIndex> Workbench::selectedBlock() const {
    // The selection goes with its allocation when that moves, and back to it when it comes to life again.
    const LiveAllocation* allocation =
        data_->selectedId == no_allocation ? nullptr : snapshot().find(data_->selectedId);
    return allocation ? allocation->index : data_->selected;
}

const LiveAllocation* Workbench::selectedAllocation() const {
    const std::optional<BlockIndex> block = selectedBlock();
    if (!block || block->value >= snapshot().geometry().blocks.value) {
        return nullptr;
    }
    const Run& run = snapshot().run_at(*block);
    return run.kind == firstfit::Run::Kind::allocation ? &snapshot().allocations()[run.allocation] : nullptr;
}

void Workbench::hover(std::optional<BlockIndex> block) {
    if (block != data_->hovered) {
        data_->hovered = block;
        Q_EMIT hoverChanged();
    }
}

std::optional<BlockIndex> Workbench::hoveredBlock() const { return data_->hovered; }

bool Workbench::Data::atOperationEnd() const {
    return run.timeline.normalised(Position::after(run.position.operation)) == run.position;
}

Position Workbench::Data::keptPosition() const {
    return atOperationEnd() ? Position::after(run.position.operation) : run.position;
}

void Workbench::Data::forgetPosition() {
    snapshot.reset();
    explanation.reset();
    violations.reset();
    note.reset();
}

void Workbench::Data::moveTo(Position position) {
    if (position == run.position) {
        return;
    }
    run.position = position;
    lookedAround = true;
    forgetPosition();
    Q_EMIT q.positionChanged();
    if (selected) {
        Q_EMIT q.selectionChanged();
    }
}

} // namespace firstfit
