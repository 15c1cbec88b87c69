// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timing_setup_panel.h"

#include "ui/models/request_words.h"
#include "ui/panels/choice_row.h"
#include "ui/render/contender_look.h"
#include "ui/render/theme.h"
#include "ui/workbench.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
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

QCheckBox* TimingSetupPanel::Choice::box() const { return row->box(); }

void TimingSetupPanel::Choice::setPossible(bool possible) {
    box()->setEnabled(possible);
    row->noteLabel()->setEnabled(possible);
    const QSignalBlocker quiet(box()); // nobody has chosen anything else
    box()->setChecked(possible && wanted);
}

void TimingSetupPanel::addChoice(std::vector<Choice>& list, const std::string& id, ChoiceRow* choice,
                                 const QString& tip, bool wanted) {
    choice->box()->setObjectName(QStringLiteral("timing-%1").arg(QString::fromStdString(id)));
    choice->box()->setChecked(wanted);
    choice->setToolTip(tip);
    grid_->addWidget(choice, grid_->rowCount(), 0, 1, 4);
    const std::size_t place = list.size();
    list.push_back({id, choice, wanted});
    connect(choice->box(), &QCheckBox::toggled, this, [this, &list, place](bool checked) {
        list[place].wanted = checked;
        Q_EMIT changed();
    });
}

void TimingSetupPanel::build() {
    grid_->setContentsMargins(12, 0, 12, 12);
    grid_->setHorizontalSpacing(8);
    grid_->setVerticalSpacing(0);
    grid_->setColumnStretch(2, 1);
    addHead(tr("Contenders"));
    for (const ContenderInfo& info : known_contenders()) {
        const QString note = QString::fromStdString(info.note);
        auto* row = new ChoiceRow(QString::fromStdString(info.name), note, new Swatch(info.id, content_), content_);
        addChoice(contenders_, info.id, row, note, isChosenAtFirst(info.id));
    }
    addHead(tr("Workloads"));
    for (const WorkloadInfo& info : firstfit::workloads()) {
        const QString note = info.id == "chunks" ? tr("1 to 30,000") : QString::fromStdString(info.operation);
        auto* row = new ChoiceRow(QString::fromStdString(info.name), note, nullptr, content_);
        addChoice(workloads_, info.id, row, QString::fromStdString(info.description), true);
    }
    auto* add = new QPushButton(tr("Open a recording…"), content_);
    add->setObjectName(QStringLiteral("timing-open"));
    const int row = grid_->rowCount();
    grid_->setRowMinimumHeight(row, scaled(38));
    grid_->addWidget(add, row, 0, 1, 4, Qt::AlignLeft | Qt::AlignVCenter);
    connect(add, &QPushButton::clicked, this, &TimingSetupPanel::openRequested);
    addFields();
    grid_->setRowStretch(grid_->rowCount(), 1);

    addScrolled(*this, content_);
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
        if (found == contenders_.end()) {
            continue;
        }
        if (info.available) {
            found->row->setNote(QString::fromStdString(info.note));
            continue;
        }
        const QString why = QString::fromStdString(info.why_not);
        found->row->setNote(tr("not found"));
        found->row->setToolTip(why);
        found->setPossible(false);
        nobody_ = why;
    }
    if (std::ranges::any_of(contenders_, [](const Choice& choice) { return choice.box()->isEnabled(); })) {
        nobody_.clear();
    }
    Q_EMIT changed();
}

void TimingSetupPanel::showTrace() {
    const auto found = std::ranges::find(workloads_, std::string("trace"), &Choice::id);
    const std::size_t operations = workbench_.trace().operations.size();
    found->setPossible(operations > 0);
    const QString file = QFileInfo(QString::fromStdString(workbench_.trace().file)).fileName();
    found->row->setName(operations > 0 && !file.isEmpty() ? file : tr("the open trace"));
    found->row->setNote(operations > 0 ? countedText(operations, tr("%1 operation"), tr("%1 operations"))
                                       : tr("nothing is open"));
    Q_EMIT changed();
}

std::vector<std::string> TimingSetupPanel::chosen(const std::vector<Choice>& choices) const {
    std::vector<std::string> ids;
    for (const Choice& choice : choices) {
        if (choice.box()->isChecked() && choice.box()->isEnabled()) {
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
        return nobody_.isEmpty() ? tr("Choose a contender.") : nobody_;
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

QString TimingSetupPanel::remembered() const {
    const auto wanted = [](const std::vector<Choice>& choices) {
        QJsonObject ids;
        for (const Choice& choice : choices) {
            ids.insert(QString::fromStdString(choice.id), choice.wanted);
        }
        return ids;
    };
    QJsonObject all{{QStringLiteral("contenders"), wanted(contenders_)},
                    {QStringLiteral("workloads"), wanted(workloads_)},
                    {precision_->objectName(), precision_->value()}};
    for (const QSpinBox* field : {seconds_, live_, least_, most_}) {
        all.insert(field->objectName(), field->value());
    }
    return QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact));
}

void TimingSetupPanel::restore(const QString& remembered) {
    const QJsonObject all = QJsonDocument::fromJson(remembered.toUtf8()).object();
    const auto want = [](std::vector<Choice>& choices, const QJsonObject& ids) {
        for (Choice& choice : choices) {
            choice.wanted = ids.value(QString::fromStdString(choice.id)).toBool(choice.wanted);
            choice.setPossible(choice.box()->isEnabled());
        }
    };
    want(contenders_, all.value(QStringLiteral("contenders")).toObject());
    want(workloads_, all.value(QStringLiteral("workloads")).toObject());
    precision_->setValue(all.value(precision_->objectName()).toDouble(precision_->value()));
    for (QSpinBox* field : {seconds_, live_, least_, most_}) {
        field->setValue(all.value(field->objectName()).toInt(field->value()));
    }
    Q_EMIT changed();
}

QCheckBox* TimingSetupPanel::contenderBox(const std::string& id) const {
    const auto found = std::ranges::find(contenders_, id, &Choice::id);
    return found == contenders_.end() ? nullptr : found->box();
}

QCheckBox* TimingSetupPanel::workloadBox(const std::string& id) const {
    const auto found = std::ranges::find(workloads_, id, &Choice::id);
    return found == workloads_.end() ? nullptr : found->box();
}

} // namespace firstfit
