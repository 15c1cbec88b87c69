// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is to be measured: who, at what, for how long.
#pragma once

#include "allocator/timing/contender.h"
#include "allocator/timing/measure.h"
#include "ui/panels/panel.h"

#include <memory>
#include <vector>

class QCheckBox;
class QDoubleSpinBox;
class QGridLayout;
class QSpinBox;

namespace firstfit {

class ChoiceRow;
class Workbench;

class TimingSetupPanel : public Panel {
    Q_OBJECT

public:
    /// `contenders` are asked for when the panel is first shown: that starts a process.
    using Prober = std::function<std::vector<ContenderInfo>()>;

    TimingSetupPanel(Workbench& workbench, Prober prober, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    /// Of what is chosen; the trace is shared with the workbench's.
    [[nodiscard]] MeasureOptions options() const;
    /// Why that cannot be measured; empty: it can.
    [[nodiscard]] QString problem() const;
    /// "4 contenders, 6 workloads"
    [[nodiscard]] QString summary() const;
    /// All that was chosen, for restore(): contenders, workloads, time, churn. Also what cannot be measured just now.
    [[nodiscard]] QString remembered() const;
    /// What is unknown or out of range in it leaves things as they are.
    void restore(const QString& remembered);
    [[nodiscard]] QCheckBox* contenderBox(const std::string& id) const;
    [[nodiscard]] QCheckBox* workloadBox(const std::string& id) const;

Q_SIGNALS:
    void changed();
    void openRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Choice {
        std::string id;
        ChoiceRow* row;
        bool wanted = false; ///< by the person, also while it cannot be chosen

        [[nodiscard]] QCheckBox* box() const;
        void setPossible(bool possible);
    };

    void build();
    void addHead(const QString& text);
    void addChoice(std::vector<Choice>& list, const std::string& id, ChoiceRow* row, const QString& tip, bool wanted);
    void addFields();
    void probe();
    void showTrace();
    [[nodiscard]] std::vector<std::string> chosen(const std::vector<Choice>& choices) const;

    Workbench& workbench_;
    Prober prober_;
    bool probed_ = false;
    QString nobody_; ///< why there is no contender at all; empty: there are some
    QWidget* content_;
    QGridLayout* grid_;
    std::vector<Choice> contenders_;
    std::vector<Choice> workloads_;
    QSpinBox* seconds_;
    QDoubleSpinBox* precision_;
    QSpinBox* live_;
    QSpinBox* least_;
    QSpinBox* most_;
};

} // namespace firstfit
