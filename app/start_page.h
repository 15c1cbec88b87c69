// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where one begins: the lessons, recordings to look at, the files opened last, and an empty heap.
#pragma once

#include "app/recent_files.h"

#include <QScrollArea>

#include <vector>

class QButtonGroup;
class QGridLayout;
class QVBoxLayout;

namespace firstfit {

class LessonCard;

class StartPage : public QScrollArea {
    Q_OBJECT

public:
    explicit StartPage(RecentFiles& recent, QWidget* parent = nullptr);

Q_SIGNALS:
    /// A lesson, an example or a recent file.
    void fileChosen(const QString& path);
    void openRequested();
    void newScriptRequested();
    void byHandRequested();
    void recordRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void buildHead(QVBoxLayout& column);
    void buildLessons(QVBoxLayout& column);
    void buildRecordings(QVBoxLayout& column);
    void addCard(LessonCard* card, const QString& path);
    void buildRecent(QVBoxLayout& column);
    void arrangeCards(int columns);
    void fillRecent();
    void applyFonts();

    RecentFiles& recent_;
    QWidget* page_;
    QGridLayout* grid_ = nullptr;       ///< of the lessons
    QGridLayout* recordings_ = nullptr; ///< of the examples
    QButtonGroup* arrows_ = nullptr;
    QVBoxLayout* recentList_ = nullptr;
    std::vector<LessonCard*> cards_; ///< lessons, then examples
    std::size_t lessons_ = 0;        ///< how many of them are lessons
    int columns_ = 0;
};

} // namespace firstfit
