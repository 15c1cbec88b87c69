// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Records a program: what to run, what it says meanwhile and said, and its recording at the end. `firstfit record` does
// the work.
#pragma once

#include "app/settings.h"

#include <QDialog>
#include <QList>
#include <QProcess>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace firstfit {

class RecordDialog : public QDialog {
    Q_OBJECT

public:
    /// `recorder` is the firstfit that records; empty: this program.
    explicit RecordDialog(Settings& settings, QWidget* parent = nullptr, const QString& recorder = {});
    /// Ends a program that still runs.
    ~RecordDialog() override;

    /// The recording's path, once accepted.
    [[nodiscard]] const QString& recording() const { return recording_; }

public Q_SLOTS:
    /// Stops a program that runs; else closes.
    void reject() override;

private:
    void assemble();
    QLineEdit* addPath(const QString& name, const QString& label, const QString& tip, bool isFolder);
    void begin();
    void stop();
    void ended(int status, QProcess::ExitStatus how);
    void failed(QProcess::ProcessError error);
    void takeOutput();
    void check();
    void showState();
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QString program() const;
    /// A file that is not there yet, named after the program and the moment.
    [[nodiscard]] QString freshFile() const;
    [[nodiscard]] static QString hintWithoutHeaptrack();

    Settings& settings_;
    QString recorder_;
    QProcess process_;
    QString file_;      ///< what the recorder was told to write
    QString recording_; ///< what it wrote
    bool stopping_ = false;
    QFormLayout* form_;
    QLineEdit* program_;
    QLineEdit* arguments_;
    QLineEdit* folder_;
    QLabel* state_;
    QPlainTextEdit* output_;
    QPushButton* record_;
    QPushButton* stop_;
    QList<QPushButton*> browse_;
    QPushButton* open_;
    QPushButton* close_;
};

} // namespace firstfit
