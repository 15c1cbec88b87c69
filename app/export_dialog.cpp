// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/export_dialog.h"

#include "ui/render/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace firstfit {

namespace {

void choose(QComboBox& box, const QVariant& data) { box.setCurrentIndex(std::max(0, box.findData(data))); }

} // namespace

ExportDialog::ExportDialog(const Workbench& workbench, QWidget& window, Settings& settings, const QString& name,
                           QWidget* parent)
    : QDialog(parent),
      workbench_(workbench),
      window_(window),
      settings_(settings),
      name_(name),
      what_(new QComboBox(this)),
      format_(new QComboBox(this)),
      scale_(new QSpinBox(this)),
      theme_(new QComboBox(this)),
      summary_(new QLabel(this)) {
    setObjectName(QStringLiteral("export-dialog"));
    setWindowTitle(tr("Export picture"));
    addFields();
    recall();
    check();
}

void ExportDialog::addFields() {
    what_->setObjectName(QStringLiteral("export-what"));
    what_->addItem(tr("Heap map"), QStringLiteral("map"));
    what_->addItem(tr("Whole window"), QStringLiteral("window"));
    format_->setObjectName(QStringLiteral("export-format"));
    format_->addItem(tr("PNG: pixels, for slides and the web"), QStringLiteral("png"));
    format_->addItem(tr("SVG: lines, to edit or enlarge"), QStringLiteral("svg"));
    format_->addItem(tr("PDF: lines, for print"), QStringLiteral("pdf"));
    scale_->setObjectName(QStringLiteral("export-scale"));
    scale_->setRange(1, 4);
    scale_->setSuffix(tr(" ×"));
    theme_->setObjectName(QStringLiteral("export-theme"));
    theme_->addItem(tr("As shown"), QStringLiteral("shown"));
    theme_->addItem(tr("Light"), QStringLiteral("light"));
    theme_->addItem(tr("Dark"), QStringLiteral("dark"));
    summary_->setObjectName(QStringLiteral("export-summary"));
    summary_->setTextFormat(Qt::PlainText);
    summary_->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    save_ = buttons->addButton(tr("Save…"), QDialogButtonBox::ActionRole);
    copy_ = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    save_->setObjectName(QStringLiteral("export-save"));
    copy_->setObjectName(QStringLiteral("export-copy"));
    save_->setDefault(true);
    markPrimary(*save_);
    auto* form = new QFormLayout(this);
    form->addRow(tr("&Picture of"), what_);
    form->addRow(tr("&Format"), format_);
    form->addRow(tr("&Scale"), scale_);
    form->addRow(tr("&Theme"), theme_);
    form->addRow(summary_);
    form->addRow(buttons);
    for (QComboBox* box : {what_, format_, theme_}) {
        connect(box, &QComboBox::currentIndexChanged, this, &ExportDialog::check);
    }
    connect(scale_, &QSpinBox::valueChanged, this, &ExportDialog::check);
    connect(save_, &QPushButton::clicked, this, &ExportDialog::saveToFile);
    connect(copy_, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
}

void ExportDialog::recall() {
    choose(*what_, settings_.value(Setting::exportWhat));
    choose(*format_, settings_.value(Setting::exportFormat));
    choose(*theme_, settings_.value(Setting::exportTheme));
    scale_->setValue(settings_.value(Setting::exportScale).toInt());
}

void ExportDialog::remember() {
    settings_.set(Setting::exportWhat, what_->currentData());
    settings_.set(Setting::exportFormat, format_->currentData());
    settings_.set(Setting::exportTheme, theme_->currentData());
    settings_.set(Setting::exportScale, scale_->value());
}

void ExportDialog::check() {
    // A window consists of pixels, in the theme that it has.
    const bool map = what_->currentData().toString() == QStringLiteral("map");
    format_->setEnabled(map);
    theme_->setEnabled(map);
    const PictureRequest wanted = request();
    scale_->setEnabled(wanted.format == PictureFormat::png);
    const QSize size = shownPictureSize(workbench_, window_, wanted);
    summary_->setPalette(QPalette()); // no failure any more
    summary_->setText(wanted.format == PictureFormat::png ? tr("%L1 × %L2 pixels").arg(size.width()).arg(size.height())
                                                          : tr("Sharp at every size; the clipboard gets pixels."));
}

PictureRequest ExportDialog::request() const {
    PictureRequest wanted;
    wanted.ofWindow = what_->currentData().toString() == QStringLiteral("window");
    const QString format = wanted.ofWindow ? QStringLiteral("png") : format_->currentData().toString();
    wanted.format = pictureFormatFrom(format).value_or(PictureFormat::png);
    wanted.scale = scale_->value();
    const QString theme = wanted.ofWindow ? QStringLiteral("shown") : theme_->currentData().toString();
    wanted.dark = theme == QStringLiteral("shown") ? isDark(window_.palette()) : theme == QStringLiteral("dark");
    wanted.title = name_;
    return wanted;
}

QDir ExportDialog::folder() const {
    const QString last = settings_.value(Setting::exportFolder).toString();
    return last.isEmpty() || !QDir(last).exists() ? QDir(settings_.value(Setting::folder).toString()) : QDir(last);
}

void ExportDialog::showProblem(const QString& problem) {
    QPalette colours = summary_->palette();
    colours.setColor(QPalette::WindowText, paletteOf(*this).failure);
    summary_->setPalette(colours);
    summary_->setText(problem);
    adjustSize(); // the sentence may need more lines than the one before
}

void ExportDialog::saveToFile() {
    const PictureRequest wanted = request();
    const QString ending = suffixOf(wanted.format);
    const QString proposal = folder().filePath(QFileInfo(name_).completeBaseName() + QLatin1Char('.') + ending);
    QFileDialog dialog(this, tr("Export picture"), folder().path(),
                       QStringLiteral("%1 (*.%2)").arg(ending.toUpper(), ending));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(ending);
    dialog.selectFile(proposal);
    if (dialog.exec() != QDialog::Accepted) {
        return;
    }
    const QString path = dialog.selectedFiles().value(0);
    if (const QString problem = saveShownPicture(workbench_, window_, wanted, path); !problem.isEmpty()) {
        showProblem(problem);
        return;
    }
    remember();
    settings_.set(Setting::exportFolder, QFileInfo(path).absolutePath());
    report_ = tr("Saved %1").arg(QDir::toNativeSeparators(path));
    accept();
}

void ExportDialog::copy() {
    copyShownPicture(workbench_, window_, request());
    remember();
    report_ = tr("The picture is on the clipboard.");
    accept();
}

} // namespace firstfit
