// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timing_setup_panel.h"

#include "ui/models/request_words.h"
#include "ui/models/timing_words.h"
#include "ui/panels/elided_label.h"
#include "ui/render/contender_look.h"
#include "ui/render/theme.h"
#include "ui/workbench.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace firstfit {

namespace {

int scaled(double px) { return static_cast<int>(std::lround(px * Fonts::ofDesktop().scale)); }

/// A contender's square of 14.
class Swatch : public QWidget {
public:
    Swatch(std::string id, QWidget* parent) : QWidget(parent), id_(std::move(id)) {
        setFixedSize(scaled(14), scaled(14));
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const Palette& palette = paletteOf(*this);
        drawSwatch(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), contenderLook(id_, palette), palette.panel);
    }

private:
    std::string id_;
};

QSpinBox* spin(QWidget* parent, const char* name, int least, int most, int value) {
    auto* field = new QSpinBox(parent);
    field->setObjectName(QString::fromLatin1(name));
    field->setRange(least, most);
    field->setValue(value);
    field->setGroupSeparatorShown(true);
    return field;
}

/// Chosen at first: what the question is about. The rest is a click away.
bool isChosenAtFirst(const std::string& id) {
    return id == "stalloc" || id == "sync-stalloc" || id == "chain" || id == "malloc";
}

} // namespace

TimingSetupPanel::TimingSetupPanel(Workbench& workbench, Prober prober, QWidget* parent)
    : Panel(QStringLiteral("timing-setup"), tr("Set-up"), parent),
      workbench_(workbench),
      prober_(std::move(prober)),
      content_(new QWidget),
      grid_(new QGridLayout(content_)),
      seconds_(spin(content_, "timing-seconds", 1, 3600, 10)),
      precision_(new QDoubleSpinBox(content_)),
      live_(spin(content_, "timing-live", 1, 100'000, static_cast<int>(ChurnOptions{}.live))),
      least_(spin(content_, "timing-least", 8, 65'536, static_cast<int>(ChurnOptions{}.min_bytes))),
      most_(spin(content_, "timing-most", 8, 65'536, static_cast<int>(ChurnOptions{}.max_bytes))) {
    build();
    connect(&workbench_, &Workbench::traceChanged, this, &TimingSetupPanel::showTrace);
    showTrace();
}

QSize TimingSetupPanel::sizeHint() const { return {240, 500}; }

void TimingSetupPanel::addHead(const QString& text) {
    auto* head = new QLabel(text, content_);
    head->setProperty("look", QStringLiteral("title"));
    const int row = grid_->rowCount();
    grid_->setRowMinimumHeight(row, scaled(row > 1 ? 32 : 26));
    grid_->addWidget(head, row, 0, 1, 4, Qt::AlignBottom);
}

TimingSetupPanel::Choice TimingSetupPanel::addChoice(const std::string& id, const QString& name, const QString& note,
                                                     const QString& tip, bool swatch) {
    const int row = grid_->rowCount();
    grid_->setRowMinimumHeight(row, scaled(25));
    auto* box = new QCheckBox(name, content_);
    box->setObjectName(QStringLiteral("timing-%1").arg(QString::fromStdString(id)));
    box->setToolTip(tip);
    auto* label = new ElidedLabel(note, content_);
    label->setProperty("look", QStringLiteral("caption"));
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    if (swatch) {
        line->addWidget(new Swatch(id, content_));
    }
    line->addWidget(box);
    line->addWidget(label, 1);
    grid_->addLayout(line, row, 0, 1, 4);
    connect(box, &QCheckBox::toggled, this, &TimingSetupPanel::changed);
    return {id, box, label};
}

void TimingSetupPanel::build() {
    content_->setBackgroundRole(QPalette::Base);
    grid_->setContentsMargins(12, 0, 12, 12);
    grid_->setHorizontalSpacing(8);
    grid_->setVerticalSpacing(0);
    grid_->setColumnStretch(2, 1);
    addHead(tr("Contenders"));
    for (const ContenderInfo& info : known_contenders()) {
        contenders_.push_back(addChoice(info.id, QString::fromStdString(info.name), QString::fromStdString(info.note),
                                        QString::fromStdString(info.note), true));
        contenders_.back().box->setChecked(isChosenAtFirst(info.id));
    }
    addHead(tr("Workloads"));
    for (const WorkloadInfo& info : firstfit::workloads()) {
        QString note = info.id == "chunks" ? tr("1 to 30,000") : QString::fromStdString(info.operation);
        workloads_.push_back(addChoice(info.id, QString::fromStdString(info.name), note,
                                       QString::fromStdString(info.description), false));
        workloads_.back().box->setChecked(!info.needs_trace);
    }
    auto* add = new QPushButton(tr("Open a recording…"), content_);
    add->setObjectName(QStringLiteral("timing-open"));
    const int row = grid_->rowCount();
    grid_->setRowMinimumHeight(row, scaled(38));
    grid_->addWidget(add, row, 0, 1, 4, Qt::AlignLeft | Qt::AlignVCenter);
    connect(add, &QPushButton::clicked, this, &TimingSetupPanel::openRequested);
    addFields();
    grid_->setRowStretch(grid_->rowCount(), 1);

    auto* scroll = new QScrollArea(this);
    scroll->setWidget(content_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
}

void TimingSetupPanel::addFields() {
    precision_->setObjectName(QStringLiteral("timing-precision"));
    precision_->setRange(0, 20);
    precision_->setDecimals(1);
    precision_->setSingleStep(0.5);
    precision_->setValue(MeasureOptions{}.precision * 100);
    precision_->setPrefix(tr("± "));
    precision_->setSuffix(tr(" %"));
    precision_->setSpecialValueText(tr("time only"));
    seconds_->setSuffix(tr(" s"));
    // Rows of their own: the fields' width is nothing to the notes above.
    const auto add = [this](const QString& text, QAbstractSpinBox* field, const QString& tip) {
        auto* label = new QLabel(text, content_);
        label->setProperty("look", QStringLiteral("label"));
        label->setBuddy(field);
        label->setToolTip(tip);
        field->setToolTip(tip);
        field->setAccessibleName(text);
        const int row = grid_->rowCount();
        grid_->setRowMinimumHeight(row, scaled(32));
        auto* line = new QHBoxLayout;
        line->addWidget(label, 1);
        field->setFixedWidth(scaled(96));
        line->addWidget(field);
        grid_->addLayout(line, row, 0, 1, 4);
    };
    addHead(tr("Measurement"));
    add(tr("time at most"), seconds_, tr("For everything together; cancelling keeps what is there"));
    add(tr("sure enough at"), precision_, tr("A workload is done when each median is known that exactly, 95 % sure"));
    addHead(tr("Random churn"));
    add(tr("live allocations"), live_, tr("So many at any time"));
    add(tr("bytes, from"), least_, tr("Sizes are spread evenly from here"));
    add(tr("bytes, to"), most_, tr("Sizes are spread evenly up to here"));
    for (QSpinBox* field : {seconds_, live_, least_, most_}) {
        connect(field, qOverload<int>(&QSpinBox::valueChanged), this, &TimingSetupPanel::changed);
    }
    connect(precision_, qOverload<double>(&QDoubleSpinBox::valueChanged), this, &TimingSetupPanel::changed);
}

void TimingSetupPanel::showEvent(QShowEvent* event) {
    Panel::showEvent(event);
    probe();
}

void TimingSetupPanel::probe() {
    if (std::exchange(probed_, true)) {
        return;
    }
    for (const ContenderInfo& info : prober_()) {
        const auto found = std::ranges::find(contenders_, info.id, &Choice::id);
        if (found == contenders_.end() || info.available) {
            continue;
        }
        const QString why = QString::fromStdString(info.why_not);
        found->box->setChecked(false);
        found->box->setEnabled(false);
        found->box->setToolTip(why);
        found->note->setText(why);
        found->note->setToolTip(why);
        found->note->setEnabled(false);
    }
    Q_EMIT changed();
}

void TimingSetupPanel::showTrace() {
    const auto found = std::ranges::find(workloads_, std::string("trace"), &Choice::id);
    const std::size_t operations = workbench_.trace().operations.size();
    const bool was = found->box->isEnabled();
    found->box->setEnabled(operations > 0);
    found->note->setEnabled(operations > 0);
    if (operations == 0) {
        found->box->setChecked(false);
    } else if (!was) {
        found->box->setChecked(true);
    }
    const QString file = QFileInfo(QString::fromStdString(workbench_.trace().file)).fileName();
    found->box->setText(operations > 0 && !file.isEmpty() ? fontMetrics().elidedText(file, Qt::ElideMiddle, scaled(104))
                                                          : tr("the open trace"));
    found->note->setText(operations > 0 ? countedText(operations, tr("%1 operation"), tr("%1 operations"))
                                        : tr("nothing is open"));
    Q_EMIT changed();
}

std::vector<std::string> TimingSetupPanel::chosen(const std::vector<Choice>& choices) const {
    std::vector<std::string> ids;
    for (const Choice& choice : choices) {
        if (choice.box->isChecked() && choice.box->isEnabled()) {
            ids.push_back(choice.id);
        }
    }
    return ids;
}

MeasureOptions TimingSetupPanel::options() const {
    MeasureOptions options;
    options.contenders = chosen(contenders_);
    options.workloads = chosen(workloads_);
    options.seconds = seconds_->value();
    options.precision = precision_->value() / 100;
    options.churn = {static_cast<std::uint32_t>(live_->value()), static_cast<std::uint32_t>(least_->value()),
                     static_cast<std::uint32_t>(most_->value())};
    if (std::ranges::find(options.workloads, "trace") != options.workloads.end()) {
        options.trace = std::make_shared<const Trace>(workbench_.trace());
        options.trace_heap = workbench_.geometry();
    }
    return options;
}

QString TimingSetupPanel::problem() const {
    if (chosen(contenders_).empty()) {
        return tr("Choose a contender.");
    }
    if (chosen(workloads_).empty()) {
        return tr("Choose a workload.");
    }
    return least_->value() > most_->value() ? tr("The least bytes are more than the most.") : QString();
}

QString TimingSetupPanel::summary() const {
    return tr("%1, %2").arg(countedText(chosen(contenders_).size(), tr("%1 contender"), tr("%1 contenders")),
                            countedText(chosen(workloads_).size(), tr("%1 workload"), tr("%1 workloads")));
}

QCheckBox* TimingSetupPanel::contenderBox(const std::string& id) const {
    const auto found = std::ranges::find(contenders_, id, &Choice::id);
    return found == contenders_.end() ? nullptr : found->box;
}

QCheckBox* TimingSetupPanel::workloadBox(const std::string& id) const {
    const auto found = std::ranges::find(workloads_, id, &Choice::id);
    return found == workloads_.end() ? nullptr : found->box;
}

} // namespace firstfit
