// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The states at which play stops, in words.
#pragma once

#include "allocator/replay/stop_condition.h"

#include <QAbstractTableModel>

namespace firstfit {

class StopConditionsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit StopConditionsModel(QObject* parent = nullptr);

    /// Rows that stay keep their indices. O(conditions).
    void setConditions(const std::vector<StopCondition>& conditions);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<StopCondition> rows_;
};

} // namespace firstfit
