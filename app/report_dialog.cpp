// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report_dialog.h"

#include "app/figures_export.h"
#include "ui/render/theme.h"
#include "ui/workbench.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <memory>

namespace firstfit {

namespace {

QString word(const char* text) { return QString::fromLatin1(text); }

/// A run of its own for the thread that writes it: the window goes on with the other.
struct ExportedRun {
    Timeline timeline;
    Trace trace;
    RunSummary summary;
};

bool isDocument(const QString& format) { return format == word("html") || format == word("pdf"); }

/// A report's answer is the smallest heap, not one with headroom.
bool hasHeadroom(const SizingReport& report) {
    return std::ranges::any_of(
        report.results, [](const SizingResult& each) { return each.blocks && *each.blocks != each.needed_blocks; });
}

} // namespace

ReportDialog::ReportDialog(const Workbench& workbench, std::optional<SizingReport> sizing, Settings& settings,
                           const QString& name, QWidget* parent)
    : QDialog(parent),
      workbench_(workbench),
      sizing_(std::move(sizing)),
      settings_(settings),
      name_(name),
      format_(new QComboBox(this)),
      failures_(new QSpinBox(this)),
      findsSmallest_(new QCheckBox(tr("Find the s&mallest heap that holds the run"), this)),
      summary_(new QLabel(this)),
      progress_(new QProgressBar(this)) {
    setObjectName(word("report-dialog"));
    setWindowTitle(tr("Export report"));
    addFields();
    recall();
    check();
    connect(&task_, &BackgroundTask::started, this, &ReportDialog::check);
    connect(&task_, &BackgroundTask::finished, this, &ReportDialog::check);
    connect(&task_, &BackgroundTask::progressed, this, &ReportDialog::showProgress);
    connect(&workbench_, &Workbench::traceChanged, this, &ReportDialog::check);
    connect(&workbench_, &Workbench::loadingFinished, this, &ReportDialog::check);
}

void ReportDialog::addFields() {
    format_->setObjectName(word("report-format"));
    format_->addItem(tr("HTML: one file, for every browser"), word("html"));
    format_->addItem(tr("PDF: pages, for print"), word("pdf"));
    format_->addItem(tr("CSV: the figures of every operation"), word("csv"));
    format_->addItem(tr("JSON: summary, failures and leaks"), word("json"));
    failures_->setObjectName(word("report-failures"));
    failures_->setRange(0, most_reported_failures);
    findsSmallest_->setObjectName(word("report-sizing"));
    summary_->setObjectName(word("report-summary"));
    summary_->setTextFormat(Qt::PlainText);
    summary_->setWordWrap(true);
    summary_->setMinimumWidth(360);
    progress_->setObjectName(word("report-progress"));
    progress_->setAccessibleName(tr("How far the report is"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    save_ = buttons->addButton(tr("Save…"), QDialogButtonBox::ActionRole);
    save_->setObjectName(word("report-save"));
    save_->setDefault(true);
    markPrimary(*save_);
    auto* form = new QFormLayout(this);
    form->addRow(tr("&Format"), format_);
    form->addRow(tr("F&ailures explained, at most"), failures_);
    form->addRow(findsSmallest_);
    form->addRow(summary_);
    form->addRow(progress_);
    form->addRow(buttons);
    connect(format_, &QComboBox::currentIndexChanged, this, &ReportDialog::check);
    connect(save_, &QPushButton::clicked, this, &ReportDialog::askWhere);
    connect(buttons, &QDialogButtonBox::rejected, this, &ReportDialog::reject);
}

void ReportDialog::recall() {
    chooseFormat(settings_.value(Setting::reportFormat).toString());
    failures_->setValue(settings_.value(Setting::reportFailures).toInt());
    findsSmallest_->setChecked(settings_.value(Setting::reportSizing).toBool());
}

void ReportDialog::remember(const QString& path) {
    settings_.set(Setting::reportFormat, format());
    settings_.set(Setting::reportFailures, failures_->value());
    settings_.set(Setting::reportSizing, findsSmallest_->isChecked());
    settings_.set(Setting::exportFolder, QFileInfo(path).absolutePath());
}

void ReportDialog::chooseFormat(const QString& format) {
    format_->setCurrentIndex(std::max(0, format_->findData(format)));
}

QString ReportDialog::format() const { return format_->currentData().toString(); }

void ReportDialog::check() {
    const bool works = task_.isRunning();
    const bool isPart = !workbench_.isWhole();
    const bool document = isDocument(format());
    format_->setEnabled(!works);
    failures_->setEnabled(!works && document);
    findsSmallest_->setEnabled(!works && document);
    save_->setEnabled(!works && !isPart);
    progress_->setVisible(works);
    if (works) {
        progress_->setRange(0, 0);
        say(document ? tr("Writing the report…") : tr("Writing the figures…"), false);
    } else if (isPart) {
        // Its figures would be those of a part, under the name of the whole.
        wasPart_ = true;
        say(tr("The run is still being replayed. It can be saved when that is done, or was cancelled."), false);
        return;
    } else if (wasPart_ || summary_->text().isEmpty() || sender() == format_) {
        say(document                  ? tr("Figures, timeline, maps at the peak and at the failures, causes, leaks.")
            : format() == word("csv") ? tr("One line for each operation, to be read by other programs.")
                                      : tr("What firstfit replay --json prints, to be read by other programs."),
            false);
    }
    wasPart_ = false;
}

void ReportDialog::showProgress() {
    progress_->setRange(0, static_cast<int>(task_.total()));
    progress_->setValue(static_cast<int>(task_.done()));
}

QDir ReportDialog::folder() const {
    const QString last = settings_.value(Setting::exportFolder).toString();
    return last.isEmpty() || !QDir(last).exists() ? QDir(settings_.value(Setting::folder).toString()) : QDir(last);
}

void ReportDialog::say(const QString& text, bool isProblem) {
    QPalette colours;
    if (isProblem) {
        colours = summary_->palette();
        colours.setColor(QPalette::WindowText, paletteOf(*this).failure);
    }
    summary_->setPalette(colours);
    summary_->setText(text);
    adjustSize(); // the sentence may need more lines than the one before
}

void ReportDialog::askWhere() {
    const QString ending = format();
    QFileDialog dialog(this, windowTitle(), folder().path(), QStringLiteral("%1 (*.%2)").arg(ending.toUpper(), ending));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(ending);
    dialog.selectFile(folder().filePath(QFileInfo(name_).completeBaseName() + QLatin1Char('.') + ending));
    if (dialog.exec() == QDialog::Accepted) {
        saveTo(dialog.selectedFiles().value(0));
    }
}

void ReportDialog::saveTo(const QString& path) {
    const auto run = std::make_shared<const ExportedRun>(
        ExportedRun{workbench_.timeline().clone(), workbench_.trace(), workbench_.summary()});
    const auto done = [this, path](const QString& problem) { takeResult(path, problem); };
    if (format() == word("csv")) {
        task_.start(
            [run, path](const BackgroundTask::Watch& watch) {
                return saveFigures(run->timeline, run->trace, path, watch);
            },
            done);
        return;
    }
    if (format() == word("json")) {
        task_.start(
            [run, path, name = name_](const BackgroundTask::Watch&) -> std::optional<QString> {
                return saveSummary(run->timeline, run->trace, run->summary, name, path);
            },
            done);
        return;
    }
    ReportRequest request;
    request.name = name_;
    request.made = QDateTime::currentDateTime();
    request.fonts = Fonts::ofDesktop();
    request.mostFailures = static_cast<std::uint32_t>(failures_->value());
    request.findsSmallest = findsSmallest_->isChecked();
    if (request.findsSmallest && sizing_ && !hasHeadroom(*sizing_)) {
        request.sizing = sizing_;
    }
    task_.start(
        [run, request, path](const BackgroundTask::Watch& watch) {
            return saveReport(run->timeline, run->trace, request, path, watch);
        },
        done);
}

void ReportDialog::takeResult(const QString& path, const QString& problem) {
    if (!problem.isEmpty()) {
        say(problem, true);
        return;
    }
    remember(path);
    report_ = tr("Saved %1").arg(QDir::toNativeSeparators(path));
    accept();
}

void ReportDialog::reject() {
    if (!task_.isRunning()) {
        QDialog::reject();
        return;
    }
    task_.cancel();
    say(tr("Cancelled: nothing was written."), false);
}

} // namespace firstfit
