// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measurements: the one that is being made, and those that are kept. Views read it and listen to its signals.
#pragma once

#include "allocator/timing/measure.h"

#include <QObject>
#include <QString>

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
        bool kept = false;                      ///< in a file
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
    /// Adds a run that was made before, and shows it.
    void add(const QString& name, Results results);
    void rename(std::size_t run, const QString& name);
    void setKept(std::size_t run);
    /// Not the one that is being measured: that is refused, false.
    bool remove(std::size_t run);
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

    void take(const Job* job, std::shared_ptr<const Results> results);
    void ended(const Job* job);

    Measurer measurer_;
    std::unique_ptr<Job> job_;
    MeasureProgress progress_;
    std::vector<Run> runs_;
    std::optional<std::size_t> shown_;
    std::optional<std::size_t> compared_;
    std::size_t measured_ = 0; ///< the run that grows
    int counted_ = 0;          ///< runs that were measured, for their names
};

} // namespace firstfit
