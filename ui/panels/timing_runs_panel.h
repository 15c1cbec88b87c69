// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The runs that are kept: shown, named, compared, saved and opened again.
#pragma once

#include "ui/panels/panel.h"

class QComboBox;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace firstfit {

class TimingLab;

class TimingRunsPanel : public Panel {
    Q_OBJECT

public:
    explicit TimingRunsPanel(TimingLab& lab, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    /// Saves the shown run as JSON. Returns what went wrong, or an empty string.
    [[nodiscard]] QString saveTo(const QString& path);
    /// Adds the run in a JSON file, unless it is there already, and shows it. Returns what went wrong, or an empty
    /// string.
    [[nodiscard]] QString openFrom(const QString& path);
    [[nodiscard]] QTreeWidget* list() const { return list_; }
    [[nodiscard]] QComboBox* comparison() const { return comparison_; }

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void saveRequested();
    void openRequested();
    void removed(const QString& name);

private:
    void assemble();
    void show();
    void showRun(std::size_t run, QTreeWidgetItem& item) const;
    void editName();
    void remove();

    TimingLab& lab_;
    QTreeWidget* list_;
    QComboBox* comparison_;
    QPushButton* save_;
    QPushButton* open_;
    bool showing_ = false;
};

} // namespace firstfit
