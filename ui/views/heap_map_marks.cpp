// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the heap map marks: the position's scan, the selection, colours and chunks that are pointed out.
#include "allocator/replay/free_histogram.h"
#include "ui/render/picture.h"
#include "ui/render/theme.h"
#include "ui/views/heap_footer.h"
#include "ui/views/heap_map.h"
#include "ui/views/heap_words.h"
#include "ui/views/minimap.h"
#include "ui/workbench.h"

#include <QStyle>

namespace firstfit {

namespace {

constexpr double slowSpeed = 4; ///< steps per second above which nothing moves

} // namespace

void HeapMap::updateMarks() {
    marks_ = marksAt(bench_.timeline(), bench_.trace(), bench_.position(), bench_.explanation(), bench_.snapshot());
    marks_.selected = bench_.selectedBlock();
    marks_.hovered = bench_.hoveredBlock();
    marks_.focused = hasFocus() ? focused_ : std::nullopt;
    if (readOnly_) {
        addAnalysis();
    }
    motion_.apply(marks_);
    const HeapPicture picture{bench_.snapshot(), layout_, paletteOf(*this), marks_};
    footer_->setContent(HeapPainter::footerOf(picture), layout_.left * scale_);
    minimap_->setMarks(marks_.lit, marks_.colouring);
    minimap_->setMark(marks_.callout ? std::optional(marks_.callout->block) : std::nullopt);
}

bool HeapMap::hasClasses() const {
    return readOnly_ && (bench_.colouring() != Colouring::order || bench_.highlightedSite());
}

/// What the allocations' colours stand for: one call site that was pointed out, else what was chosen.
MapColouring HeapMap::colouringNow() {
    const Snapshot& snapshot = bench_.snapshot();
    const auto site = bench_.highlightedSite();
    if (!siteColours_ && (site || bench_.colouring() == Colouring::callSite)) {
        siteColours_ = std::make_unique<SiteColours>(bench_.trace());
    }
    if (site) {
        return colouringOfOneSite(snapshot, bench_.trace(), *siteColours_, *site);
    }
    switch (bench_.colouring()) {
    case Colouring::order:
        break;
    case Colouring::callSite:
        return colouringBySite(snapshot, bench_.trace(), *siteColours_);
    case Colouring::size:
        return colouringBySize(snapshot);
    case Colouring::age:
        return colouringByAge(snapshot, bench_.position().operation);
    }
    return {};
}

/// What a map to look at shows besides: colours by class, chunks that are lit, words for what is selected.
void HeapMap::addAnalysis() {
    const Snapshot& snapshot = bench_.snapshot();
    marks_.colouring = colouringNow();
    const OperationIndex now = bench_.position().operation;
    const bool failed = now.value != 0 && bench_.timeline().failed(now);
    if (!marks_.insideOperation && !failed) {
        // Nothing is looked for any more: chunks are compared with one another. Freeing what never got memory counts
        // as nothing here, too.
        marks_.sentence.clear();
        marks_.request = 0;
        marks_.callout.reset();
    }
    if (const auto lengths = bench_.highlightedChunks()) {
        marks_.lit = LengthRange{lengths->first, lengths->second};
        marks_.sentence = litSentence(snapshot, *marks_.lit);
    }
    if (marks_.selected && marks_.selected->value < layout_.blocks) {
        marks_.callout = calloutOf(snapshot, *marks_.selected, marks_.request, bench_.trace());
    }
}

void HeapMap::setReadOnly(bool readOnly) {
    if (readOnly_ != readOnly) {
        readOnly_ = readOnly;
        relayout();
    }
}

/// The legend may have become a line longer or shorter.
void HeapMap::colouringChanged() {
    if (!readOnly_) {
        return;
    }
    if (hasClasses() != hadClasses_) {
        hadClasses_ = hasClasses();
        relayout();
        return;
    }
    updateMarks();
    viewport()->update();
}

/// Motion is for a single step at a pace that an eye can follow, and only where the desktop wants any.
bool HeapMap::mayMove(Position from, Position to) const {
    if (style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) <= 0 || !isVisible() ||
        (bench_.isPlaying() && bench_.speed() > slowSpeed)) {
        return false;
    }
    const Timeline& timeline = bench_.timeline();
    const std::uint32_t farthest = std::max(from.operation.value, to.operation.value);
    // A jump is no step; to ask the timeline about both of its ends takes its time in a long run.
    if (from.operation.value > timeline.size().value ||
        farthest - std::min(from.operation.value, to.operation.value) > 1) {
        return false;
    }
    // Only in the direction of the step, for the same reason.
    const bool back = to.operation < from.operation || (to.operation == from.operation && to.micro < from.micro);
    return back ? to == timeline.previous_micro(from) || to == timeline.previous_operation(from)
                : to == timeline.next_micro(from) || to == timeline.next_operation(from);
}

void HeapMap::positionChanged() {
    const Snapshot& now = bench_.snapshot();
    const Scan& scan = bench_.explanation().scan;
    const ShownHands hands{scan.prev, scan.curr};
    const bool sameHeap = now.geometry() == shown_.geometry();
    if (sameHeap && mayMove(shownPosition_, bench_.position())) {
        motion_.start(shown_, shownHands_, now, hands);
    } else {
        motion_.stop();
    }
    shown_ = now;
    shownHands_ = hands;
    shownPosition_ = bench_.position();
    if (!sameHeap) {
        relayout();
    }
    minimap_->setHeap(now, layout_.blocksPerRow);
    updateMarks();
    // A map to look at stays where it is while the run rushes by.
    const bool rushes = readOnly_ && bench_.isPlaying() && bench_.speed() > slowSpeed;
    if (const auto block = pointOfInterest(); block && isVisible() && !rushes) {
        ensureVisible(*block);
    }
    viewport()->update();
}

/// What the last step was about: curr, else what it wrote, else what the operation worked on.
std::optional<BlockIndex> HeapMap::pointOfInterest() const {
    const Scan& scan = bench_.explanation().scan;
    const std::uint32_t base = bench_.geometry().blocks.value;
    if (readOnly_ && marks_.request > 0 && marks_.callout) {
        return marks_.callout->block;
    }
    if (!scan.changed.empty() && scan.changed.front().value < base) {
        return scan.changed.front();
    }
    if (scan.curr && scan.curr->value < base) {
        return scan.curr;
    }
    const OperationIndex operation = bench_.position().operation;
    if (operation.value > 0 && !marks_.insideOperation) {
        const Outcome& outcome = bench_.timeline().outcome(operation);
        if (outcome.ok() && outcome.index.value < base) {
            return outcome.index;
        }
    }
    return std::nullopt;
}

void HeapMap::selectionChanged() {
    if (readOnly_) {
        updateMarks(); // with the words for it
    }
    marks_.selected = bench_.selectedBlock();
    if (marks_.selected && !selecting_) {
        ensureVisible(*marks_.selected);
    }
    viewport()->update();
}

} // namespace firstfit
