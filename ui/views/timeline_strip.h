// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The run as a strip: click goes there, drag scrubs, Ctrl+wheel zooms, the menu marks and stops.
#pragma once

#include "ui/render/hatching.h"
#include "ui/render/timeline_lanes.h"
#include "ui/render/timeline_layout.h"
#include "ui/render/timeline_pyramid.h"

#include <QPixmap>
#include <QWidget>

#include <optional>
#include <vector>

class QAction;
class QMenu;
class QScrollBar;

namespace firstfit {

struct StopCondition;
struct TimelineScene;
class Workbench;

class TimelineStrip : public QWidget {
    Q_OBJECT

public:
    explicit TimelineStrip(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    /// Where everything is now.
    [[nodiscard]] TimelineLayout geometryNow() const;
    /// px per operation; 0 shows the whole run.
    void setPerOperation(double px, double keepX);
    void fit();
    /// What the tooltip says at `x`.
    [[nodiscard]] QString tipAt(double x) const;

    /// The lanes that are shown; those of a lesson at first. An empty set shows them, too.
    void setLanes(TimelineLanes lanes);
    [[nodiscard]] TimelineLanes lanes() const { return lanesShown_; }
    /// A checkable action for each lane, for menus; also in the strip's own context menu.
    [[nodiscard]] const QList<QAction*>& laneActions() const { return laneActions_; }
    /// The context menu at `at`: lanes, bookmarks, stop conditions. Owned by the caller.
    [[nodiscard]] QMenu* menuAt(QPointF at);

Q_SIGNALS:
    /// G was pressed: somebody should ask where to.
    void goToRequested();
    void zoomChanged();
    void lanesChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void takeTrace();
    void takeMore();
    void takePosition();
    void takeStops();
    void makeLaneActions();
    void showLaneActions();
    [[nodiscard]] int heightOfMoreLanes() const;
    void describe();
    void addBookmarkAction(QMenu& menu, std::uint32_t operation);
    void addStopActions(QMenu& menu, std::uint32_t operation, double y);
    void addStop(QMenu& menu, const char* id, const StopCondition& condition);
    [[nodiscard]] QString tipForMany(std::uint32_t first, std::uint32_t last) const;
    [[nodiscard]] QString tipForOne(std::uint32_t operation) const;
    [[nodiscard]] QString tipForMarks(std::uint32_t first, std::uint32_t last) const;
    void showTip(QPointF at, QPoint globalAt);
    void scrubTo(double x);
    void showScrollBar();
    void scrollTo(double px);
    void setHovered(std::optional<std::uint32_t> operation);
    [[nodiscard]] TimelineScene scene() const;
    /// The lanes in full colour, kept while nothing but the position changes.
    const QPixmap& lanes(const TimelineLayout& layout, double ratio);

    Workbench& workbench_;
    QScrollBar* scrollBar_;
    TimelinePyramid pyramid_;
    TexturePainter textures_;
    QPixmap lanes_;
    bool lanesAreOld_ = true;
    std::vector<std::uint32_t> stops_; ///< where stop conditions become true
    std::vector<double> limits_;       ///< of fragmentation
    TimelineLanes lanesShown_;
    QList<QAction*> laneActions_;
    double perOperation_ = 0; ///< 0: all of the run
    double scroll_ = 0;
    std::optional<double> panFrom_; ///< middle button: the x that is held
    std::optional<std::uint32_t> hovered_;
};

} // namespace firstfit
