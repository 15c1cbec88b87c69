// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/input_file.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

namespace firstfit {

namespace {

QString say(const char* text) { return QCoreApplication::translate("InputFile", text); }

FileProblem cannotRead(const QString& name, const QString& advice, const QString& detail = {}) {
    return {say("%1 cannot be read").arg(name), advice, detail};
}

FileProblem wrongKind(const QString& name, FileKind kind) {
    const QString looks = say("It looks like %1.").arg(QString::fromLatin1(describe(kind)));
    const QString detail = say("%1:1:1: expected a Lua script or a reference trace").arg(name);
    switch (kind) {
    case FileKind::compiled_lua:
        return {say("%1 is not a script").arg(name), looks + say(" Open the source that it was compiled from."),
                detail};
    case FileKind::compressed:
        return {say("%1 is not a script").arg(name), looks + say(" Unpack it first."), detail};
    case FileKind::picture:
    case FileKind::program:
    case FileKind::document:
    case FileKind::other_binary:
        return {say("%1 is not a script").arg(name),
                looks + say(" Firstfit opens Lua scripts, which are text, and recordings."), detail};
    default:
        return {say("%1 is not a script").arg(name), looks + say(" Open it as a recording."), detail};
    }
}

QString nameOf(const QString& path) {
    if (path == QStringLiteral("-")) {
        return say("Standard input");
    }
    const QString name = QFileInfo(path).fileName();
    return name.isEmpty() ? path : name;
}

FileProblem tooLarge(const QString& path) {
    return cannotRead(nameOf(path), say("It is larger than %1 MiB, which no script is.").arg(largest_input_file >> 20),
                      path);
}

// The line and column of the first byte that is not UTF-8, from 1.
QString whereNotText(const QByteArray& bytes, const QString& name) {
    qsizetype line = 1;
    for (const QByteArray& text : bytes.split('\n')) {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString decoded = decoder.decode(text);
        if (decoder.hasError()) {
            return say("%1:%2:%3: not UTF-8").arg(name).arg(line).arg(decoded.indexOf(QChar::ReplacementCharacter) + 1);
        }
        ++line;
    }
    return {};
}

} // namespace

QString FileProblem::inOneLine(const QString& path) const {
    return QStringLiteral("%1: %2. %3").arg(path, title, advice);
}

std::variant<InputFile, FileProblem> readInputFile(const QString& path) {
    const QFileInfo info(path);
    const QString name = nameOf(path);
    if (!info.exists()) {
        return FileProblem{say("%1 does not exist").arg(name), say("Was it moved or renamed?"), path};
    }
    if (info.isDir()) {
        return cannotRead(name, say("It is a folder. Open a file in it."), path);
    }
    if (info.size() > largest_input_file) {
        return tooLarge(path);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return cannotRead(name, say("The system says: %1.").arg(file.errorString()), path);
    }
    // A pipe has no size beforehand, so the limit is asked for again.
    const QByteArray bytes = file.read(largest_input_file + 1);
    return inputFileOf(path, bytes);
}

std::variant<InputFile, FileProblem> inputFileOf(const QString& path, const QByteArray& bytes) {
    const QString name = nameOf(path);
    if (bytes.size() > largest_input_file) {
        return tooLarge(path);
    }
    // A script may begin as nothing. Whatever else should be here was lost.
    if (bytes.isEmpty() && QFileInfo(path).suffix().compare(QStringLiteral("lua"), Qt::CaseInsensitive) != 0) {
        return FileProblem{say("%1 is empty").arg(name), say("Was the recording finished?"), path};
    }
    const FileKind kind = recognise(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    if (kind != FileKind::lua && kind != FileKind::reference) {
        return wrongKind(name, kind);
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder.decode(bytes);
    if (decoder.hasError()) {
        return FileProblem{say("%1 is not UTF-8 text").arg(name),
                           say("Scripts are UTF-8. Convert it, for example with iconv -f latin1 -t utf-8."),
                           whereNotText(bytes, name)};
    }
    return InputFile{path, kind, std::move(text)};
}

} // namespace firstfit
