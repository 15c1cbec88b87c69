// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A chart that paints itself on anything: the window, an image, an SVG. It knows its points, so that whoever shows it
// can point at them; it asks nobody.
#pragma once

#include "ui/render/contender_look.h"
#include "ui/render/fonts.h"
#include "ui/render/palette.h"

#include <QRectF>
#include <QSizeF>
#include <QString>

#include <vector>

class QPainter;

namespace firstfit {

/// Something in a chart that has exact values.
struct ChartMark {
    QRectF place;
    QString sentence;     ///< for tooltips and screen readers
    std::uint64_t id = 0; ///< for who activates it
};

/// Part of an axis, in the axis's own unit (log10 of the values on logarithmic ones).
struct Span {
    double low = 0;
    double high = 1;

    [[nodiscard]] double length() const { return high - low; }
    friend bool operator==(const Span&, const Span&) = default;
};

class ChartPicture {
public:
    virtual ~ChartPicture() = default;
    ChartPicture(const ChartPicture&) = delete;
    ChartPicture& operator=(const ChartPicture&) = delete;

    /// Size in units of 1x. The palette outlives the picture.
    void setPlace(QSizeF size, const Palette& palette, const Fonts& fonts);
    [[nodiscard]] QSizeF size() const { return size_; }
    /// The height that it looks best at.
    [[nodiscard]] virtual double preferredHeight(double width, double scale) const;
    /// The width that it needs to be read well.
    [[nodiscard]] virtual double preferredWidth(double scale) const { return 520 * scale; }
    /// Paints all of it into the size, without a ground.
    void paint(QPainter& painter);
    /// From left to right, as the arrow keys go.
    [[nodiscard]] const std::vector<ChartMark>& marks();
    /// Where the values are, without axes and labels.
    [[nodiscard]] QRectF plot();
    /// The strip at the top that says what columns mean, for who has scrolled past it: its height, 0 for none.
    [[nodiscard]] virtual double headHeight() const { return 0; }
    /// Paints it once more, at the painter's origin, on the palette's panel.
    void paintHead(QPainter& painter);
    /// Why there is nothing to see; empty: there is.
    [[nodiscard]] virtual QString emptySentence() const = 0;

    // Zoom: of both axes, where an axis can.
    [[nodiscard]] virtual bool zoomsX() const { return false; }
    [[nodiscard]] virtual bool zoomsY() const { return false; }
    /// Shows what lies in `part` of the plot (in units of the picture).
    void zoomTo(const QRectF& part);
    /// `factor` over 1 shows less and larger; `about` stays where it is.
    void zoomBy(double factor, const QPointF& about);
    void panBy(const QPointF& distance);
    void zoomOut();
    [[nodiscard]] bool isZoomed() const { return zoomed_; }

protected:
    ChartPicture() = default;

    /// Computes plot and marks for the present size, look and zoom.
    virtual void build() = 0;
    virtual void draw(QPainter& painter) = 0;
    virtual void drawHead(QPainter&) {}

    void changed() { built_ = false; }
    [[nodiscard]] const Palette& palette() const { return *palette_; }
    [[nodiscard]] const Fonts& fonts() const { return fonts_; }
    [[nodiscard]] double px(double length) const { return length * fonts_.scale; }
    /// Sets what is to be seen without zoom; another range than before ends the zoom.
    void setFull(Span x, Span y);
    void setPlot(const QRectF& plot) { plot_ = plot; }
    [[nodiscard]] Span spanX() const { return x_; }
    [[nodiscard]] Span spanY() const { return y_; }
    [[nodiscard]] double xOf(double value) const;
    [[nodiscard]] double yOf(double value) const;
    void addMark(ChartMark mark) { marks_.push_back(std::move(mark)); }

private:
    void ensureBuilt();
    void show(Span x, Span y);

    QSizeF size_{640, 320};
    const Palette* palette_ = &Palette::light();
    Fonts fonts_;
    bool built_ = false;
    bool zoomed_ = false;
    QRectF plot_;
    std::vector<ChartMark> marks_;
    Span fullX_, fullY_, x_, y_;
};

/// Text at a place, in the painter's font and pen; cut with "…" if it is wider than `room`. Where `at` lies in the text
/// is said by `alignment`.
void drawWords(QPainter& painter, const QPointF& at, Qt::Alignment alignment, const QString& words, double room = 1e6);

} // namespace firstfit
