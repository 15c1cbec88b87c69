// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every dock shows: a title, a changing caption beside it, and a body.
#pragma once

#include <QString>
#include <QWidget>

class QScrollArea;

namespace firstfit {

class Panel : public QWidget {
    Q_OBJECT

public:
    /// `id` names it in the saved layout ("free-list"); `title` is what the dock says ("Free list").
    Panel(QString id, QString title, QWidget* parent = nullptr);

    [[nodiscard]] const QString& id() const { return id_; }
    [[nodiscard]] const QString& title() const { return title_; }
    /// The caption in ink 3 behind the title: "20 blocks in 4 chunks".
    [[nodiscard]] const QString& caption() const { return caption_; }
    void setCaption(const QString& caption);
    /// A widget for the title bar, a legend say; null for most. Owned by the panel until a dock takes it.
    [[nodiscard]] virtual QWidget* titleExtra() { return nullptr; }

Q_SIGNALS:
    void captionChanged();

private:
    QString id_;
    QString title_;
    QString caption_;
};

/// Fills `panel` with `content`, which is scrolled up and down where it is higher. Both belong to `panel`.
QScrollArea* addScrolled(QWidget& panel, QWidget* content);

} // namespace firstfit
