// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole heap beside the map: the same rows, a pixel line each, with a frame around what the map shows.
#pragma once

#include "allocator/heap/snapshot.h"
#include "ui/render/coverage.h"

#include <QImage>
#include <QWidget>

#include <optional>

namespace firstfit {

class Minimap : public QWidget {
    Q_OBJECT

public:
    static constexpr int wanted = 84; ///< px of width at scale 1: gap, triangle, map, edge

    explicit Minimap(QWidget* parent = nullptr);

    /// The heap and how long its rows are on the map.
    void setHeap(const Snapshot& snapshot, std::uint32_t blocksPerRow);
    /// The part of the rows in view, 0..1 from the first row's top to the last one's bottom.
    void setView(double from, double to);
    /// Chunks of these lengths are pointed out.
    /// Free chunks that are pointed out, and what the colours of allocations stand for.
    void setMarks(std::optional<LengthRange> lit, const MapColouring& colouring);
    /// The chunk that the triangle points at.
    void setMark(std::optional<BlockIndex> block);

Q_SIGNALS:
    /// Show this height (0..1 of all rows) in the middle of the map.
    void wentTo(double centre);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QRectF mapRect() const;
    void goTo(const QMouseEvent& event);
    const QImage& image();

    Snapshot snapshot_;
    std::uint32_t blocksPerRow_ = 1;
    std::uint32_t rows_ = 1;
    double from_ = 0;
    double to_ = 1;
    double grip_ = 0; ///< where the frame was taken hold of, from its centre, 0..1
    std::optional<BlockIndex> mark_;
    std::optional<LengthRange> lit_;
    MapColouring colouring_;
    QImage image_; ///< null: to be made
};

} // namespace firstfit
