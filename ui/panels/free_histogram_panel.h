// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/panel.h"

namespace firstfit {

class FreeHistogramView;
class Workbench;

/// The free chunks by size, doubling; a click on a bar lights its chunks on the map.
class FreeHistogramPanel : public Panel {
    Q_OBJECT

public:
    explicit FreeHistogramPanel(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] FreeHistogramView& view() const { return *view_; }

private:
    FreeHistogramView* view_;
};

} // namespace firstfit
