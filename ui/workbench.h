// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one owner of what is looked at: the run, the position in it, the selection. Views and panels read it, ask
// it for changes, and listen to its signals; none of them keeps state of the run itself.
#pragma once

#include "allocator/replay/explain.h"
#include "allocator/replay/summary.h"
#include "allocator/script/script.h"
#include "allocator/trace/recording.h"
#include "ui/workbench_progress.h"

#include <QObject>
#include <QSet>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

class QUndoStack;

namespace firstfit {

struct StopCondition;

/// What allocating by hand asks for.
struct HandRequest {
    std::uint64_t size = 0;
    SizeUnit unit = SizeUnit::bytes;
    std::uint32_t alignment = 0; ///< in `unit`; 0 = one block
    QString name;                ///< empty: the next free letter
};

/// What the map's colours of allocations stand for.
enum class Colouring : std::uint8_t { order, callSite, size, age };

class Workbench : public QObject {
    Q_OBJECT

public:
    explicit Workbench(QObject* parent = nullptr);
    ~Workbench() override;

    // What is looked at. References are good until the next signal.
    [[nodiscard]] const Trace& trace() const;
    [[nodiscard]] const Timeline& timeline() const;
    [[nodiscard]] Position position() const;                 ///< normalised
    [[nodiscard]] const Snapshot& snapshot() const;          ///< at the position; computed once per position
    [[nodiscard]] const Explanation& explanation() const;    ///< at the position; computed once per position
    [[nodiscard]] std::vector<Violation> violations() const; ///< of the state between operations, else empty
    /// The note to show at the position, or null.
    [[nodiscard]] const Note* note() const;
    /// The script line of the position's operation; 0 = none.
    [[nodiscard]] std::uint32_t currentLine() const;
    /// Does the run hold anything: a script that ran, or work by hand?
    [[nodiscard]] bool isUntouched() const;

    // Scripts. The run happens in a process of its own, waited for off the GUI thread.
    /// Runs `source`; the trace replaces the present one when it ends, positioned at the start (or, if
    /// `keepPosition`, where it was). An already running script is cancelled first. `file` names it in messages.
    void runScript(const QString& source, const QString& file, bool keepPosition = false);
    void cancelScript();
    [[nodiscard]] bool isScriptRunning() const;
    /// The text that made the run, as it ran: a script, or a recording. Empty for work by hand.
    [[nodiscard]] const QString& source() const;
    void setScriptLimits(const ScriptLimits& limits);
    [[nodiscard]] ScriptLimits scriptLimits() const;

    // Recordings: read and replayed in a thread. The present run stays until the first part of the new one can be
    // looked at, which then grows; if that is work by hand, until the new one is there.
    /// Reads the recording at `path` ("-" is standard input) and replays it in `geometry`, or in the heap that
    /// proposed_geometry() gives for it. Loading that is under way is dropped. What cannot be read ends in
    /// loadingRefused() and changes nothing. Stands at the first failure, or where the most blocks are in use.
    void openRecording(const QString& path, const ReadOptions& options = {},
                       std::optional<HeapGeometry> geometry = std::nullopt);
    /// The run of another workbench, in a heap of its own: replayed here, in a thread if it is long.
    void showRunOf(const Workbench& other, const HeapGeometry& geometry, Policy policy);
    /// Reading: what was read is replayed. Replaying: what was replayed is the run; a whole one keeps its old heap.
    void cancelLoading();
    /// Is all of the run there? If not, its first part is, and traceGrew() tells of more. trace() is whole.
    [[nodiscard]] bool isWhole() const;
    /// The operations of the whole run, those that are still to be replayed included.
    [[nodiscard]] std::uint32_t wholeSize() const;
    /// How long a part that was replayed has to be worth it: what is done sooner comes in one piece. From the next
    /// recording on.
    void setPartsEvery(std::chrono::milliseconds pause);
    /// Is a recording being read or replayed?
    [[nodiscard]] bool isLoading() const;
    /// Is the run a recording (as against a script, a reference trace, or work by hand)?
    [[nodiscard]] bool isRecording() const;
    /// The recording's file as openRecording() was given it; empty for other runs.
    [[nodiscard]] const QString& recordingPath() const;
    /// How the recording was read.
    [[nodiscard]] const ReadOptions& readOptions() const;
    /// The run in figures, with its failures and leaks. Made in the job for recordings; else O(operations) the first
    /// time it is asked for.
    [[nodiscard]] const RunSummary& summary() const;

    // The heap's shape. A script is run again in the new heap, work by hand is replayed in it.
    [[nodiscard]] HeapGeometry geometry() const;
    [[nodiscard]] Policy policy() const;
    /// Returns what is wrong with it, or an empty string and does it.
    QString setGeometry(const HeapGeometry& geometry);
    void setPolicy(Policy policy);
    /// An empty run in a fresh heap of this shape; asks nobody. Work by hand that it replaces comes back with undo.
    void startFresh(const HeapGeometry& geometry);
    /// Shows a finished trace (a reference recording, say) in `geometry`. `source` is the text that its lines count in.
    void showTrace(Trace trace, const HeapGeometry& geometry, const QString& source = {});

    // By hand, at the position. In the past this starts a new future from there; undo brings the old one back.
    // A request that fails is an operation, too; what cannot be asked, or not while loading, returns a sentence.
    QString allocate(const HandRequest& request);
    QString deallocate(AllocationId id);
    QString grow(AllocationId id, std::uint64_t size, SizeUnit unit, bool upTo);
    QString shrink(AllocationId id, std::uint64_t size, SizeUnit unit);
    QString reallocate(AllocationId id, std::uint64_t size);
    QString clear();
    /// The name that an allocation without one gets at the position: the next letter. O(operations).
    [[nodiscard]] QString nextName() const;
    [[nodiscard]] QUndoStack* undoStack() const;
    /// The run up to its end as a script that gives the same states.
    [[nodiscard]] QString asScript() const;
    /// Is there work by hand in the run that handWorkSaved() has not been told about?
    [[nodiscard]] bool hasUnsavedHandWork() const;
    /// asScript() stands in a file now.
    void handWorkSaved();

    // Moving in time.
    void goTo(Position position);
    void stepOperation(int direction); ///< +1 or -1
    void stepMicro(int direction);
    void goToStart();
    void goToEnd();
    void goToNextFailure(int direction);
    /// The next operation at which one of the stop conditions becomes true, and stopped() says which; false: none.
    bool goToNextStop(int direction);
    /// The next bookmark; false: none.
    bool goToNextBookmark(int direction);
    [[nodiscard]] bool isPlaying() const;
    void play();
    void pause();
    void togglePlay();
    /// Steps per second, 0.25..50,000; above 4 nothing is animated.
    void setSpeed(double stepsPerSecond);
    [[nodiscard]] double speed() const;
    /// Does play go by micro-step (true) or by operation?
    void setPlaysMicroSteps(bool micro);
    [[nodiscard]] bool playsMicroSteps() const;
    /// Script lines at which play stops, before the line's operation runs.
    void setBreakpoint(std::uint32_t line, bool on);
    [[nodiscard]] const QSet<std::uint32_t>& breakpoints() const;
    /// States at which play stops. They stay from one run to the next.
    void setStopConditions(std::vector<StopCondition> conditions);
    [[nodiscard]] const std::vector<StopCondition>& stopConditions() const;
    /// Operations that the person marked; gone with another run, kept in another heap.
    void toggleBookmark(OperationIndex operation);
    [[nodiscard]] const std::set<std::uint32_t>& bookmarks() const;

    // What the person points at. A block stands for its whole run.
    void select(std::optional<BlockIndex> block);
    void selectAllocation(AllocationId id);
    [[nodiscard]] std::optional<BlockIndex> selectedBlock() const;
    [[nodiscard]] const LiveAllocation* selectedAllocation() const; ///< or null
    void hover(std::optional<BlockIndex> block);
    [[nodiscard]] std::optional<BlockIndex> hoveredBlock() const;
    /// Free chunks with a length of first..second blocks are pointed out on the map; nothing: none.
    void highlightChunks(std::optional<std::pair<std::uint32_t, std::uint32_t>> lengths);
    [[nodiscard]] std::optional<std::pair<std::uint32_t, std::uint32_t>> highlightedChunks() const;
    /// What was allocated here is pointed out on the map instead of the colours; nothing: none. Gone with the run.
    void highlightSite(std::optional<CallSiteId> site);
    [[nodiscard]] std::optional<CallSiteId> highlightedSite() const;
    void setColouring(Colouring colouring);
    [[nodiscard]] Colouring colouring() const;

Q_SIGNALS:
    void traceChanged(); ///< other operations, diagnostics, geometry; positionChanged follows
    void traceGrew();    ///< more operations behind those that were there, where nothing changed
    void positionChanged();
    void selectionChanged();
    void hoverChanged();
    void playingChanged(); ///< playing or not, the speed, or what a step is
    void scriptStarted();
    void scriptProgressed(int operations);
    void scriptFinished();
    void loadingStarted(); ///< also when a recording is replayed in another heap; scriptStarted() is not emitted then
    void loadingProgressed(const LoadProgress& progress);
    void loadingFinished(); ///< also after a refusal, and when it was cancelled
    /// The recording could not be read: what, what to do about it, where exactly. loadingFinished() follows.
    void loadingRefused(const QString& title, const QString& advice, const QString& detail);
    /// What was to be read as a recording is a script: its bytes, of which a pipe gives no others. Nothing changed;
    /// loadingFinished() follows.
    void loadedOther(const QByteArray& bytes);
    void breakpointsChanged();
    void stopConditionsChanged();
    void bookmarksChanged();
    void highlightChanged(); ///< chunks or a call site
    void colouringChanged();
    /// Play stopped by itself: at a breakpoint, a stop condition, a pause(), the end. Or another heap was cancelled.
    void stopped(const QString& why);

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace firstfit
