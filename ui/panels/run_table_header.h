// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace firstfit {

class RunTable;

/// Column heads as captions over a hairline. A column without a head lends its room to the one before.
class RunTableHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit RunTableHeader(RunTable* table);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString head(int section) const;
    void paintSortArrow(QPainter& painter, const QRect& text, Qt::Alignment alignment, int textWidth) const;

    RunTable* table_;
};

} // namespace firstfit
