// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where one begins: the lessons, the files opened last, and an empty heap.
#pragma once

#include "app/recent_files.h"

#include <QScrollArea>

#include <vector>

class QGridLayout;
class QVBoxLayout;

namespace firstfit {

class LessonCard;

class StartPage : public QScrollArea {
    Q_OBJECT

public:
    explicit StartPage(RecentFiles& recent, QWidget* parent = nullptr);

Q_SIGNALS:
    /// A lesson or a recent file.
    void fileChosen(const QString& path);
    void openRequested();
    void newScriptRequested();
    void byHandRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void buildHead(QVBoxLayout& column);
    void buildLessons(QVBoxLayout& column);
    void buildRecent(QVBoxLayout& column);
    void arrangeLessons(int columns);
    void fillRecent();
    void applyFonts();

    RecentFiles& recent_;
    QWidget* page_;
    QGridLayout* grid_ = nullptr;
    QVBoxLayout* recentList_ = nullptr;
    std::vector<LessonCard*> cards_;
    int columns_ = 0;
};

} // namespace firstfit
