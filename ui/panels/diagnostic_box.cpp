// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/diagnostic_box.h"

#include "ui/panels/tone_label.h"
#include "ui/render/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace firstfit {

namespace {

QString words(const std::string& utf8) { return QString::fromStdString(utf8); }

QString link(const QString& target, const QString& shown) {
    return QStringLiteral("<a href=\"%1\">%2</a>")
        .arg(target, shown.toHtmlEscaped().replace(u' ', QStringLiteral("&nbsp;")));
}

} // namespace

DiagnosticBox::DiagnosticBox(QWidget* parent)
    : QWidget(parent),
      title_(new ToneLabel(&Palette::ink, 13, QFont::DemiBold, this)),
      message_(new ToneLabel(&Palette::ink2, 12, QFont::Normal, this)),
      links_(new QLabel(this)) {
    setObjectName(QStringLiteral("script.diagnostic"));
    title_->setObjectName(QStringLiteral("script.diagnostic.title"));
    message_->setObjectName(QStringLiteral("script.diagnostic.message"));
    links_->setObjectName(QStringLiteral("script.diagnostic.links"));
    links_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    links_->setFocusPolicy(Qt::StrongFocus);
    links_->setFont(Fonts::ofDesktop().text(12));
    links_->setWordWrap(true);
    connect(links_, &QLabel::linkActivated, this, &DiagnosticBox::follow);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(15, 10, 12, 12); // 3 of them for the bar
    column->setSpacing(5);
    column->addWidget(title_);
    column->addWidget(message_);
    column->addWidget(links_);
    hide();
}

void DiagnosticBox::setDiagnostics(const std::vector<Diagnostic>& diagnostics) {
    diagnostics_ = diagnostics;
    std::stable_partition(diagnostics_.begin(), diagnostics_.end(),
                          [](const Diagnostic& d) { return d.severity == Severity::error; });
    current_ = 0;
    setVisible(!diagnostics_.empty());
    if (!diagnostics_.empty())
        showCurrent();
}

void DiagnosticBox::showCurrent() {
    // A diagnostic may come without a short form: then the sentence is all there is.
    title_->setText(words(current().title.empty() ? current().message : current().title));
    message_->setText(words(current().message));
    message_->setVisible(!current().title.empty() && !current().message.empty());
    links_->setText(links());
    links_->setVisible(!links_->text().isEmpty());
    setAccessibleName(current().severity == Severity::error ? tr("Mistake in the script")
                                                            : tr("Warning about the script"));
    setAccessibleDescription(text());
    updateGeometry();
    update();
}

QString DiagnosticBox::links() const {
    QStringList links;
    for (const std::uint32_t line : {current().line, current().related_line})
        if (line != 0)
            links << link(QString::number(line), tr("Go to line %1").arg(line));
    if (diagnostics_.size() > 1)
        links << link(QStringLiteral("next"), tr("Next (%1 of %2)").arg(current_ + 1).arg(diagnostics_.size()));
    return links.join(QStringLiteral("&nbsp;&nbsp;&nbsp; "));
}

void DiagnosticBox::follow(const QString& link) {
    if (link == QLatin1String("next")) {
        current_ = (current_ + 1) % diagnostics_.size();
        showCurrent();
    } else {
        Q_EMIT lineActivated(link.toUInt());
    }
}

QString DiagnosticBox::text() const {
    if (diagnostics_.empty())
        return {};
    const QString title = words(current().title);
    const QString message = words(current().message);
    if (title.isEmpty() || message.isEmpty())
        return title + message;
    return tr("%1. %2").arg(title, message);
}

void DiagnosticBox::paintEvent(QPaintEvent*) {
    if (diagnostics_.empty())
        return;
    const Palette& palette = paletteOf(*this);
    const bool error = current().severity == Severity::error;
    QPainter painter(this);
    painter.fillRect(rect(), error ? palette.failureGround : palette.cautionGround);
    painter.fillRect(QRect(0, 0, 3, height()), error ? palette.failure : palette.caution);
}

void DiagnosticBox::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.addAction(tr("Copy"), this, [this] { QApplication::clipboard()->setText(text()); });
    menu.exec(event->globalPos());
}

} // namespace firstfit
