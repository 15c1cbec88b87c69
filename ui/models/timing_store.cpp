// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timing_store.h"

#include <algorithm>
#include <set>

namespace firstfit {

namespace {

bool hasFigures(const Results& results) {
    return std::ranges::any_of(results.cells, [](const Cell& cell) { return cell.summary.count > 0; });
}

} // namespace

TimingStore::TimingStore(TimingLab& lab, const QString& folder, Limits limits, QObject* parent)
    : QObject(parent), lab_(lab), folder_(folder), limits_(limits) {
    thread_.setMaxThreadCount(1);
    connect(&lab_, &TimingLab::runsChanged, this, &TimingStore::follow);
}

TimingStore::~TimingStore() {
    ending_ = true;
    thread_.waitForDone();
    if (const auto measured = lab_.measured(); measured && hasFigures(*lab_.runs()[*measured].results)) {
        const TimingLab::Run& run = lab_.runs()[*measured];
        Results soFar = *run.results;
        soFar.cancelled = true;
        static_cast<void>(folder_.write(folder_.newFile(), run.name, soFar));
    }
}

void TimingStore::load() {
    if (std::exchange(asked_, true)) {
        return;
    }
    thread_.start([this, folder = folder_] {
        auto contents = std::make_shared<TimingRunFolder::Contents>(folder.read(ending_));
        QMetaObject::invokeMethod(
            this, [this, contents] { take(std::move(*contents)); }, Qt::QueuedConnection);
    });
}

void TimingStore::take(TimingRunFolder::Contents contents) {
    // A run that was written meanwhile is there already.
    std::erase_if(contents.runs, [this](const TimingRunFolder::Kept& kept) {
        return std::ranges::any_of(entries_, [&](const auto& each) { return each.second.file == kept.file; });
    });
    // The lab tells of what it is given before it returns.
    disconnect(&lab_, &TimingLab::runsChanged, this, &TimingStore::follow);
    std::vector<TimingRunFolder::Kept> others;
    for (TimingRunFolder::Kept& kept : contents.runs) {
        if (const auto same = lab_.find(*kept.results)) {
            adopt(*same, kept);
        } else {
            others.push_back(std::move(kept));
        }
    }
    std::vector<TimingLab::Run> runs;
    for (const TimingRunFolder::Kept& kept : others) {
        runs.push_back({kept.name.isEmpty() ? tr("a run") : kept.name, kept.results, true, 0});
    }
    lab_.restore(std::move(runs));
    for (std::size_t i = 0; i < others.size(); ++i) {
        const TimingLab::Run& run = lab_.runs()[i];
        entries_[run.id] = {others[i].file, run.name, others[i].bytes, true};
    }
    connect(&lab_, &TimingLab::runsChanged, this, &TimingStore::follow);
    follow();
    if (!contents.unread.empty()) {
        QString detail;
        for (const TimingRunFolder::Unread& each : contents.unread) {
            detail += (detail.isEmpty() ? QString() : QStringLiteral("\n")) + each.why;
        }
        Q_EMIT said(contents.unread.size() == 1
                        ? tr("A run that was kept cannot be read")
                        : tr("%1 runs that were kept cannot be read").arg(contents.unread.size()),
                    tr("Nothing was changed: what is there stays in %1.").arg(folder_.path()), detail);
    }
    Q_EMIT loaded();
}

/// The lab has that run already, opened from a file of somebody's before these were read.
void TimingStore::adopt(std::size_t run, const TimingRunFolder::Kept& kept) {
    if (!kept.name.isEmpty()) {
        lab_.setName(run, kept.name);
    }
    lab_.setKept(run);
    Entry& entry = entries_[lab_.runs()[run].id];
    if (!entry.file.isEmpty()) {
        thread_.start([folder = folder_, file = entry.file] { folder.remove(file); });
    }
    entry = {kept.file, lab_.runs()[run].name, kept.bytes, true};
}

void TimingStore::follow() {
    std::set<quint64> here;
    for (std::size_t i = 0; i < lab_.runs().size(); ++i) {
        const TimingLab::Run& run = lab_.runs()[i];
        here.insert(run.id);
        if (lab_.measured() == i || !hasFigures(*run.results)) {
            continue;
        }
        Entry& entry = entries_[run.id];
        // Whoever gives a run a name wants it.
        if (!entry.wanted || entry.name != run.name) {
            entry.wanted = true;
            entry.name = run.name;
            write(run.id, run);
        }
    }
    for (auto& [id, entry] : entries_) {
        if (entry.wanted && !here.contains(id)) {
            entry.wanted = false;
            entry.bytes = 0;
            thread_.start([folder = folder_, file = entry.file] { folder.remove(file); });
        }
    }
}

void TimingStore::write(quint64 id, const TimingLab::Run& run) {
    Entry& entry = entries_[id];
    if (entry.file.isEmpty()) {
        entry.file = folder_.newFile();
    }
    thread_.start([this, folder = folder_, file = entry.file, name = run.name, results = run.results, id] {
        const auto outcome = folder.write(file, name, *results);
        QMetaObject::invokeMethod(
            this, [this, id, outcome] { written(id, outcome); }, Qt::QueuedConnection);
    });
}

void TimingStore::written(quint64 id, const std::variant<qint64, QString>& outcome) {
    Entry& entry = entries_[id];
    if (!entry.wanted) {
        return; // removed since: its file, too
    }
    if (const auto* problem = std::get_if<QString>(&outcome)) {
        mark(id, false);
        Q_EMIT said(tr("“%1” is not kept").arg(entry.name),
                    tr("It will be gone when the program ends. Save it to a file of yours."), *problem);
        return;
    }
    entry.bytes = std::get<qint64>(outcome);
    mark(id, true);
    makeRoom(id);
}

/// What goes first: runs that nobody named, then the oldest. The end: nothing but the newest is left.
std::map<quint64, TimingStore::Entry>::iterator TimingStore::leastWanted(quint64 newest) {
    auto found = entries_.end();
    for (auto each = entries_.begin(); each != entries_.end(); ++each) {
        if (each->second.bytes == 0 || each->first == newest) {
            continue;
        }
        const auto rank = [](const Entry& entry) {
            return std::pair(!TimingLab::isDefaultName(entry.name), entry.file);
        };
        if (found == entries_.end() || rank(each->second) < rank(found->second)) {
            found = each;
        }
    }
    return found;
}

void TimingStore::makeRoom(quint64 newest) {
    QStringList gone;
    const auto isTooMuch = [this] {
        qint64 bytes = 0;
        std::size_t runs = 0;
        for (const auto& [id, entry] : entries_) {
            bytes += entry.bytes;
            runs += entry.bytes > 0 ? 1 : 0;
        }
        return bytes > limits_.bytes || runs > limits_.runs;
    };
    const auto drop = [&](quint64 id) {
        Entry& entry = entries_[id];
        gone << entry.name;
        entry.bytes = 0;
        thread_.start([folder = folder_, file = entry.file] { folder.remove(file); });
        mark(id, false);
    };
    // One that is too much by itself does not drive out the others for nothing.
    if (entries_[newest].bytes > limits_.bytes) {
        drop(newest);
    }
    while (isTooMuch()) {
        const auto least = leastWanted(newest);
        drop(least == entries_.end() ? newest : least->first);
    }
    if (!gone.isEmpty()) {
        Q_EMIT said(tr("There is no more room for: %1").arg(gone.join(tr(", "))),
                    tr("At most %1 runs in %2 MB are kept. Until the program ends these are still here and can be "
                       "saved to a file.")
                        .arg(limits_.runs)
                        .arg(limits_.bytes >> 20),
                    QString());
    }
}

void TimingStore::mark(quint64 id, bool kept) {
    const auto& runs = lab_.runs();
    const auto run = std::ranges::find(runs, id, &TimingLab::Run::id);
    if (run != runs.end()) {
        lab_.setKept(static_cast<std::size_t>(run - runs.begin()), kept);
    }
}

} // namespace firstfit
