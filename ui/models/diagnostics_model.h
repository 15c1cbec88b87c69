// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What could not be read, or did not fit together, line by line.
#pragma once

#include "allocator/trace/trace.h"

#include <QAbstractTableModel>

namespace firstfit {

class DiagnosticsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { LineColumn, WhatColumn, ColumnCount };

    explicit DiagnosticsModel(QObject* parent = nullptr);

    /// O(diagnostics).
    void setDiagnostics(const std::vector<Diagnostic>& diagnostics);
    [[nodiscard]] const Diagnostic& diagnosticAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Diagnostic> rows_;
};

} // namespace firstfit
