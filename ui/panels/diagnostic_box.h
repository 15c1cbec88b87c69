// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "allocator/trace/trace.h"

#include <QWidget>

class QLabel;

namespace firstfit {

class ToneLabel;

/// What went wrong in a script, one diagnostic at a time, with links to the lines it speaks of.
class DiagnosticBox : public QWidget {
    Q_OBJECT

public:
    explicit DiagnosticBox(QWidget* parent = nullptr);

    /// Shows the first error, or the first warning; hides the box when there is none.
    void setDiagnostics(const std::vector<Diagnostic>& diagnostics);
    /// The one shown, as "title. message"; empty when none is.
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    /// A link to a line of the text that ran was followed.
    void lineActivated(quint32 line);

protected:
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void showCurrent();
    void follow(const QString& link);
    [[nodiscard]] QString links() const;
    [[nodiscard]] const Diagnostic& current() const { return diagnostics_[current_]; }

    std::vector<Diagnostic> diagnostics_;
    std::size_t current_ = 0;
    ToneLabel* title_;
    ToneLabel* message_;
    QLabel* links_;
};

} // namespace firstfit
