// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace firstfit {

/// Rich text with links that can be followed by mouse and keyboard, in the colour of the theme, whichever comes next.
class LinkLabel : public QLabel {
    Q_OBJECT

public:
    explicit LinkLabel(QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
};

} // namespace firstfit
