// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording_file.h"

#include "allocator/trace/recording.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

// In a library: without this nobody would ask for them, and the linker would leave them out.
static void initExamples() { Q_INIT_RESOURCE(examples); }

namespace firstfit {

namespace {

// As much as UnpackedSource looks at, also if it is packed.
constexpr qint64 headBytes = 64 << 10;

} // namespace

std::optional<FileKind> recordingKindOf(const QString& path) {
    QFile file(path);
    // A pipe can be read once only, and not by looking into it first.
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const QByteArray bytes = file.read(headBytes);
    const std::string_view packed(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    if (recognise(packed) != FileKind::compressed) {
        const FileKind kind = recognise(packed);
        return is_recording(kind) || kind == FileKind::interpreted_heaptrack ? std::optional(kind) : std::nullopt;
    }
    UnpackedSource source(bytes_of(packed));
    return recognise(source.head().value_or(std::string_view()));
}

bool isPipe(const QString& path) {
    const QFileInfo info(path);
    return path == QStringLiteral("-") || (info.exists() && !info.isFile() && !info.isDir());
}

std::vector<ExampleRecording> exampleRecordings() {
    initExamples();
    const auto say = [](const char* text) { return QCoreApplication::translate("ExampleRecording", text); };
    return {
        {QStringLiteral(":/examples/messages.mtrace"), say("Notes between packets"),
         say("A node frees its packets and keeps a note of each. Most of its heap is free when its report finds no "
             "hole that is large enough."),
         HeapGeometry{BlockCount{320}, 16}},
        {QStringLiteral(":/examples/words.raw.zst"), say("An index of words"),
         say("Lists that double, a table that is rebuilt, strings that leak: recorded by heaptrack, each with its "
             "call site."),
         std::nullopt},
        {QStringLiteral(":/examples/editor.rep"), say("A text editor"),
         say("Only the last line grows where it is. All others move, and leave holes behind."), std::nullopt},
    };
}

} // namespace firstfit
