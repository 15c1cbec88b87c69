// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Work that would make the window wait: running a script and replaying its trace, in a thread of its own.
#pragma once

#include "allocator/replay/timeline.h"
#include "allocator/script/script.h"
#include "ui/workbench_history.h"

#include <QObject>

#include <memory>
#include <optional>

class QThread;

namespace firstfit {

/// What to run: `source` as a script, or `trace` as it is.
struct JobRequest {
    bool runsScript = false;
    QString source; ///< also kept for a trace that once was a script's
    QString file;
    ScriptOptions options; ///< the policy counts for traces, too
    Trace trace;
    std::optional<HeapGeometry> geometry; ///< against the script's heap{}; for a trace, its heap
    History::Origin origin = History::Origin::script;
    bool touched = false;
    bool keepsPosition = false;
    QString undoText; ///< not empty: the change of runs can be undone under this name
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
    /// After finished(): the run, once.
    [[nodiscard]] History takeRun();

Q_SIGNALS:
    void progressed(int operations);
    void finished();

private:
    struct Shared; // what both threads touch

    void work();

    JobRequest request_;
    std::unique_ptr<Shared> shared_;
    std::unique_ptr<QThread> thread_;
};

} // namespace firstfit
