// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench_timing.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace firstfit {

namespace {

/// The number in "Run 3"; 0 in a name that somebody gave.
int numberIn(const QString& name) {
    const QString pattern = TimingLab::tr("Run %1");
    const qsizetype at = pattern.indexOf(QStringLiteral("%1"));
    const int number = name.mid(at, name.size() - pattern.size() + 2).toInt();
    return number > 0 && pattern.arg(number) == name ? number : 0;
}

} // namespace

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

/// Commands know runs by their ids: their places change.
class TimingLab::Removal : public QUndoCommand {
public:
    Removal(TimingLab& lab, std::size_t at)
        : QUndoCommand(tr("removing “%1”").arg(lab.runs_[at].name)), lab_(lab), at_(at), id_(lab.runs_[at].id) {}
    void redo() override {
        if (const auto now = lab_.indexOf(id_)) {
            at_ = *now;
            removed_ = lab_.takeOut(at_);
        }
    }
    void undo() override { lab_.insert(at_, removed_); }

private:
    TimingLab& lab_;
    std::size_t at_;
    quint64 id_;
    Run removed_;
};

class TimingLab::Renaming : public QUndoCommand {
public:
    Renaming(TimingLab& lab, std::size_t run, const QString& name)
        : QUndoCommand(tr("renaming “%1”").arg(lab.runs_[run].name)), lab_(lab), id_(lab.runs_[run].id), other_(name) {}
    void redo() override {
        if (const auto run = lab_.indexOf(id_)) {
            std::swap(lab_.runs_[*run].name, other_);
            Q_EMIT lab_.runsChanged();
        }
    }
    void undo() override { redo(); }

private:
    TimingLab& lab_;
    quint64 id_;
    QString other_;
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
    runs_.push_back({tr("Run %1").arg(++counted_), std::make_shared<const Results>(), false, ++ids_});
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

std::optional<std::size_t> TimingLab::measured() const { return job_ ? std::optional(measured_) : std::nullopt; }

std::optional<std::size_t> TimingLab::indexOf(quint64 id) const {
    const auto found = std::ranges::find(runs_, id, &Run::id);
    return found == runs_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - runs_.begin()));
}

void TimingLab::add(const QString& name, Results results) {
    counted_ = std::max(counted_, numberIn(name));
    runs_.push_back({name, std::make_shared<const Results>(std::move(results)), false, ++ids_});
    show(runs_.size() - 1);
}

void TimingLab::restore(std::vector<Run> runs) {
    if (runs.empty()) {
        return;
    }
    for (Run& run : runs) {
        run.id = ++ids_;
        counted_ = std::max(counted_, numberIn(run.name));
    }
    shiftFrom(0, runs.size());
    runs_.insert(runs_.begin(), std::make_move_iterator(runs.begin()), std::make_move_iterator(runs.end()));
    shown_ = shown_.value_or(runs_.size() - 1);
    Q_EMIT runsChanged();
    Q_EMIT resultsChanged();
}

bool TimingLab::isDefaultName(const QString& name) { return numberIn(name) > 0; }

void TimingLab::rename(std::size_t run, const QString& name) {
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty() || trimmed == runs_.at(run).name) {
        Q_EMIT runsChanged(); // whoever shows it shows something else
        return;
    }
    undo_.push(new Renaming(*this, run, trimmed));
}

void TimingLab::setName(std::size_t run, const QString& name) {
    if (runs_.at(run).name != name) {
        runs_[run].name = name;
        Q_EMIT runsChanged();
    }
}

std::optional<std::size_t> TimingLab::find(const Results& results) const {
    const auto same = std::ranges::find_if(runs_, [&results](const Run& run) {
        return !results.started.empty() && run.results->started == results.started &&
               run.results->seconds == results.seconds && run.results->cells.size() == results.cells.size();
    });
    return same == runs_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(same - runs_.begin()));
}

void TimingLab::setKept(std::size_t run, bool kept) {
    if (runs_.at(run).kept != kept) {
        runs_[run].kept = kept;
        Q_EMIT runsChanged();
    }
}

bool TimingLab::remove(std::size_t run) {
    if (run >= runs_.size() || measured() == run) {
        return false;
    }
    undo_.push(new Removal(*this, run));
    return true;
}

/// Runs from there on get places `by` further on.
void TimingLab::shiftFrom(std::size_t at, std::size_t by) {
    measured_ += measured_ >= at ? by : 0;
    for (std::optional<std::size_t>* index : {&shown_, &compared_}) {
        if (*index && **index >= at) {
            **index += by;
        }
    }
}

void TimingLab::insert(std::size_t at, Run run) {
    const std::size_t place = std::min(at, runs_.size());
    shiftFrom(place, 1);
    runs_.insert(runs_.begin() + static_cast<std::ptrdiff_t>(place), std::move(run));
    show(place);
}

TimingLab::Run TimingLab::takeOut(std::size_t run) {
    Run taken = std::move(runs_[run]);
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
        shown_ = std::min(run, runs_.size() - 1); // its neighbour
    }
    if (compared_ == shown_) {
        compared_.reset();
    }
    Q_EMIT runsChanged();
    Q_EMIT resultsChanged();
    return taken;
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
