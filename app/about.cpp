// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/about.h"

#include "ui/render/icons.h"
#include "ui/render/theme.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QMenu>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace firstfit {

namespace {

QString tr(const char* text) { return QApplication::translate("Help", text); }

/// A dialog with one text to read and a Close button.
QDialog* readingDialog(QWidget* parent, const QString& name, const QString& title, const QString& html, QSize size) {
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(name);
    dialog->setWindowTitle(title);
    auto* text = new QTextBrowser(dialog);
    text->setOpenExternalLinks(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setHtml(html);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(text, 1);
    column->addWidget(buttons);
    dialog->resize(size);
    return dialog;
}

QString keysOf(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& key : action.shortcuts()) {
        keys << key.toString(QKeySequence::NativeText);
    }
    return keys.join(tr(" or "));
}

QString row(const QString& what, const QString& keys) {
    return QStringLiteral("<tr><td width=\"260\" style=\"padding:2px 24px 2px 0\">%1</td><td style=\"padding:2px "
                          "0\"><b>%2</b></td></tr>")
        .arg(what.toHtmlEscaped(), keys.toHtmlEscaped());
}

QString heading(const QString& text) { return QStringLiteral("<h3>%1</h3>").arg(text.toHtmlEscaped()); }

// The actions of a menu that have keys, submenus included.
QString rowsOf(const QMenu& menu) {
    QString rows;
    for (const QAction* action : menu.actions()) {
        if (action->menu()) {
            rows += rowsOf(*action->menu());
        } else if (!action->shortcuts().isEmpty()) {
            rows += row(action->text().remove(QLatin1Char('&')).remove(QChar(0x2026)), keysOf(*action));
        }
    }
    return rows;
}

QString mapRows() {
    return row(tr("play or pause"), tr("Space")) + row(tr("operation back, on"), tr("Left, Right")) +
           row(tr("micro-step back, on"), tr("Shift+Left, Shift+Right")) + row(tr("start, end"), tr("Home, End")) +
           row(tr("go to an operation"), tr("G")) + row(tr("next or previous run of blocks"), tr("Tab, Shift+Tab")) +
           row(tr("free the selected allocation"), tr("Delete, or double-click")) +
           row(tr("menu of the block"), tr("Menu key, or right-click"));
}

QString editorRows() {
    return row(tr("leave the editor (Tab indents)"), tr("Escape, then Tab; or F6, Shift+F6")) +
           row(tr("set or take away a breakpoint"), tr("F9, or click beside the line's number"));
}

} // namespace

void showAbout(QWidget* parent) {
    const QString html =
        tr("<h2>Firstfit %1</h2>"
           "<p>See a first-fit heap at work: a real allocator, step by step, forwards and backwards.</p>"
           "<p>© 2026 The Firstfit authors. Free software under the GNU General Public License, version 3 or later, "
           "without any warranty. The allocator library in it (<code>allocator/stalloc</code>) is under the MIT "
           "licence.</p>"
           "<p>It stands on Qt %2 (LGPL-3.0-only), QScintilla (GPL-3.0-only) and Lua 5.4 (MIT). The allocator is a "
           "port "
           "of <i>Stalloc</i>, a Rust crate.</p>")
            .arg(QApplication::applicationVersion(), QString::fromLatin1(qVersion()));
    readingDialog(parent, QStringLiteral("about"), tr("About Firstfit"), html, {460, 320})->show();
}

void showShortcuts(QWidget* parent, const QList<QAction*>& menus) {
    QString html = heading(tr("With the map or the timeline focused")) + QStringLiteral("<table>") + mapRows() +
                   QStringLiteral("</table>") + heading(tr("In the editor")) + QStringLiteral("<table>") +
                   editorRows() + QStringLiteral("</table>");
    for (const QAction* action : menus) {
        if (const QString rows = action->menu() ? rowsOf(*action->menu()) : QString(); !rows.isEmpty()) {
            html += heading(action->text().remove(QLatin1Char('&'))) + QStringLiteral("<table>") + rows +
                    QStringLiteral("</table>");
        }
    }
    readingDialog(parent, QStringLiteral("shortcuts"), tr("Keyboard shortcuts"), html, {520, 640})->show();
}

} // namespace firstfit
