// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/go_to_dialog.h"

#include "ui/render/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace firstfit {

GoToDialog::GoToDialog(Workbench& workbench, QWidget* parent)
    : QDialog(parent), workbench_(workbench), field_(new QLineEdit(this)), hint_(new QLabel(this)) {
    setWindowTitle(tr("Go to operation"));
    setObjectName(QStringLiteral("go-to"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    go_ = buttons->addButton(tr("Go"), QDialogButtonBox::AcceptRole);
    go_->setDefault(true);
    markPrimary(*go_);
    field_->setObjectName(QStringLiteral("go-to-field"));
    field_->setText(QString::number(workbench.position().operation.value));
    field_->selectAll();
    auto* label = new QLabel(tr("&Operation, or operation.micro-step"), this);
    label->setBuddy(field_);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(label);
    column->addWidget(field_);
    column->addWidget(hint_);
    column->addWidget(buttons);
    connect(field_, &QLineEdit::textChanged, this, &GoToDialog::check);
    connect(&workbench_, &Workbench::traceGrew, this, &GoToDialog::check);
    connect(&workbench_, &Workbench::traceChanged, this, &GoToDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &GoToDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &GoToDialog::reject);
    check();
}

/// Without the commas that a number copied from a table has.
QString GoToDialog::typed() const { return field_->text().remove(QLocale().groupSeparator()).trimmed(); }

std::optional<Position> GoToDialog::chosen() const {
    const QStringList parts = typed().split(QLatin1Char('.'));
    bool ok = false;
    const uint operation = parts[0].toUInt(&ok);
    if (!ok || parts.size() > 2 || operation > workbench_.timeline().size().value) {
        return std::nullopt;
    }
    if (parts.size() == 1) {
        return Position::after(OperationIndex{operation});
    }
    const uint micro = parts[1].toUInt(&ok);
    const Position end = workbench_.timeline().normalised(Position::after(OperationIndex{operation}));
    return ok && micro >= 1 && micro <= end.micro ? std::optional(Position{OperationIndex{operation}, micro})
                                                  : std::nullopt;
}

void GoToDialog::check() {
    const uint last = workbench_.timeline().size().value;
    const bool good = chosen().has_value();
    QString text = workbench_.isWhole() ? tr("0 is the fresh heap, %L1 the end.").arg(last)
                                        : tr("0 is the fresh heap. So far %L1 of %L2 operations are replayed.")
                                              .arg(last)
                                              .arg(workbench_.wholeSize());
    if (const uint n = typed().section(QLatin1Char('.'), 0, 0).toUInt(); n >= 1 && n <= last) {
        const Position end = workbench_.timeline().normalised(Position::after(OperationIndex{n}));
        text = end.micro == 1 ? tr("Operation %L1 has 1 micro-step.").arg(n)
                              : tr("Operation %L1 has %L2 micro-steps.").arg(n).arg(end.micro);
    }
    hint_->setText(text);
    markWrong(*field_, good                   ? QString()
                       : workbench_.isWhole() ? tr("There is no such moment in this run.")
                                              : tr("This moment is not replayed yet."));
    go_->setEnabled(good);
}

void GoToDialog::accept() {
    if (const auto position = chosen()) {
        workbench_.goTo(*position);
        QDialog::accept();
    }
}

} // namespace firstfit
