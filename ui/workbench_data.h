// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the workbench owns; only the workbench's own files see it.
#pragma once

#include "allocator/replay/stop_condition.h"
#include "ui/workbench.h"
#include "ui/workbench_job.h"
#include "ui/workbench_player.h"

#include <QUndoStack>

namespace firstfit {

struct Workbench::Data {
    explicit Data(Workbench& owner) : q(owner) {}

    Workbench& q;
    History run{{}, Timeline{}, Position{OperationIndex{0}, 0}, {}, History::Origin::hand, false, {}};
    QUndoStack undo;
    Player player;
    std::unique_ptr<Job> job;                    ///< what runs now
    std::vector<std::unique_ptr<Job>> abandoned; ///< on their way out; nobody waits for them
    ScriptLimits limits;
    Policy policy = Policy::first_fit;
    /// While the run is only the first part of one that is being replayed: the operations of the whole.
    std::optional<std::uint32_t> partOf;
    bool lookedAround = false; ///< the person went somewhere in the part; the whole leaves them there
    /// Of a first part in another heap that is shown only when it reaches where the person is; till then the old part
    /// is.
    std::optional<Trace> waitingTrace;
    std::chrono::milliseconds partsEvery = JobRequest{}.partsEvery;

    std::optional<BlockIndex> selected; ///< as it was clicked
    AllocationId selectedId = no_allocation;
    std::optional<BlockIndex> hovered;

    // What the person marked; see workbench_marks.cpp.
    std::vector<StopCondition> stopConditions;
    std::set<std::uint32_t> bookmarks;
    std::optional<std::pair<std::uint32_t, std::uint32_t>> highlighted; ///< lengths of free chunks
    std::optional<CallSiteId> highlightedSite;
    Colouring colouring = Colouring::order;

    // What is known about the position; empty until somebody asks.
    mutable std::optional<Snapshot> snapshot;
    mutable std::optional<Explanation> explanation;
    mutable std::optional<std::vector<Violation>> violations;
    mutable std::optional<std::optional<Note>> note;

    void forgetPosition();
    void moveTo(Position position);
    /// Tells everybody that the run is another one.
    void runChanged();
    /// Starts a job; one that is under way is abandoned.
    void start(JobRequest request);
    void jobFinished();
    void takePart();
    /// The part that is shown will not become more: it is a run now, which was cancelled.
    void settlePart();
    void abandonJob();
    /// Says why a recording could not be read.
    void refuse(const RecordingSource& recording, const ReadRefusal& refusal);
    /// Abandons the job, if there is one, and says that it has ended.
    void dropJob();
    /// Tells the player at which stop condition it comes next.
    void lookAhead();
    void forgetMarks(); ///< that mean nothing in another run
    /// Takes `run` with or without a way back.
    void adopt(History next, const QString& undoText);
    void exchange(History next, const QString& undoText);
    /// Replays the present trace in another heap: at once if it is short.
    void replayIn(const HeapGeometry& geometry, Policy newPolicy, const QString& undoText);
    /// Starts the present script again in another heap.
    void rerunIn(const std::optional<HeapGeometry>& geometry, Policy newPolicy, const QString& undoText);
    /// The heap that the person chose for this script, unless its heap{} has been edited since.
    [[nodiscard]] std::optional<HeapGeometry> chosenGeometryFor(const QString& source, const QString& file) const;
    [[nodiscard]] ScriptOptions options(const std::optional<HeapGeometry>& geometry, Policy policy) const;
    QString byHand(Operation operation, std::string name, const QString& text);
    QString resize(OperationKind kind, AllocationId id, std::uint64_t size, SizeUnit unit);
    [[nodiscard]] bool atOperationEnd() const;
    /// Inside an operation it is the one before: the end of this one still lies ahead.
    [[nodiscard]] OperationIndex lastDone() const;
    /// The position for another run of the same operations: the end of an operation stays its end, however many
    /// micro-steps it takes there.
    [[nodiscard]] Position keptPosition() const;
    /// The allocation if it is alive after the position's operation.
    [[nodiscard]] std::optional<LiveAllocation> alive(AllocationId id) const;
};

} // namespace firstfit
