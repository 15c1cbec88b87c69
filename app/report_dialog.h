// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Export report": a run as a document or as figures, made in the background.
#pragma once

#include "app/settings.h"
#include "ui/report/report.h"
#include "ui/workbench_task.h"

#include <QDialog>
#include <QDir>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace firstfit {

class Workbench;

class ReportDialog : public QDialog {
    Q_OBJECT

public:
    /// About the run that `workbench` has now. `sizing`: of this run, if it is known; `name` is proposed as a file
    /// name, too.
    ReportDialog(const Workbench& workbench, std::optional<SizingReport> sizing, Settings& settings,
                 const QString& name, QWidget* parent = nullptr);

    /// "html", "pdf", "csv" or "json".
    void chooseFormat(const QString& format);
    /// Begins to write; the dialog is accepted when that is done.
    void saveTo(const QString& path);
    /// What was done, for the status bar, once accepted.
    [[nodiscard]] const QString& report() const { return report_; }

public Q_SLOTS:
    /// While something is being written, that ends, and the dialog stays.
    void reject() override;

private:
    void addFields();
    void recall();
    void remember(const QString& path);
    void check();
    void askWhere();
    void takeResult(const QString& path, const QString& problem);
    void showProgress();
    void say(const QString& text, bool isProblem);
    [[nodiscard]] QDir folder() const;
    [[nodiscard]] QString format() const;

    const Workbench& workbench_;
    std::optional<SizingReport> sizing_;
    Settings& settings_;
    QString name_;
    QString report_;
    QComboBox* format_;
    QSpinBox* failures_;
    QCheckBox* findsSmallest_;
    QLabel* summary_;
    QProgressBar* progress_;
    QPushButton* save_ = nullptr;
    BackgroundTask task_;  ///< ends before what it reads
    bool wasPart_ = false; ///< the sentence said so
};

} // namespace firstfit
