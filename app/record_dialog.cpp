// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/record_dialog.h"

#include "ui/render/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStandardPaths>

#include <utility>

namespace firstfit {

namespace {

// What a chatty program writes would fill memory; the newest lines are kept.
constexpr int mostLines = 5000;
constexpr int patienceMs = 3000;

/// heaptrack writes with an ending of its own.
QString writtenFile(const QString& asked) {
    for (const char* ending : {"", ".raw.zst", ".raw.gz", ".zst", ".gz"}) {
        if (const QString path = asked + QString::fromLatin1(ending); QFileInfo(path).size() > 0) {
            return path;
        }
    }
    return {};
}

/// The words of a command line as a shell reads them: spaces between, quotes of both kinds and backslashes within.
QStringList wordsOf(const QString& line) {
    QStringList words;
    QString word;
    QChar quote;
    bool inWord = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar letter = line[i];
        if (letter == QLatin1Char('\\') && quote != QLatin1Char('\'') && i + 1 < line.size()) {
            word += line[++i];
            inWord = true;
        } else if (!quote.isNull() ? letter == quote : letter == QLatin1Char('"') || letter == QLatin1Char('\'')) {
            quote = quote.isNull() ? letter : QChar();
            inWord = true; // "" is a word, too
        } else if (letter.isSpace() && quote.isNull()) {
            if (inWord) {
                words << std::exchange(word, QString());
            }
            inWord = false;
        } else {
            word += letter;
            inWord = true;
        }
    }
    return inWord ? words << word : words;
}

QPushButton* button(const QString& name, const QString& text, QWidget* parent) {
    auto* made = new QPushButton(text, parent);
    made->setObjectName(name);
    made->setAutoDefault(false);
    return made;
}

} // namespace

RecordDialog::RecordDialog(Settings& settings, QWidget* parent, const QString& recorder)
    : QDialog(parent),
      settings_(settings),
      recorder_(recorder.isEmpty() ? QCoreApplication::applicationFilePath() : recorder),
      form_(new QFormLayout),
      state_(new QLabel(this)),
      output_(new QPlainTextEdit(this)),
      record_(button(QStringLiteral("record-start"), tr("&Record"), this)),
      stop_(button(QStringLiteral("record-stop"), tr("&Stop"), this)),
      open_(button(QStringLiteral("record-open"), tr("&Open the recording"), this)),
      close_(button(QStringLiteral("record-close"), tr("Close"), this)) {
    setObjectName(QStringLiteral("record-dialog"));
    setWindowTitle(tr("Record a program"));
    assemble();
    process_.setProcessChannelMode(QProcess::MergedChannels);
    process_.setStandardInputFile(QProcess::nullDevice());
    connect(&process_, &QProcess::readyRead, this, &RecordDialog::takeOutput);
    connect(&process_, &QProcess::finished, this, &RecordDialog::ended);
    connect(&process_, &QProcess::errorOccurred, this, &RecordDialog::failed);
    connect(record_, &QPushButton::clicked, this, &RecordDialog::begin);
    connect(stop_, &QPushButton::clicked, this, &RecordDialog::stop);
    connect(open_, &QPushButton::clicked, this, &RecordDialog::accept);
    connect(close_, &QPushButton::clicked, this, &RecordDialog::reject);
    for (QLineEdit* field : {program_, folder_}) {
        connect(field, &QLineEdit::textChanged, this, &RecordDialog::check);
    }
    check();
    program_->setFocus(Qt::OtherFocusReason); // the first thing to be typed
}

RecordDialog::~RecordDialog() {
    process_.disconnect(this);
    if (process_.state() != QProcess::NotRunning) {
        process_.terminate();
        if (!process_.waitForFinished(patienceMs)) {
            process_.kill();
            process_.waitForFinished(patienceMs);
        }
    }
}

QLineEdit* RecordDialog::addPath(const QString& name, const QString& label, const QString& tip, bool isFolder) {
    auto* field = new QLineEdit(this);
    field->setObjectName(name);
    field->setToolTip(tip);
    auto* browse = button(name + QStringLiteral("-browse"), tr("Browse…"), this);
    browse->setAccessibleName(tr("Browse: %1").arg(QString(label).remove(u'&')));
    connect(browse, &QPushButton::clicked, this, [this, field, isFolder] {
        const QString start = field->text().isEmpty() ? folder_->text() : field->text();
        const QString chosen = isFolder ? QFileDialog::getExistingDirectory(this, tr("Run it in"), start)
                                        : QFileDialog::getOpenFileName(this, tr("The program to record"), start);
        if (!chosen.isEmpty()) {
            field->setText(QDir::toNativeSeparators(chosen));
        }
    });
    auto* row = new QHBoxLayout;
    row->addWidget(field, 1);
    browse_ << browse;
    row->addWidget(browse);
    auto* word = new QLabel(label, this);
    word->setBuddy(field);
    form_->addRow(word, row);
    return field;
}

void RecordDialog::assemble() {
    auto* column = new QVBoxLayout(this);
    column->addLayout(form_);
    program_ = addPath(QStringLiteral("record-program"), tr("&Program"),
                       tr("A file, or the name of a program that the shell would find"), false);
    arguments_ = new QLineEdit(this);
    arguments_->setObjectName(QStringLiteral("record-arguments"));
    arguments_->setToolTip(tr("As in a shell: in quotes where an argument has spaces"));
    form_->addRow(tr("&Arguments"), arguments_);
    folder_ = addPath(QStringLiteral("record-folder"), tr("&Folder"),
                      tr("Where the program runs, and where its recording is put"), true);
    program_->setText(settings_.value(Setting::recordProgram).toString());
    arguments_->setText(settings_.value(Setting::recordArguments).toString());
    folder_->setText(QDir::toNativeSeparators(settings_.value(Setting::folder).toString()));
    const Fonts fonts = Fonts::ofDesktop();
    output_->setObjectName(QStringLiteral("record-output"));
    output_->setAccessibleName(tr("What the program says"));
    output_->setReadOnly(true);
    output_->setFont(fonts.code(12));
    output_->setMaximumBlockCount(mostLines);
    output_->setPlaceholderText(tr("What the program says appears here."));
    output_->setMinimumSize(QSize(560, 220) * fonts.scale);
    output_->setTabChangesFocus(true);
    state_->setObjectName(QStringLiteral("record-state"));
    state_->setWordWrap(true);
    state_->setTextFormat(Qt::PlainText);
    state_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* last = new QHBoxLayout;
    last->addStretch(1);
    for (QPushButton* each : {close_, stop_, record_, open_}) {
        last->addWidget(each);
    }
    column->addWidget(output_, 1);
    column->addWidget(state_);
    column->addLayout(last);
    markPrimary(*open_);
}

QString RecordDialog::program() const {
    const QString text = program_->text().trimmed();
    if (text.contains(QLatin1Char('/'))) {
        return QDir(folder_->text()).absoluteFilePath(text);
    }
    return text.isEmpty() ? QString() : QStandardPaths::findExecutable(text);
}

QString RecordDialog::hintWithoutHeaptrack() {
    return tr("Recording needs heaptrack, which is not installed. On Debian and Ubuntu: sudo apt install heaptrack");
}

QString RecordDialog::problem() const {
    if (QStandardPaths::findExecutable(QStringLiteral("heaptrack")).isEmpty()) {
        return hintWithoutHeaptrack();
    }
    const QString text = program_->text().trimmed();
    if (text.isEmpty()) {
        return tr("Which program is to be recorded?");
    }
    if (program().isEmpty() || !QFileInfo(program()).exists()) {
        return tr("There is no program %1.").arg(text);
    }
    if (!QFileInfo(program()).isFile() || !QFileInfo(program()).isExecutable()) {
        return tr("%1 is not a program that can be run.").arg(text);
    }
    const QFileInfo folder(folder_->text());
    if (!folder.isDir()) {
        return tr("There is no folder %1.").arg(folder_->text());
    }
    return folder.isWritable() ? QString() : tr("Nothing can be written into %1.").arg(folder_->text());
}

void RecordDialog::check() {
    if (process_.state() == QProcess::NotRunning) {
        state_->setText(problem());
    }
    showState();
}

void RecordDialog::showState() {
    const bool runs = process_.state() != QProcess::NotRunning;
    const bool has = !runs && !recording_.isEmpty();
    record_->setEnabled(!runs && problem().isEmpty());
    stop_->setEnabled(runs);
    open_->setVisible(has);
    record_->setText(has ? tr("&Record again") : tr("&Record"));
    markPrimary(*record_, !has);
    record_->setDefault(!has);
    open_->setDefault(has);
    for (QLineEdit* field : {program_, arguments_, folder_}) {
        field->setEnabled(!runs);
    }
    for (QPushButton* browse : browse_) {
        browse->setEnabled(!runs);
    }
}

QString RecordDialog::freshFile() const {
    const QString stem = QStringLiteral("%1-%2.raw")
                             .arg(QFileInfo(program()).fileName(),
                                  QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-hhmmss")));
    const QDir folder(folder_->text());
    QString name = stem;
    for (int again = 2; !folder.entryList({name + QLatin1Char('*')}, QDir::Files).isEmpty(); ++again) {
        name = QStringLiteral("%1-%2").arg(again).arg(stem);
    }
    return folder.absoluteFilePath(name);
}

void RecordDialog::begin() {
    settings_.set(Setting::recordProgram, program_->text());
    settings_.set(Setting::recordArguments, arguments_->text());
    output_->clear();
    recording_.clear();
    file_ = freshFile();
    process_.setWorkingDirectory(folder_->text());
    process_.start(recorder_,
                   QStringList{QStringLiteral("record"), QStringLiteral("-o"), file_, QStringLiteral("--"), program()} +
                       wordsOf(arguments_->text()));
    state_->setText(tr("%1 runs and is recorded.").arg(QFileInfo(program()).fileName()));
    showState();
    stop_->setFocus(Qt::OtherFocusReason);
}

void RecordDialog::stop() {
    // Whoever does not listen the first time is not asked again.
    if (stopping_) {
        process_.kill();
        return;
    }
    stopping_ = true;
    state_->setText(tr("The program was asked to end; stop again to end it at once."));
    process_.terminate();
}

void RecordDialog::takeOutput() {
    const QString text = QString::fromLocal8Bit(process_.readAll());
    const QScrollBar& bar = *output_->verticalScrollBar();
    const bool atEnd = bar.value() == bar.maximum();
    QTextCursor cursor(output_->document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(text);
    if (atEnd) {
        output_->verticalScrollBar()->setValue(bar.maximum());
    }
}

void RecordDialog::ended(int status, QProcess::ExitStatus how) {
    takeOutput();
    const bool stopped = std::exchange(stopping_, false);
    recording_ = writtenFile(file_);
    const QString name = QFileInfo(program()).fileName();
    if (recording_.isEmpty()) {
        state_->setText(tr("%1 left no recording.").arg(name));
    } else {
        // What the program said stays to be read; Enter opens the recording.
        const bool well = how == QProcess::NormalExit && status == 0;
        const QString howEnded = stopped ? tr("%1 was stopped.").arg(name)
                                 : well  ? tr("%1 has ended.").arg(name)
                                         : tr("%1 ended with status %2.").arg(name).arg(status);
        state_->setText(tr("%1 Its recording is %2.").arg(howEnded, QDir::toNativeSeparators(recording_)));
    }
    showState();
    (recording_.isEmpty() ? record_ : open_)->setFocus(Qt::OtherFocusReason);
}

void RecordDialog::failed(QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) {
        state_->setText(tr("The recorder could not be started: %1.").arg(process_.errorString()));
        showState();
    }
}

void RecordDialog::reject() {
    if (process_.state() != QProcess::NotRunning) {
        stop();
        return;
    }
    QDialog::reject();
}

} // namespace firstfit
