// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the person marked in a run: where play stops, bookmarks, chunks that are pointed out, what colours mean.
#include "ui/workbench_data.h"

namespace firstfit {

namespace {

QString stopWords(const StopCondition& condition) {
    return Workbench::tr("stopped: %1").arg(QString::fromStdString(describe(condition)));
}

} // namespace

void Workbench::setBreakpoint(std::uint32_t line, bool on) {
    QSet<std::uint32_t>& lines = data_->player.breakpoints;
    if (lines.contains(line) == on) {
        return;
    }
    if (on) {
        lines.insert(line);
    } else {
        lines.remove(line);
    }
    Q_EMIT breakpointsChanged();
}

const QSet<std::uint32_t>& Workbench::breakpoints() const { return data_->player.breakpoints; }

void Workbench::setStopConditions(std::vector<StopCondition> conditions) {
    if (conditions == data_->stopConditions) {
        return;
    }
    data_->stopConditions = std::move(conditions);
    data_->lookAhead();
    Q_EMIT stopConditionsChanged();
}

const std::vector<StopCondition>& Workbench::stopConditions() const { return data_->stopConditions; }

OperationIndex Workbench::Data::lastDone() const {
    const std::uint32_t here = run.position.operation.value;
    return OperationIndex{here == 0 || atOperationEnd() ? here : here - 1};
}

void Workbench::Data::lookAhead() {
    player.stopAhead.reset();
    if (!player.isPlaying() || stopConditions.empty()) {
        return;
    }
    if (const auto stop = next_stop(run.timeline, run.trace, stopConditions, lastDone())) {
        player.stopAhead = {stop->operation, stopWords(stopConditions[stop->condition])};
    }
}

bool Workbench::goToNextStop(int direction) {
    const OperationIndex from = direction > 0 ? data_->lastDone() : position().operation;
    const auto stop = next_stop(timeline(), trace(), data_->stopConditions, from, direction);
    if (!stop) {
        return false;
    }
    goTo(Position::after(stop->operation));
    Q_EMIT stopped(stopWords(data_->stopConditions[stop->condition]));
    return true;
}

void Workbench::toggleBookmark(OperationIndex operation) {
    if (operation.value > timeline().size().value) {
        return;
    }
    if (data_->bookmarks.erase(operation.value) == 0) {
        data_->bookmarks.insert(operation.value);
    }
    Q_EMIT bookmarksChanged();
}

const std::set<std::uint32_t>& Workbench::bookmarks() const { return data_->bookmarks; }

void Workbench::Data::forgetMarks() {
    q.highlightSite(std::nullopt);
    if (!bookmarks.empty()) {
        bookmarks.clear();
        Q_EMIT q.bookmarksChanged();
    }
}

bool Workbench::goToNextBookmark(int direction) {
    const std::set<std::uint32_t>& all = data_->bookmarks;
    const std::uint32_t here = position().operation.value;
    // Inside an operation its end still lies ahead.
    const auto behind = data_->atOperationEnd() ? all.upper_bound(here) : all.lower_bound(here);
    const auto before = all.lower_bound(here);
    if (direction > 0 ? behind == all.end() : before == all.begin()) {
        return false;
    }
    goTo(Position::after(OperationIndex{direction > 0 ? *behind : *std::prev(before)}));
    return true;
}

void Workbench::highlightChunks(std::optional<std::pair<std::uint32_t, std::uint32_t>> lengths) {
    if (lengths != data_->highlighted) {
        data_->highlighted = lengths;
        Q_EMIT highlightChanged();
    }
}

std::optional<std::pair<std::uint32_t, std::uint32_t>> Workbench::highlightedChunks() const {
    return data_->highlighted;
}

void Workbench::highlightSite(std::optional<CallSiteId> site) {
    if (site != data_->highlightedSite) {
        data_->highlightedSite = site;
        Q_EMIT highlightChanged();
    }
}

std::optional<CallSiteId> Workbench::highlightedSite() const { return data_->highlightedSite; }

void Workbench::setColouring(Colouring colouring) {
    if (colouring != data_->colouring) {
        data_->colouring = colouring;
        Q_EMIT colouringChanged();
    }
}

Colouring Workbench::colouring() const { return data_->colouring; }

} // namespace firstfit
