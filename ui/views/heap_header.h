// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines above the heap map: the call and its request with the zoom, or the banner of a request that failed; and
// the card of a heap that nothing has touched yet.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace firstfit {

/// "k = malloc(30)  30 bytes round up to 8 blocks · any alignment      78 px per block  [-] [+] [Fit]".
class HeapHeader : public QWidget {
    Q_OBJECT

public:
    static constexpr int wanted = 36; ///< px of height at scale 1

    explicit HeapHeader(QWidget* parent = nullptr);
    /// What is asked for, and how it reads in blocks.
    void setRequest(const QString& call, const QString& request);
    /// In place of a request: what is shown, in plain words.
    void setPlace(const QString& title, const QString& words);
    void setZoom(double pixelsPerBlock, bool fitting);
    /// Over a banner only the zoom is painted, on the banner's ground; what is asked for stands in the banner.
    void setOnBanner(bool on);
    [[nodiscard]] bool isOnBanner() const { return onBanner_; }
    /// px from the left at which the zoom in few words begins.
    [[nodiscard]] double zoomLeft() const;

Q_SIGNALS:
    void zoomInRequested();
    void zoomOutRequested();
    void fitRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void arrange();

    QString call_;
    QString request_;
    QString zoom_;
    QString shortZoom_;
    bool isPlace_ = false; ///< no call: the title is not in the fixed font
    bool onBanner_ = false;
    QToolButton* out_;
    QToolButton* in_;
    QToolButton* fit_;
};

/// A cross and "n = malloc(40) failed: 11 blocks are free, but no 10 in a row", on the failure's ground.
class HeapBanner : public QWidget {
    Q_OBJECT

public:
    static constexpr int wanted = 44; ///< px of height at scale 1

    explicit HeapBanner(QWidget* parent = nullptr);
    /// `call` is the part of the headline in the fixed font.
    void setFailure(const QString& call, const QString& headline);
    /// px from the left up to which there is room for words.
    void setTextEnd(double x);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString call_;
    QString rest_;
    double textEnd_ = 0;
};

/// "An empty heap: one chunk of 32 blocks", with three ways to begin.
class HeapWelcome : public QWidget {
    Q_OBJECT

public:
    explicit HeapWelcome(QWidget* parent = nullptr);
    void setBlocks(quint32 blocks);

Q_SIGNALS:
    void firstLessonRequested();
    void openRequested();
    void allocateByHandRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void setFonts();

    QLabel* title_;
    QLabel* sentence_;
    QPushButton* lesson_;
    QPushButton* open_;
    QPushButton* byHand_;
};

} // namespace firstfit
