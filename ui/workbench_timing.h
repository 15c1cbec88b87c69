// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measurements: the one that is being made, and those that are kept. Views read it and listen to its signals.
#pragma once

#include "allocator/timing/measure.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace firstfit {

class TimingLab : public QObject {
    Q_OBJECT

public:
    /// What measures: firstfit::measure, or whatever a test gives. Called in a thread of its own.
    using Measurer =
        std::function<Results(const MeasureOptions&, MeasureControl&, const std::function<void(const Results&)>&)>;

    struct Run {
        QString name;
        std::shared_ptr<const Results> results; ///< never null
        bool kept = false;                      ///< in a file: it survives the program
        quint64 id = 0;                         ///< stays the same as long as the lab lives, also when it was removed
    };

    explicit TimingLab(QObject* parent = nullptr);
    TimingLab(Measurer measurer, QObject* parent);
    /// Cancels, and waits for the thread: as long as one sample takes.
    ~TimingLab() override;

    // Measuring. What is measured becomes a run at once, and grows.
    void start(const MeasureOptions& options);
    void setPaused(bool paused);
    /// Ends soon; what has been measured stays.
    void cancel();
    [[nodiscard]] bool isMeasuring() const { return job_ != nullptr; }
    [[nodiscard]] bool isPaused() const;
    [[nodiscard]] bool isCancelling() const;
    [[nodiscard]] const MeasureProgress& progress() const { return progress_; }

    // Runs, the oldest first.
    [[nodiscard]] const std::vector<Run>& runs() const { return runs_; }
    /// The one that is being measured.
    [[nodiscard]] std::optional<std::size_t> measured() const;
    /// Adds a run that was made before, and shows it.
    void add(const QString& name, Results results);
    /// Adds runs of earlier days before all others; their ids are given anew. The last one is shown if none is.
    void restore(std::vector<Run> runs);
    /// The run that is this measurement, whatever it is called. O(runs).
    [[nodiscard]] std::optional<std::size_t> find(const Results& results) const;
    void rename(std::size_t run, const QString& name);
    /// The same as a fact, not as something to undo.
    void setName(std::size_t run, const QString& name);
    void setKept(std::size_t run, bool kept = true);
    /// Not the one that is being measured: that is refused, false.
    bool remove(std::size_t run);
    /// What was renamed and removed.
    [[nodiscard]] QUndoStack* undoStack() { return &undo_; }
    /// Has nobody given that name? It is "Run 3".
    [[nodiscard]] static bool isDefaultName(const QString& name);
    /// Whose charts are shown; nothing while there is no run.
    [[nodiscard]] std::optional<std::size_t> shown() const { return shown_; }
    void show(std::size_t run);
    /// What the shown run is compared with; nothing: with none.
    [[nodiscard]] std::optional<std::size_t> compared() const { return compared_; }
    void compareWith(std::optional<std::size_t> run);
    /// Of the shown run; without one, results without cells.
    [[nodiscard]] const Results& results() const;
    [[nodiscard]] const Results* comparedResults() const; ///< or null

Q_SIGNALS:
    void measuringChanged(); ///< started, paused, ended
    void progressed();
    void runsChanged();    ///< another list, another name, another one shown or compared
    void resultsChanged(); ///< other figures to show

private:
    struct Job;
    class Removal;
    class Renaming;

    [[nodiscard]] std::optional<std::size_t> indexOf(quint64 id) const;
    void insert(std::size_t at, Run run);
    Run takeOut(std::size_t run);
    void shiftFrom(std::size_t at, std::size_t by);
    void take(const Job* job, std::shared_ptr<const Results> results);
    void ended(const Job* job);

    Measurer measurer_;
    std::unique_ptr<Job> job_;
    MeasureProgress progress_;
    std::vector<Run> runs_;
    std::optional<std::size_t> shown_;
    std::optional<std::size_t> compared_;
    std::size_t measured_ = 0; ///< the run that grows, while one does
    int counted_ = 0;          ///< the highest number in a name
    quint64 ids_ = 0;
    QUndoStack undo_;
};

} // namespace firstfit
