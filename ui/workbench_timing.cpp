// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench_timing.h"

#include <QThread>

#include <utility>

namespace firstfit {

struct TimingLab::Job {
    MeasureControl control;
    std::unique_ptr<QThread> thread;

    ~Job() {
        control.cancel = true;
        if (thread) {
            thread->wait();
        }
    }
};

TimingLab::TimingLab(QObject* parent)
    : TimingLab([](const MeasureOptions& options, MeasureControl& control,
                   const std::function<void(const Results&)>& partial) { return measure(options, control, partial); },
                parent) {}

TimingLab::TimingLab(Measurer measurer, QObject* parent) : QObject(parent), measurer_(std::move(measurer)) {}

TimingLab::~TimingLab() = default;

void TimingLab::start(const MeasureOptions& options) {
    if (isMeasuring()) {
        return;
    }
    progress_ = {};
    measured_ = runs_.size();
    runs_.push_back({tr("Run %1").arg(++counted_), std::make_shared<const Results>(), false});
    job_ = std::make_unique<Job>();
    Job* job = job_.get();
    // Everything that the thread tells goes through the queue, behind which its end comes: no job is gone before.
    const auto tell = [this](auto act) { QMetaObject::invokeMethod(this, std::move(act), Qt::QueuedConnection); };
    job->control.progress = [this, job, tell](const MeasureProgress& progress) {
        tell([this, job, progress] {
            if (job == job_.get()) {
                progress_ = progress;
                Q_EMIT progressed();
            }
        });
    };
    job->thread.reset(QThread::create([this, job, tell, options, measurer = measurer_] {
        const auto deliver = [this, job, tell](Results results) {
            auto shared = std::make_shared<const Results>(std::move(results));
            tell([this, job, shared] { take(job, shared); });
        };
        deliver(measurer(options, job->control, deliver));
    }));
    connect(
        job->thread.get(), &QThread::finished, this, [this, job] { ended(job); }, Qt::QueuedConnection);
    show(measured_);
    job->thread->start();
    Q_EMIT measuringChanged();
}

void TimingLab::take(const Job* job, std::shared_ptr<const Results> results) {
    if (job != job_.get()) {
        return;
    }
    runs_[measured_].results = std::move(results);
    if (shown_ == measured_ || compared_ == measured_) {
        Q_EMIT resultsChanged();
    }
}

void TimingLab::ended(const Job* job) {
    if (job != job_.get()) {
        return;
    }
    job_->thread->wait();
    job_.reset();
    Q_EMIT measuringChanged();
    Q_EMIT runsChanged();
}

bool TimingLab::isPaused() const { return job_ && job_->control.pause; }
bool TimingLab::isCancelling() const { return job_ && job_->control.cancel; }

void TimingLab::setPaused(bool paused) {
    if (job_ && paused != isPaused()) {
        job_->control.pause = paused;
        Q_EMIT measuringChanged();
    }
}

void TimingLab::cancel() {
    if (job_) {
        job_->control.cancel = true;
        job_->control.pause = false;
        Q_EMIT measuringChanged();
    }
}

void TimingLab::add(const QString& name, Results results) {
    runs_.push_back({name, std::make_shared<const Results>(std::move(results)), true});
    show(runs_.size() - 1);
}

void TimingLab::rename(std::size_t run, const QString& name) {
    if (!name.trimmed().isEmpty()) {
        runs_.at(run).name = name.trimmed();
    }
    Q_EMIT runsChanged();
}

void TimingLab::setKept(std::size_t run) {
    runs_.at(run).kept = true;
    Q_EMIT runsChanged();
}

bool TimingLab::remove(std::size_t run) {
    if (run >= runs_.size() || (isMeasuring() && run == measured_)) {
        return false;
    }
    runs_.erase(runs_.begin() + static_cast<std::ptrdiff_t>(run));
    measured_ -= measured_ > run ? 1 : 0;
    const auto follow = [run](std::optional<std::size_t>& index) {
        if (index == run) {
            index.reset();
        } else if (index > run) {
            index = *index - 1;
        }
    };
    follow(compared_);
    follow(shown_);
    if (!shown_ && !runs_.empty()) {
        shown_ = runs_.size() - 1;
    }
    if (compared_ == shown_) {
        compared_.reset();
    }
    Q_EMIT runsChanged();
    Q_EMIT resultsChanged();
    return true;
}

void TimingLab::show(std::size_t run) {
    if (run >= runs_.size()) {
        return;
    }
    // Nothing is compared with itself: before and after change places.
    if (compared_ == run) {
        compared_ = shown_;
    }
    shown_ = run;
    if (compared_ == shown_) {
        compared_.reset();
    }
    Q_EMIT runsChanged();
    Q_EMIT resultsChanged();
}

void TimingLab::compareWith(std::optional<std::size_t> run) {
    compared_ = run && *run < runs_.size() && run != shown_ ? run : std::nullopt;
    Q_EMIT runsChanged();
    Q_EMIT resultsChanged();
}

const Results& TimingLab::results() const {
    static const Results none;
    return shown_ ? *runs_[*shown_].results : none;
}

const Results* TimingLab::comparedResults() const { return compared_ ? runs_[*compared_].results.get() : nullptr; }

} // namespace firstfit
