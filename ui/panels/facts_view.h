// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Figures with their names, one to a line: the name at the left, the figure at the right.
#pragma once

#include "ui/panels/explanation_parts.h"
#include "ui/panels/tone_label.h"

#include <QList>

namespace firstfit {

struct Fact {
    QString name;
    QString value;
    QString toolTip{};
    ToneLabel::Tone tone = &Palette::ink; ///< of the value
};

/// Takes no room while it has no facts.
class FactsView : public ExplanationPart {
    Q_OBJECT

public:
    using ExplanationPart::ExplanationPart;

    void setFacts(QList<Fact> facts);
    /// Lines of 18 px instead of 20, where much else must be seen beside them.
    void setDense(bool dense);
    [[nodiscard]] const QList<Fact>& facts() const { return facts_; }
    /// "operations: 1,000,000", a line each.
    [[nodiscard]] QString asText() const;
    /// The value under this name; empty without.
    [[nodiscard]] QString valueOf(const QString& name) const;

protected:
    [[nodiscard]] int contentHeight() const override;
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const { return px(dense_ ? 18 : 20); }
    [[nodiscard]] bool isCut(const Fact& fact) const;

    QList<Fact> facts_;
    bool dense_ = false;
};

} // namespace firstfit
