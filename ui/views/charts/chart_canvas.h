// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shows a chart: points at its values, zooms, and is driven with mouse or keys.
//
//   click, Enter       activated() with the mark's id      drag           zooms to what the frame holds
//   arrows, Home, End  from mark to mark                   double click   the whole again
//   Page up, down      twenty marks on
//   + and -, Ctrl+wheel  zoom      Shift+arrows  move      0              the whole again
#pragma once

#include "ui/views/charts/chart_picture.h"

#include <QPixmap>
#include <QWidget>

#include <memory>
#include <optional>

class QPainter;

namespace firstfit {

class ChartCanvas : public QWidget {
    Q_OBJECT

public:
    explicit ChartCanvas(std::unique_ptr<ChartPicture> picture, QWidget* parent = nullptr);
    ~ChartCanvas() override;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    [[nodiscard]] ChartPicture& picture() { return *picture_; }
    /// The picture has got something else to show.
    void refresh();
    /// The mark that is pointed at, by mouse or keys; an index into the picture's marks.
    [[nodiscard]] std::optional<std::size_t> current() const { return current_; }
    /// What a click on a mark does, for the tooltip: "Click to see ..."; empty: nothing.
    void setActivation(const QString& words);
    void zoomIn() { zoom(1.5); }
    void zoomOut() { zoom(1 / 1.5); }
    void showAll();

Q_SIGNALS:
    void activated(quint64 id);
    void zoomChanged(bool isZoomed);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    void place();
    void zoom(double factor);
    void viewChanged();
    void paintHead(QPainter& painter);
    void point(std::optional<std::size_t> mark, bool byKeys);
    [[nodiscard]] std::optional<std::size_t> markAt(const QPointF& at);
    [[nodiscard]] QRectF frame() const;
    [[nodiscard]] QString sentenceOf(std::size_t mark);
    bool moveBy(QKeyEvent& event);

    std::unique_ptr<ChartPicture> picture_;
    QPixmap drawn_; ///< the chart without what is pointed at; null: to be drawn
    std::optional<std::size_t> current_;
    bool byKeys_ = false;
    QString activation_;
    std::optional<QPointF> pressed_;
    QPointF dragged_;
    bool wasZoomed_ = false;
};

} // namespace firstfit
