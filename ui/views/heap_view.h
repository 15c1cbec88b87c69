// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The middle of the window: what is asked for, the heap map, and what to do when there is nothing to show yet.
//
//   +----------------------------------------------------------------+
//   | k = malloc(30)  30 bytes round up to 8 blocks  78 px  - + Fit  |   or the banner of a request that failed
//   +----------------------------------------------------------------+
//   | HeapMap                                                        |
//   +----------------------------------------------------------------+
#pragma once

#include <QWidget>

#include <cstdint>

namespace firstfit {

class HeapBanner;
class HeapHeader;
class HeapMap;
class HeapWelcome;
class Workbench;

/// What stands above the map.
enum class HeapHeading : std::uint8_t {
    request, ///< the call and what it asks for, or the banner of its failure: to learn from
    place,   ///< "Heap  65,535 blocks of 8 bytes · 128 blocks to a row · after operation 873,433": to look around in
};

class HeapView : public QWidget {
    Q_OBJECT

public:
    explicit HeapView(Workbench& bench, QWidget* parent = nullptr);

    [[nodiscard]] HeapMap& map() const { return *map_; }
    void zoomIn();
    void zoomOut();
    void fit();
    /// `request` at first. With `place` there is neither a banner nor the card of an empty heap.
    void setHeading(HeapHeading heading);

Q_SIGNALS:
    void firstLessonRequested();
    void openRequested();
    void allocateByHandRequested();
    void goToRequested();
    /// Show this line of the script.
    void lineRequested(quint32 line);
    /// Something could not be done, with the sentence that says why.
    void refused(const QString& sentence);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void showPosition();
    void showPlace();
    void arrange();

    Workbench& bench_;
    HeapHeader* header_;
    HeapBanner* banner_;
    HeapMap* map_;
    HeapWelcome* welcome_;
    HeapHeading heading_ = HeapHeading::request;
    bool welcomes_ = false; ///< nothing has happened yet: the card is shown
};

} // namespace firstfit
