// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real window, to be looked at in its Timing mode.
#pragma once

#include "app/timing_room.h"
#include "tests/app/window_fixture.h"
#include "tests/ui/timing/timing_samples.h"
#include "ui/panels/mode_bar.h"

#include <QLocale>

namespace firstfit {

/// Eight requests.
inline QByteArray someTrace() {
    QByteArray text = "= Start\n";
    for (const char* event : {"+ 0x1000 0x40", "+ 0x1040 0x40", "+ 0x1080 0x40", "- 0x1000", "- 0x1080",
                              "+ 0x2000 0x80", "- 0x1040", "- 0x2000"}) {
        text += "@ prog:(main+0x4)[0x10] ";
        text += event;
        text += '\n';
    }
    return text + "= End\n";
}

class TimingWindow {
protected:
    TimingWindow() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        qputenv("FIRSTFIT_TIMING_WORKER", FIRSTFIT_WORKER);
    }

    void openAnew() {
        closeAll();
        home_ = std::make_unique<Home>();
        opened_ = std::make_unique<Opened>(*home_);
    }
    void closeAll() {
        opened_.reset();
        home_.reset();
    }
    [[nodiscard]] QString mode() { return opened_->window.findChild<ModeBar*>()->mode(); }
    [[nodiscard]] TimingRoom& room() { return *opened_->window.findChild<TimingRoom*>(); }
    void show(const Results& results) {
        opened_->window.findChild<ModeBar*>()->setMode(QStringLiteral("timing"));
        room().lab().add(QStringLiteral("run"), results);
    }

    std::unique_ptr<Home> home_;
    std::unique_ptr<Opened> opened_;
};

} // namespace firstfit
