// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lessons.h"

#include "allocator/script/script.h"

#include <QDir>
#include <QFile>

// A static library's resources are only there when somebody asks for them; the macro must stand outside a namespace.
static void initLessons() { Q_INIT_RESOURCE(lessons); }

namespace firstfit {

namespace {

const QString& lessonFolder() {
    static const QString folder = QStringLiteral(":/lessons");
    return folder;
}

} // namespace

std::vector<Lesson> lessons() {
    initLessons();
    std::vector<Lesson> found;
    const QFileInfoList files = QDir(lessonFolder()).entryInfoList({QStringLiteral("*.lua")}, QDir::Files, QDir::Name);
    for (const QFileInfo& info : files) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly)) {
            const ScriptHead head = read_script_head(file.readAll().toStdString());
            const QString title = QString::fromStdString(head.title);
            found.push_back({info.filePath(), title.isEmpty() ? info.completeBaseName() : title,
                             QString::fromStdString(head.goal)});
        }
    }
    return found;
}

bool isLesson(const QString& path) { return path.startsWith(lessonFolder() + QLatin1Char('/')); }

} // namespace firstfit
