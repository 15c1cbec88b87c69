// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Work that would make the window wait: running a script or reading a recording, and replaying it, in a thread of its
// own.
#pragma once

#include "allocator/replay/timeline.h"
#include "allocator/script/script.h"
#include "ui/workbench_history.h"
#include "ui/workbench_progress.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

class QThread;

namespace firstfit {

/// What to run: `source` as a script, the recording in a file, or `trace` as it is.
struct JobRequest {
    bool runsScript = false;
    bool readsRecording = false; ///< the file that `recording` names
    QString source;              ///< also kept for a trace that once was a script's
    QString file;
    ScriptOptions options; ///< the policy counts for traces, too
    Trace trace;
    std::optional<HeapGeometry> geometry;     ///< against the script's heap{}; for a trace, its heap
    std::optional<RecordingSource> recording; ///< where `trace` is from, or is to be read from
    History::Origin origin = History::Origin::script;
    bool touched = false;
    bool keepsPosition = false;
    bool showsParts = false;       ///< what is replayed is handed over while the rest is
    bool continuesPart = false;    ///< the part that is shown is one of this run, in another heap
    bool keepsIfCancelled = false; ///< a whole run in another heap: who cancels that keeps the run that is there
    std::chrono::milliseconds partsEvery{200};
    QString undoText; ///< not empty: the change of runs can be undone under this name

    /// Is this about a recording, whose progress is told by loaded()?
    [[nodiscard]] bool isLoading() const { return recording.has_value(); }
};

/// The first operations of a run, replayed.
struct RunPart {
    std::optional<Trace> trace; ///< all of the run's; comes with its first part and no other
    Timeline timeline;
    OperationIndex worthLookingAt; ///< of what is there
};

/// One run. The destructor cancels it and waits; that takes as long as the script's
/// process needs to be killed. Signals arrive in the thread that made the job.
class Job : public QObject {
    Q_OBJECT

public:
    explicit Job(JobRequest request, QObject* parent = nullptr);
    ~Job() override;

    /// Sets it going, once. Connect to its signals before: a short run is finished at once.
    void start();
    /// Asks it to end early. What was done until then is kept, with a diagnostic.
    void cancel();
    /// Asks it to end as soon as it can; its run will not be taken.
    void abandon();
    [[nodiscard]] const JobRequest& request() const { return request_; }
    /// After grew(): what is replayed by now, once.
    [[nodiscard]] std::optional<RunPart> takePart();
    /// After finished(): the run, once; nothing if a recording could not be read.
    [[nodiscard]] std::optional<History> takeRun();
    /// After finished() without a run: what the file holds instead of a recording, once.
    [[nodiscard]] std::optional<std::string> takeOther();
    /// After finished() with neither: why.
    [[nodiscard]] const ReadRefusal& refusal() const;

Q_SIGNALS:
    void progressed(int operations);
    void loaded(const LoadProgress& progress);
    void grew(); ///< the next part is there; no other is made before it is taken
    void finished();

private:
    struct Shared; // what both threads touch

    void work();
    [[nodiscard]] ReadRecording readFile(const ReadWatch& watch) const;
    [[nodiscard]] ReadRecording readStream(const ReadWatch& watch) const;
    [[nodiscard]] std::optional<Trace> readRecording();
    [[nodiscard]] Trace runScript();
    [[nodiscard]] std::optional<HeapGeometry> geometryFor(const Trace& trace);
    void replay(Trace trace);
    void offerPart(const Trace& trace, const Timeline& timeline, std::chrono::milliseconds sinceLast);
    void addUp(History& run);
    /// Has nobody asked for an end?
    [[nodiscard]] bool goesOn() const;
    bool tell(const LoadProgress& progress);

    JobRequest request_;
    std::unique_ptr<Shared> shared_;
    std::unique_ptr<QThread> thread_;
};

} // namespace firstfit
