// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The painted parts of "What is happening": two bars to one scale, the pseudocode, the variables.
#pragma once

#include "allocator/replay/explain.h"
#include "ui/render/fonts.h"

#include <QStringList>
#include <QWidget>

namespace firstfit {

/// A painted part: keeps the desktop's fonts, and its height follows what it shows.
class ExplanationPart : public QWidget {
    Q_OBJECT

public:
    static constexpr int padding = 12; ///< px at the left and the right

    explicit ExplanationPart(QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {220, contentHeight()}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, contentHeight()}; }

protected:
    [[nodiscard]] virtual int contentHeight() const = 0;
    [[nodiscard]] const Fonts& fonts() const { return fonts_; }
    [[nodiscard]] int px(double length) const; ///< scaled with the font
    void contentChanged();
    void changeEvent(QEvent* event) override;

private:
    Fonts fonts_;
};

/// "needs" dashed over "has" filled, a block as wide in either.
class NeedsBars : public ExplanationPart {
    Q_OBJECT

public:
    using ExplanationPart::ExplanationPart;
    void setValues(const std::optional<NeedsAndHas>& values);

protected:
    [[nodiscard]] int contentHeight() const override;
    void paintEvent(QPaintEvent* event) override;

private:
    void paintNeeds(QPainter& painter, const QRectF& bar, double perBlock) const;
    void paintHas(QPainter& painter, const QRectF& bar, double perBlock) const;
    void paintTicks(QPainter& painter, const QRectF& bar, std::uint32_t blocks, double perBlock,
                    const QColor& colour) const;

    NeedsAndHas values_;
    bool shown_ = false;
};

/// The algorithm's lines, the running one marked.
class PseudocodeView : public ExplanationPart {
    Q_OBJECT

public:
    using ExplanationPart::ExplanationPart;
    /// `failed`: the operation fails at the running line.
    void setLines(const std::vector<std::string>& lines, std::optional<std::size_t> running, bool failed);
    /// Where the running line stands, in this widget; empty without one.
    [[nodiscard]] QRect runningLineRect() const;

protected:
    [[nodiscard]] int contentHeight() const override;
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QFont fontThatFits() const;
    [[nodiscard]] int lineHeight() const { return px(20); }

    QStringList lines_;
    std::optional<std::size_t> running_;
    bool failed_ = false;
};

/// Names and values in two columns, the one that the last micro-step changed marked.
class VariablesView : public ExplanationPart {
    Q_OBJECT

public:
    using ExplanationPart::ExplanationPart;
    void setVariables(const std::vector<Variable>& variables);

protected:
    [[nodiscard]] int contentHeight() const override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] std::size_t firstOfRight() const { return variables_.size() / 2; }
    [[nodiscard]] int widthOf(std::size_t first, std::size_t end) const;
    void paintColumn(QPainter& painter, const QRect& column, std::size_t first, std::size_t end) const;

    std::vector<Variable> variables_;
};

} // namespace firstfit
