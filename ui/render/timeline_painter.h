// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the timeline strip: a run, a position in it and a layout in, paint out. Knows no widget.
#pragma once

#include "ui/render/fonts.h"
#include "ui/render/hatching.h"
#include "ui/render/palette.h"
#include "ui/render/timeline_layout.h"
#include "ui/render/timeline_pyramid.h"

#include <QSet>
#include <QString>

#include <optional>
#include <set>
#include <span>

class QPainter;

namespace firstfit {

/// What the strip shows: of a part of a run, laid out for the whole, that part. The references must outlive the
/// painting.
struct TimelineScene {
    const Timeline& timeline;
    const Trace& trace;
    const TimelinePyramid& pyramid;
    const QSet<std::uint32_t>& breakpoints; ///< script lines
    Position position;                      ///< normalised
    std::uint32_t microCount = 0;           ///< of the position's operation
    std::optional<std::uint32_t> hovered{}; ///< operation under the pointer
    /// Marked by the person; null: none.
    const std::set<std::uint32_t>* bookmarks = nullptr;
    /// Where stop conditions become true, in order.
    std::span<const std::uint32_t> stops{};
    /// What the stop conditions compare fragmentation with, 0..1.
    std::span<const double> fragmentationLimits{};
};

class TimelinePainter {
public:
    TimelinePainter(const TimelineScene& scene, const TimelineLayout& layout, const Palette& palette,
                    const Fonts& fonts, TexturePainter& textures);

    /// Everything. `painter` has its origin at the strip's top left corner. O(px) however long the run.
    void paint(QPainter& painter);

    // Its parts, from back to front, so that a widget can keep what does not change.
    /// Ground, the present column's tint, and the words at the left.
    void paintGround(QPainter& painter) const;
    /// Blocks, fragmentation, failures and counts in full colour, on nothing.
    void paintLanes(QPainter& painter);
    /// Fades the lanes behind the cursor to 40 %.
    void paintVeil(QPainter& painter) const;
    /// In the present column, up to the cursor: the heap as it still is, for its operation is not done.
    void paintUnfinished(QPainter& painter);
    void paintChips(QPainter& painter);
    void paintMarks(QPainter& painter) const;
    /// A line under the pointer, where columns are too narrow for a frame around a chip.
    void paintHover(QPainter& painter) const;
    void paintCursor(QPainter& painter) const;

    /// Where the present ends and the future begins.
    [[nodiscard]] double cursorX() const;
    /// How much of the future's colour is left.
    static constexpr float futureOpacity = 0.4F;

private:
    /// A column or a px of the lanes.
    struct Segment {
        double left = 0, right = 0;
        StretchFigures figures;
    };
    /// The operations in view of which there is something to show; first > last if none.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> shown() const;
    [[nodiscard]] std::vector<Segment> segments() const;
    [[nodiscard]] bool showsChips() const { return layout_.hasChips() && !layout_.chips().isEmpty(); }
    [[nodiscard]] bool isUnfinished() const;
    struct LaneWords {
        QString name;
        QString shortName; ///< where the scale must stand in the same line; empty: the scale is left out there
        QString scale;
    };
    void paintLabels(QPainter& painter) const;
    void paintLaneWords(QPainter& painter, TimelineLane which, const LaneWords& lane) const;
    /// Right-aligned left of the chart, `before` px away from where words end.
    void paintWords(QPainter& painter, const QRectF& place, double px, const QColor& ink, const QString& text,
                    double before = 0) const;
    void paintFigures(QPainter& painter, const std::vector<Segment>& segments);
    void paintBlocks(QPainter& painter, const std::vector<Segment>& segments);
    void paintFragmentation(QPainter& painter, const std::vector<Segment>& segments) const;
    void paintFailures(QPainter& painter, const std::vector<Segment>& segments) const;
    void paintCounts(QPainter& painter, TimelineLane lane, const std::vector<Segment>& segments) const;
    void paintToCome(QPainter& painter) const;
    void paintAxis(QPainter& painter) const;
    void paintNotes(QPainter& painter) const;
    void paintStops(QPainter& painter) const;
    void paintBookmarks(QPainter& painter) const;
    void paintLimits(QPainter& painter) const;
    /// How high a lane of counts reaches.
    [[nodiscard]] double mostOf(TimelineLane lane) const;
    void paintChip(QPainter& painter, std::uint32_t n);

    const TimelineScene& scene_;
    const TimelineLayout& layout_;
    const Palette& palette_;
    const Fonts& fonts_;
    TexturePainter& textures_; ///< keeps its tiles from frame to frame
};

} // namespace firstfit
