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
    QString undoText; ///< not empty: the change of runs can be undone under this name

    /// Is this about a recording, whose progress is told by loaded()?
    [[nodiscard]] bool isLoading() const { return recording.has_value(); }
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
    /// After finished(): the run, once; nothing if a recording could not be read.
    [[nodiscard]] std::optional<History> takeRun();
    /// After finished() without a run: why.
    [[nodiscard]] const ReadRefusal& refusal() const;

Q_SIGNALS:
    void progressed(int operations);
    void loaded(const LoadProgress& progress);
    void finished();

private:
    struct Shared; // what both threads touch

    void work();
    [[nodiscard]] ReadRecording readFile(const ReadWatch& watch) const;
    [[nodiscard]] std::optional<Trace> readRecording();
    [[nodiscard]] Trace runScript();
    void replay(Trace trace);
    /// Has nobody asked for an end?
    [[nodiscard]] bool goesOn() const;
    bool tell(const LoadProgress& progress);

    JobRequest request_;
    std::unique_ptr<Shared> shared_;
    std::unique_ptr<QThread> thread_;
};

} // namespace firstfit
