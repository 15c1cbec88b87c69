// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small recording that fails in a small heap, opened in the real window.
#pragma once

#include "app/open_recording_dialog.h"
#include "tests/app/window_fixture.h"
#include "ui/panels/mode_bar.h"

#include <QSpinBox>

#include <memory>

namespace firstfit {

/// Three neighbours of 64 bytes; the outer two are freed; 128 bytes then fit nowhere in 192.
inline QByteArray fragmented() {
    QByteArray text = "= Start\n";
    for (const char* event :
         {"+ 0x1000 0x40", "+ 0x1040 0x40", "+ 0x1080 0x40", "- 0x1000", "- 0x1080", "+ 0x2000 0x80", "- 0x1040"}) {
        text += "@ prog:(main+0x4)[0x10] ";
        text += event;
        text += '\n';
    }
    return text + "= End\n";
}

inline constexpr int blocksOfTight = 12; // times 16 bytes

template <class Widget>
Widget& in(QWidget& parent, const char* name) {
    return *parent.findChild<Widget*>(QString::fromLatin1(name));
}

inline void type(QSpinBox& field, int number) {
    field.setFocus();
    field.selectAll();
    QTest::keyClicks(&field, QString::number(number));
    QTest::keyClick(&field, Qt::Key_Tab);
}

/// Opens it in a heap that is too small for it, as a person would choose that in the dialog.
inline void openTight(Opened& opened, const QString& path) {
    whenDialog<OpenRecordingDialog>([](OpenRecordingDialog& dialog) {
        type(in<QSpinBox>(dialog, "recording-blocks"), blocksOfTight);
        QTest::keyClick(&dialog, Qt::Key_Return);
    });
    QVERIFY(opened.window.openAsking(path));
    QTRY_VERIFY(opened.bench().isRecording() && !opened.bench().isLoading());
    // Shortcuts reach only an active window, and the dialog was that.
    opened.window.activateWindow();
    (void)QTest::qWaitForWindowActive(&opened.window);
}

/// What tests of recordings in the window start with: a window and settings of its own for each, and the small
/// recording in a file.
class RecordingWindow {
protected:
    void openWindow() {
        home_ = std::make_unique<Home>();
        path_ = home_->write(QStringLiteral("run.mtrace"), fragmented());
        opened_ = std::make_unique<Opened>(*home_);
    }
    void closeWindow() {
        opened_.reset();
        home_.reset();
    }
    [[nodiscard]] Workbench& bench() { return opened_->bench(); }
    [[nodiscard]] MainWindow& window() { return opened_->window; }
    [[nodiscard]] QString mode() { return window().findChild<ModeBar*>()->mode(); }
    [[nodiscard]] bool stands(std::uint32_t n) {
        return bench().position() == bench().timeline().normalised(Position::after(OperationIndex{n}));
    }

    std::unique_ptr<Home> home_;
    std::unique_ptr<Opened> opened_;
    QString path_;
};

} // namespace firstfit
