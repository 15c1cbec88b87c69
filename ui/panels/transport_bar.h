// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The toolbar: files, moving in time, speed, the shape of the heap.
#pragma once

#include "ui/panels/transport_actions.h"

#include <QToolBar>

class QMenu;
class QToolButton;

namespace firstfit {

class PlacementFields;
class PositionReadout;
class ShapeFields;
class SpeedSlider;

class TransportBar : public QToolBar {
    Q_OBJECT

public:
    explicit TransportBar(Workbench& workbench, QWidget* parent = nullptr);

    // Files: the main window connects them.
    [[nodiscard]] QAction* openAction() const { return open_; }
    [[nodiscard]] QAction* saveAction() const { return save_; }
    [[nodiscard]] QAction* recordAction() const { return record_; }
    [[nodiscard]] QAction* exportAction() const { return export_; }
    /// Moving in time: connected already.
    [[nodiscard]] const TransportActions& transport() const { return *actions_; }

    [[nodiscard]] PositionReadout* readout() const { return readout_; }
    [[nodiscard]] SpeedSlider* speed() const { return speed_; }
    [[nodiscard]] ShapeFields* shape() const { return shape_; }
    [[nodiscard]] PlacementFields* placement() const { return placement_; }
    /// Are policy and base address in the menu of the "Heap" button?
    [[nodiscard]] bool isNarrow() const { return narrow_; }
    [[nodiscard]] QToolButton* heapButton() const { return heapButton_; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void addButton(QAction* action);
    void setNarrow(bool narrow);

    Workbench& workbench_;
    QAction* open_;
    QAction* save_;
    QAction* record_;
    QAction* export_;
    TransportActions* actions_;
    PositionReadout* readout_;
    SpeedSlider* speed_;
    ShapeFields* shape_;
    PlacementFields* placement_;
    QWidget* placementSlot_; ///< where the fields stand while there is room
    QWidget* menuSlot_;      ///< where they stand while there is none
    QMenu* heapMenu_;
    QToolButton* heapButton_;
    QAction* placementAction_ = nullptr;
    QAction* heapAction_ = nullptr;
    QAction* cancelShown_ = nullptr;
    bool narrow_ = false;
};

} // namespace firstfit
