// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/panel.h"

#include <vector>

class QAction;
class QComboBox;
class QLineEdit;
class QMenu;
class QPushButton;
class QStackedLayout;

namespace firstfit {

enum class ResizeKind;
class ResizeForm;
class SizeField;
class SplitButton;
class ToneLabel;
class Workbench;

/// Working on the heap by hand: allocate; free, grow, shrink, reallocate the selected allocation; clear.
class AllocationPanel : public Panel {
    Q_OBJECT

public:
    explicit AllocationPanel(Workbench& workbench, QWidget* parent = nullptr);

public Q_SLOTS:
    void allocate();
    void freeSelected();
    /// Asks for the new size of the selected allocation, in the panel.
    void resizeSelected(firstfit::ResizeKind kind);

private:
    void makeMenu();
    void addResize(const QString& name, ResizeKind kind);
    void assemble();
    [[nodiscard]] QWidget* makeAllocatePage();
    void connectAll();
    void showTrace();
    void showPosition();
    void showSelection();
    void showHint(const QString& refusal = {});
    void fillAlignments();

    Workbench& workbench_;
    QStackedLayout* pages_;
    SizeField* size_;
    QComboBox* alignment_;
    QLineEdit* name_;
    QPushButton* allocate_;
    QMenu* menu_;
    SplitButton* freeButton_;
    ToneLabel* hint_;
    ResizeForm* resize_;
    QAction* free_;
    QAction* clear_;
    struct ResizeAction {
        QAction* action = nullptr;
        QString text; ///< with %1 for the name
    };
    std::vector<ResizeAction> resizes_;
};

} // namespace firstfit
