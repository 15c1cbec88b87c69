// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The heap on the screen: the workbench's snapshot, zoomed, scrolled, pointed at.
//
//   +--------------------------------+----------+
//   | viewport: the painted rows     | minimap  |
//   +--------------------------------+----------+
//   | legend                                    |
//   +-------------------------------------------+
#pragma once

#include "ui/render/heap_layout.h"
#include "ui/render/heap_painter.h"
#include "ui/views/heap_motion.h"

#include <QAbstractScrollArea>

#include <functional>
#include <memory>

class QMenu;

namespace firstfit {

struct BlockWords;
class HeapFooter;
class Minimap;
class Workbench;

class HeapMap : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit HeapMap(Workbench& bench, QWidget* parent = nullptr);
    ~HeapMap() override;

    /// px per block in the units of the rules, as painted.
    [[nodiscard]] double pixelsPerBlock() const { return layout_.pixelsPerBlock; }
    /// Zooms, keeping the row at `anchor` (in viewport coordinates) where it is; without one, the first visible row.
    void setPixelsPerBlock(double px, std::optional<QPointF> anchor = std::nullopt);
    void zoomIn();
    void zoomOut();
    /// As large as the whole heap fits, and so again whenever the room or the heap changes.
    void fit();
    [[nodiscard]] bool isFitting() const { return fitting_; }

    /// A map to look at: nothing on it frees or resizes; its menu sets stops instead. Not so at first.
    /// Such a map also shows the workbench's colouring and the chunks that it points out.
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const { return readOnly_; }
    /// The strip below the map; shown at first.
    void setLegendShown(bool shown);
    /// px of height that the heap needs when it is fitted into so much room; at most `room.height()`.
    [[nodiscard]] int fittedHeight(QSize room) const;

    [[nodiscard]] const HeapLayout& heapLayout() const { return layout_; }
    [[nodiscard]] const HeapMarks& marks() const { return marks_; }
    /// The run that the keyboard is at; nothing before the first Tab.
    [[nodiscard]] std::optional<BlockIndex> focusedBlock() const { return focused_; }
    /// Where a block is painted, in viewport coordinates; for index L the base header.
    [[nodiscard]] QRectF blockRect(BlockIndex block) const;
    /// The block at a viewport position, L for the base header.
    [[nodiscard]] std::optional<BlockIndex> blockAt(QPointF position) const;
    /// Scrolls as little as brings a block into view.
    void ensureVisible(BlockIndex block);
    /// The menu for a block, or for the map alone. Owned by the caller.
    [[nodiscard]] QMenu* menuFor(std::optional<BlockIndex> block);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void zoomChanged();
    /// G: ask where to go.
    void goToRequested();
    /// Show this line of the script.
    void lineRequested(quint32 line);
    /// Something could not be done, with the sentence that says why.
    void refused(const QString& sentence);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void positionChanged();
    void selectionChanged();
    void colouringChanged();
    void updateMarks();
    void addAnalysis();
    [[nodiscard]] bool hasClasses() const;
    [[nodiscard]] MapColouring colouringNow();
    [[nodiscard]] BlockWords wordsAt(BlockIndex block) const;
    void relayout();
    void choose();
    void arrange();
    [[nodiscard]] int barWidth() const;
    [[nodiscard]] int stripHeight(Detail detail) const;
    void updateBars();
    void updateMinimapView();
    void keepRow(BlockIndex block, double y);
    [[nodiscard]] QSizeF room() const;
    [[nodiscard]] QPointF toContent(QPointF position) const;
    [[nodiscard]] bool mayMove(Position from, Position to) const;
    [[nodiscard]] std::optional<BlockIndex> pointOfInterest() const;
    void setFocused(std::optional<BlockIndex> block);
    [[nodiscard]] std::optional<BlockIndex> neighbour(bool next) const;
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> walkedBlocks() const;
    void free(BlockIndex block);
    void copyAddress(BlockIndex block);
    void askForSize(const QString& title, const QString& label, double least, double most, double value,
                    const std::function<QString(std::uint64_t)>& act);
    void addAllocationActions(QMenu& menu, const Run& run);
    void addPlaceActions(QMenu& menu, BlockIndex block);
    void addOriginActions(QMenu& menu, const LiveAllocation& allocation);
    void addStopActions(QMenu& menu, BlockIndex block);
    void addColouringActions(QMenu& menu);
    void addZoomActions(QMenu& menu);
    void report(const QString& sentence);
    bool handleMoveKey(QKeyEvent& event);
    bool handleZoomKey(const QKeyEvent& event);

    Workbench& bench_;
    std::unique_ptr<HeapPainter> painter_;
    HeapLayout layout_;
    HeapMarks marks_;
    HeapMotion motion_;
    Minimap* minimap_;
    HeapFooter* footer_;
    Snapshot shown_; ///< of the last picture, where motion starts from
    ShownHands shownHands_;
    Position shownPosition_{};
    double scale_ = 1;                     ///< px per unit: how much larger than 13 px the person wants text
    double zoom_ = HeapLayout::largestFit; ///< px per block as asked for, before snapping
    bool fitting_ = true;
    bool legendShown_ = true;
    bool layingOut_ = false;
    bool withBar_ = false;
    bool withMinimap_ = false;
    bool dragging_ = false;
    bool selecting_ = false; ///< the selection changes because of us: no need to scroll
    bool readOnly_ = false;
    bool hadClasses_ = false;
    std::unique_ptr<SiteColours> siteColours_; ///< of the run; made when they are asked for
    bool tabLeaves_ = false;                   ///< after Escape
    QPoint dragFrom_;
    std::optional<BlockIndex> focused_;
    bool isPart_ = false; ///< of a run that is still being replayed
};

} // namespace firstfit
