// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the modes with panels have in common: docks around something, a layout that is remembered, and the way back
// to how it was drawn.
#pragma once

#include <QByteArray>
#include <QList>
#include <QMainWindow>

namespace firstfit {

class Panel;
class PanelDock;

class DockRoom : public QMainWindow {
    Q_OBJECT

public:
    /// In the order in which they were added.
    [[nodiscard]] const QList<PanelDock*>& docks() const { return docks_; }

    /// The layout as a value, and back. A layout of another version is refused when the room is first shown: the
    /// sizes of docks mean nothing before.
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray& state) { pendingState_ = state; }
    /// Every panel where it belongs.
    void resetLayout();
    /// Makes a panel visible and gives it the focus.
    void bringUp(Panel& panel);

protected:
    /// `name` tells the rooms apart in saved layouts. Raise `layoutVersion` when panels come or go: a layout saved
    /// before is then not restored.
    DockRoom(const QString& name, int layoutVersion, QWidget* parent);

    /// Puts `panel` into a dock in `area`, where resetLayout() brings it back to.
    void addPanel(Panel* panel, Qt::DockWidgetArea area);
    /// Tabs and sizes as drawn. Called when every dock is in its area.
    virtual void arrange() = 0;

    void showEvent(QShowEvent* event) override;

private:
    QList<PanelDock*> docks_;
    QList<Qt::DockWidgetArea> areas_; ///< of docks_, one each
    QByteArray pendingState_;
    int layoutVersion_;
    bool arranged_ = false;
};

} // namespace firstfit
