// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real main window with settings of its own, and what a person does to it.
#pragma once

#include "app/learn_room.h"
#include "app/main_window.h"
#include "app/message_bar.h"
#include "ui/panels/script_editor.h"
#include "ui/panels/script_panel.h"
#include "ui/render/palette.h"
#include "ui/views/heap_map.h"
#include "ui/views/heap_view.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

namespace firstfit {

/// A folder with settings in it. Windows that share it remember what the others did.
struct Home {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};

    Home() {
        settings.set(Setting::theme, QStringLiteral("light"));
        settings.set(Setting::folder, folder.path());
    }
    /// Writes a file into the folder and returns its path.
    [[nodiscard]] QString write(const QString& name, const QByteArray& content) const {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
    }
};

struct Opened {
    MainWindow window;

    explicit Opened(Home& home) : window(home.settings) {
        window.resize(1440, 900);
        window.show();
        window.activateWindow();
        // Shortcuts reach only an active window. Where none ever becomes active the keys themselves will tell.
        (void)QTest::qWaitForWindowActive(&window);
    }
    [[nodiscard]] Workbench& bench() { return window.workbench(); }
    [[nodiscard]] HeapMap& map() { return window.findChild<LearnRoom*>()->heap().map(); }
    [[nodiscard]] ScriptEditor& editor() { return *child<ScriptEditor>("script.editor"); }
    [[nodiscard]] MessageBar& message() { return *child<MessageBar>("message-bar"); }
    template <class Widget>
    [[nodiscard]] Widget* child(const char* name) {
        return window.findChild<Widget*>(QString::fromLatin1(name));
    }
    [[nodiscard]] QAction* action(const char* name) { return child<QAction>(name); }
    /// The toolbar's button for an action.
    [[nodiscard]] QToolButton* button(const char* name) {
        for (QToolButton* each : window.findChildren<QToolButton*>()) {
            if (each->defaultAction() && each->defaultAction()->objectName() == QString::fromLatin1(name)) {
                return each;
            }
        }
        return nullptr;
    }
    /// Nothing runs any more, and there is a run to look at.
    [[nodiscard]] bool hasRun() { return !bench().isScriptRunning() && bench().timeline().size().value > 0; }
    [[nodiscard]] QPoint centreOf(std::uint32_t block) { return map().blockRect(BlockIndex{block}).center().toPoint(); }
    [[nodiscard]] QString live() {
        QStringList all;
        for (const LiveAllocation& each : bench().snapshot().allocations()) {
            all << QStringLiteral("%1@%2").arg(QString::fromStdString(each.name)).arg(each.index.value);
        }
        return all.join(QLatin1Char(' '));
    }
};

/// Calls `act` with the next modal dialog of this kind, as soon as it is up.
template <class Dialog, class Act>
void whenDialog(Act act) {
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, act] {
        if (auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget()); dialog && dialog->isVisible()) {
            timer->stop();
            timer->deleteLater();
            act(*dialog);
        }
    });
    timer->start(5);
}

} // namespace firstfit
