// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/start_page.h"

#include "app/lesson_card.h"
#include "app/recording_file.h"
#include "ui/render/theme.h"

#include <QButtonGroup>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace firstfit {

namespace {

// Lines longer than this are hard to read.
constexpr int widestPage = 1080;
constexpr int narrowestCard = 300;

QLabel* label(const QString& text, const char* role, QWidget* parent) {
    auto* made = new QLabel(text, parent);
    made->setProperty("textRole", QString::fromLatin1(role));
    made->setTextFormat(Qt::PlainText);
    return made;
}

QPushButton* button(const QString& text, const QString& name, const QString& tip, QWidget* parent) {
    auto* made = new QPushButton(text, parent);
    made->setObjectName(name);
    made->setToolTip(tip);
    made->setStatusTip(tip);
    return made;
}

} // namespace

StartPage::StartPage(RecentFiles& recent, QWidget* parent)
    : QScrollArea(parent), recent_(recent), page_(new QWidget(this)) {
    setObjectName(QStringLiteral("start-page"));
    setAccessibleName(tr("Start"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    build();
    setWidget(page_);
    applyFonts();
    connect(&recent_, &RecentFiles::changed, this, &StartPage::fillRecent);
}

void StartPage::build() {
    auto* row = new QHBoxLayout(page_);
    row->setContentsMargins(32, 32, 32, 32);
    auto* middle = new QWidget(page_);
    middle->setMaximumWidth(widestPage);
    row->addWidget(middle);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    buildHead(*column);
    buildLessons(*column);
    buildRecordings(*column);
    buildRecent(*column);
    column->addStretch(1);
}

void StartPage::buildHead(QVBoxLayout& column) {
    column.addWidget(label(tr("See a first-fit heap at work"), "headline", page_));
    column.addWidget(label(tr("A real allocator, one step at a time, forwards and backwards. Start with a lesson, "
                              "open a script, or take an empty heap in your own hands."),
                           "sentence", page_));
    column.addSpacing(8);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(-3, 0, 0, 0); // the room that buttons keep for their focus ring
    row->setSpacing(8);
    QPushButton* open =
        button(tr("Open…"), QStringLiteral("start-open"), tr("Open a Lua script or the recording of a program"), page_);
    QPushButton* create =
        button(tr("New script"), QStringLiteral("start-new"), tr("Write a script of your own"), page_);
    QPushButton* hand = button(tr("Allocate by hand"), QStringLiteral("start-by-hand"),
                               tr("An empty heap, and the panel that works on it"), page_);
    QPushButton* record = button(tr("Record a program"), QStringLiteral("start-record"),
                                 tr("Run a program, and see what it asked its heap for"), page_);
    for (QPushButton* each : {open, create, hand, record}) {
        row->addWidget(each);
    }
    row->addStretch(1);
    column.addLayout(row);
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(create, &QPushButton::clicked, this, &StartPage::newScriptRequested);
    connect(hand, &QPushButton::clicked, this, &StartPage::byHandRequested);
    connect(record, &QPushButton::clicked, this, &StartPage::recordRequested);
}

void StartPage::buildLessons(QVBoxLayout& column) {
    column.addSpacing(24);
    column.addWidget(label(tr("Lessons"), "heading", page_));
    grid_ = new QGridLayout;
    grid_->setSpacing(12);
    arrows_ = new QButtonGroup(this); // its buttons pass the focus on with the arrow keys
    arrows_->setExclusive(false);
    int number = 0;
    for (const Lesson& lesson : lessons()) {
        addCard(new LessonCard(++number, lesson, page_), lesson.path);
    }
    lessons_ = cards_.size();
    column.addLayout(grid_);
}

void StartPage::buildRecordings(QVBoxLayout& column) {
    recordings_ = new QGridLayout;
    recordings_->setSpacing(12);
    for (const ExampleRecording& example : exampleRecordings()) {
        addCard(new LessonCard(example, page_), example.path);
    }
    column.addSpacing(24);
    column.addWidget(label(tr("Recordings to look into"), "heading", page_));
    column.addLayout(recordings_);
    arrangeCards(3);
}

void StartPage::addCard(LessonCard* card, const QString& path) {
    connect(card, &LessonCard::clicked, this, [this, path] { Q_EMIT fileChosen(path); });
    card->installEventFilter(this);
    arrows_->addButton(card);
    cards_.push_back(card);
}

void StartPage::buildRecent(QVBoxLayout& column) {
    column.addSpacing(24);
    column.addWidget(label(tr("Opened last"), "heading", page_));
    recentList_ = new QVBoxLayout;
    recentList_->setSpacing(4);
    column.addLayout(recentList_);
    fillRecent();
}

void StartPage::fillRecent() {
    while (QLayoutItem* item = recentList_->takeAt(0)) {
        if (QWidget* old = item->widget()) {
            old->hide();
            old->deleteLater();
        }
        delete item;
    }
    const QStringList paths = recent_.paths();
    for (const QString& path : paths) {
        const QFileInfo info(path);
        QPushButton* entry =
            button(info.fileName(), QStringLiteral("recent-file"), QDir::toNativeSeparators(path), page_);
        entry->setAccessibleDescription(path);
        connect(entry, &QPushButton::clicked, this, [this, path] { Q_EMIT fileChosen(path); });
        recentList_->addWidget(entry, 0, Qt::AlignLeft);
    }
    if (paths.isEmpty()) {
        recentList_->addWidget(label(tr("Nothing yet."), "quiet", page_));
    }
    applyFonts();
}

void StartPage::arrangeCards(int columns) {
    if (columns == columns_) {
        return;
    }
    columns_ = columns;
    for (std::size_t i = 0; i < cards_.size(); ++i) {
        const bool isLesson = i < lessons_;
        const int at = static_cast<int>(isLesson ? i : i - lessons_);
        (isLesson ? grid_ : recordings_)->addWidget(cards_[i], at / columns, at % columns);
    }
    for (QGridLayout* grid : {grid_, recordings_}) {
        for (int c = 0; c < 4; ++c) {
            grid->setColumnStretch(c, c < columns ? 1 : 0);
        }
    }
}

void StartPage::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrangeCards(std::clamp(std::min(event->size().width() - 64, widestPage) / narrowestCard, 1, 3));
}

void StartPage::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange) {
        applyFonts();
    }
}

void StartPage::showEvent(QShowEvent* event) {
    QScrollArea::showEvent(event);
    if (!event->spontaneous() && !cards_.empty()) {
        cards_.front()->setFocus(Qt::OtherFocusReason);
    }
}

bool StartPage::eventFilter(QObject* watched, QEvent* event) {
    // The area follows Tab by itself, but not the arrow keys.
    if (event->type() == QEvent::FocusIn) {
        if (const auto card = std::ranges::find(cards_, watched); card != cards_.end() && isVisible()) {
            ensureWidgetVisible(*card);
        }
    }
    return QScrollArea::eventFilter(watched, event);
}

void StartPage::applyFonts() {
    const Palette& palette = paletteOf(*this);
    const Fonts fonts = Fonts::ofDesktop();
    for (QLabel* each : page_->findChildren<QLabel*>()) {
        const QString role = each->property("textRole").toString();
        const bool headline = role == QStringLiteral("headline");
        const bool heading = role == QStringLiteral("heading");
        each->setFont(headline  ? fonts.text(24, QFont::DemiBold)
                      : heading ? fonts.text(14, QFont::DemiBold)
                                : fonts.text(14));
        QPalette colours = each->palette();
        colours.setColor(QPalette::WindowText, headline || heading ? palette.ink : palette.ink2);
        each->setPalette(colours);
        each->setWordWrap(role == QStringLiteral("sentence"));
    }
}

} // namespace firstfit
