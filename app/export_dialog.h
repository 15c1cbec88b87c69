// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Export picture": of what, in which format, how large, in which theme, to a file or the clipboard.
#pragma once

#include "app/picture_export.h"
#include "app/settings.h"

#include <QDialog>
#include <QDir>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace firstfit {

class ExportDialog : public QDialog {
    Q_OBJECT

public:
    /// Pictures show `workbench`'s position or all of `window`; `name` titles them and is proposed as a file name.
    ExportDialog(const Workbench& workbench, QWidget& window, Settings& settings, const QString& name,
                 QWidget* parent = nullptr);

    /// What was done, for the status bar, once accepted.
    [[nodiscard]] const QString& report() const { return report_; }
    /// What the fields say.
    [[nodiscard]] PictureRequest request() const;

private:
    void addFields();
    void recall();
    void remember();
    void check();
    void saveToFile();
    [[nodiscard]] QDir folder() const;
    void showProblem(const QString& problem);
    void copy();

    const Workbench& workbench_;
    QWidget& window_;
    Settings& settings_;
    QString name_;
    QString report_;
    QComboBox* what_;
    QComboBox* format_;
    QSpinBox* scale_;
    QComboBox* theme_;
    QLabel* summary_;
    QPushButton* save_ = nullptr;
    QPushButton* copy_ = nullptr;
};

} // namespace firstfit
