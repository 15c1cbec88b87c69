// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/timing/measure.h"

#include "allocator/timing/measure_plan.h"
#include "allocator/timing/trace_steps.h"
#include "allocator/timing/worker_pool.h"

#include <algorithm>
#include <ctime>
#include <random>
#include <thread>

namespace firstfit {

namespace {

constexpr double ns_per_second = 1e9;
constexpr std::size_t least_rounds = 30;     ///< before a median is called certain, and its spread known
constexpr std::size_t most_samples = 20'000; ///< of a cell
constexpr std::size_t timed_replays = 5;     ///< of a trace: each operation timed
constexpr std::size_t quick_resamples = 200; ///< while it goes on
/// A sample is that much longer than reading the clock takes.
constexpr double clock_costs_in_a_sample = 1000;
/// One sample may take that share of the time when nothing is known about it yet.
constexpr double first_share = 0.25;

std::string local_time() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    char text[40];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S%z", &parts)};
}

/// Time that counts: pauses do not.
class Watch {
public:
    [[nodiscard]] double ns() const { return static_cast<double>(now_ns() - start_) - paused_; }
    void add_pause(double ns) { paused_ += ns; }

private:
    std::uint64_t start_ = now_ns();
    double paused_ = 0;
};

class Measurement {
public:
    Measurement(const MeasureOptions& options, MeasureControl& control,
                const std::function<void(const Results&)>& partial)
        : options_(options),
          control_(control),
          partial_(partial),
          budget_ns_(options.seconds * ns_per_second),
          random_(options.seed) {}

    Results run();

private:
    enum class Answer { taken, failed, over };

    void describe();
    bool prepare();
    void warm_up();
    void calibrate(std::size_t position);
    void measure_rounds();
    Group* next_group();
    bool measure_round(Group& group);
    Answer take(std::size_t position, std::uint64_t operations, std::uint32_t singles, double patience_ns,
                message::Sample& sample);
    void keep(std::size_t position, const message::Sample& sample);
    void keep_replay(const std::vector<float>& times);
    void look_at(Group& group);
    bool may_go_on();
    void report(MeasureStage stage, std::size_t position);
    void show_partial();
    void finish();

    const MeasureOptions& options_;
    MeasureControl& control_;
    const std::function<void(const Results&)>& partial_;
    double budget_ns_;
    std::mt19937_64 random_;
    Watch watch_;
    Results results_;
    Plan plan_;
    TraceSteps steps_;
    std::optional<WorkerPool> pool_;
    std::vector<std::vector<float>> replays_; ///< of Stalloc: ns of each operation
    MeasureProgress progress_;
    double sample_target_ns_ = 0;
    double last_report_ns_ = -1e18;
    double next_partial_ns_ = 0;
    bool optimised_ = true;
};

Results Measurement::run() {
    describe();
    if (prepare()) {
        warm_up();
        measure_rounds();
    }
    finish();
    return std::move(results_);
}

void Measurement::describe() {
    results_.started = local_time();
    results_.machine = read_machine_facts();
    results_.seed = options_.seed;
    results_.precision = options_.precision;
    results_.churn = options_.churn;
    results_.trace_heap = options_.trace_heap;
    report(MeasureStage::starting, 0);
}

/// False: nothing can be measured; the warnings say why.
bool Measurement::prepare() {
    const auto probed = probe_worker([this] { return !control_.cancel; });
    if (const auto* problem = std::get_if<std::string>(&probed)) {
        if (!control_.cancel) {
            results_.warnings.push_back(*problem);
        }
        return false;
    }
    const auto& hello = std::get<message::Hello>(probed);
    results_.clock = hello.clock;
    results_.machine.compiler = hello.compiler;
    optimised_ = hello.optimised;
    plan_ = make_plan(options_, contenders(hello), results_);
    message::SetUp set_up;
    set_up.churn = options_.churn;
    set_up.heap = options_.trace_heap;
    if (options_.trace != nullptr) {
        results_.trace_file = options_.trace->file;
        results_.trace_operations = options_.trace->operations.size();
        set_up.trace = steps_of(*options_.trace, options_.trace_heap.block_size);
    }
    pool_.emplace(set_up);
    steps_ = std::move(set_up.trace);
    progress_.cells = plan_.cells.size();
    const double cells = static_cast<double>(std::max<std::size_t>(1, plan_.cells.size()));
    // Short enough for many rounds, long enough for the clock not to matter.
    sample_target_ns_ =
        std::max(clock_costs_in_a_sample * std::max(results_.clock.cost_ns, results_.clock.resolution_ns),
                 std::min(1e6, budget_ns_ / cells / 60));
    return !plan_.cells.empty();
}

void Measurement::warm_up() {
    for (std::size_t position = 0; position < plan_.cells.size() && may_go_on() && watch_.ns() < budget_ns_;
         ++position) {
        report(MeasureStage::warming_up, position);
        calibrate(position);
    }
}

/// Finds out how many operations make a sample. Those that are measured here are the warm-up: they count for nothing.
void Measurement::calibrate(std::size_t position) {
    CellPlan& cell = plan_.cells[position];
    std::uint64_t operations = 1;
    for (;;) {
        message::Sample sample;
        const double before = watch_.ns();
        const double patience = std::max(0.2 * ns_per_second, first_share * budget_ns_);
        if (take(position, operations, 0, patience, sample) != Answer::taken) {
            return;
        }
        cell.sample_ns = watch_.ns() - before;
        cell.operations = sample.operations;
        const double each = sample.ns / static_cast<double>(sample.operations);
        if (sample.ns >= sample_target_ns_ / 2) {
            // Rounded up to whole replays, or whatever the workload does at once, by the process.
            cell.operations = static_cast<std::uint64_t>(std::max(1.0, sample_target_ns_ / std::max(each, 1e-3)));
            return;
        }
        const double wanted = sample_target_ns_ / std::max(each, 0.1);
        operations = std::max(2 * sample.operations,
                              static_cast<std::uint64_t>(std::min(wanted, 20.0 * static_cast<double>(operations))));
    }
}

void Measurement::measure_rounds() {
    while (may_go_on() && watch_.ns() < budget_ns_) {
        Group* const group = next_group();
        if (group == nullptr) {
            return;
        }
        if (!measure_round(*group)) {
            return;
        }
        look_at(*group);
        show_partial();
    }
}

/// That which had least of the time so far, so that a long trace does not leave nothing to the others.
Group* Measurement::next_group() {
    Group* next = nullptr;
    for (Group& group : plan_.groups) {
        const bool done = group.finished || group.rounds >= most_samples ||
                          std::ranges::all_of(group.cells, [this](std::size_t cell) { return plan_.cells[cell].out; });
        if (!done && (next == nullptr || group.spent_ns / group.weight < next->spent_ns / next->weight)) {
            next = &group;
        }
    }
    return next;
}

/// One sample of each contender, in an order that is drawn for the round. False: it is over.
bool Measurement::measure_round(Group& group) {
    std::vector<std::size_t> order = group.cells;
    std::ranges::shuffle(order, random_);
    const double before = watch_.ns();
    for (const std::size_t position : order) {
        CellPlan& cell = plan_.cells[position];
        if (cell.out) {
            continue;
        }
        if (!may_go_on() || watch_.ns() >= budget_ns_) {
            return false;
        }
        report(MeasureStage::measuring, position);
        const bool is_trace = cell.workload.needs_trace;
        const double each = cell.sample_ns / static_cast<double>(std::max<std::uint64_t>(1, cell.operations));
        std::uint32_t singles = static_cast<std::uint32_t>(std::clamp(0.2 * sample_target_ns_ / each, 4.0, 64.0));
        if (is_trace) {
            singles = group.rounds < timed_replays ? 1 : 0;
        }
        message::Sample sample;
        const double grace = std::max(ns_per_second, 0.1 * budget_ns_);
        const Answer answer = take(position, cell.operations, singles, budget_ns_ - watch_.ns() + grace, sample);
        if (answer == Answer::over) {
            return false;
        }
        if (answer == Answer::taken) {
            keep(position, sample);
        }
    }
    ++group.rounds;
    ++progress_.rounds_done;
    group.spent_ns += watch_.ns() - before;
    return true;
}

Measurement::Answer Measurement::take(std::size_t position, std::uint64_t operations, std::uint32_t singles,
                                      double patience_ns, message::Sample& sample) {
    CellPlan& cell = plan_.cells[position];
    const message::Ask ask{cell.workload.id, cell.contender.id, cell.parameter, operations, singles};
    const double until = watch_.ns() + patience_ns;
    auto answer = pool_->sample(ask, cell.contender.child, cell.workload.needs_threads, [&] {
        report(progress_.stage, position);
        return !control_.cancel && watch_.ns() < until;
    });
    if (auto* taken = std::get_if<message::Sample>(&answer)) {
        sample = std::move(*taken);
        results_.cells[position].failure = sample.failure.empty() ? sample.remark : sample.failure;
        cell.out = !sample.failure.empty();
        return cell.out ? Answer::failed : Answer::taken;
    }
    const auto& silence = std::get<WorkerLink::Silence>(answer);
    if (!silence.gave_up) {
        results_.cells[position].failure = "The measuring process died. " + silence.sentence;
        cell.out = true;
        return Answer::failed;
    }
    if (control_.cancel) {
        return Answer::over;
    }
    if (results_.cells[position].samples.empty()) {
        results_.cells[position].failure = "One sample takes longer than there is time for.";
        cell.out = true;
        return Answer::failed;
    }
    results_.warnings.push_back(cell.contender.name + " at \"" + cell.workload.name +
                                "\": the measuring process did not answer any more. That sample is missing.");
    return Answer::over;
}

void Measurement::keep(std::size_t position, const message::Sample& sample) {
    results_.cells[position].samples.push_back(sample.ns / static_cast<double>(sample.operations));
    results_.rounds = std::max(results_.rounds, results_.cells[position].samples.size());
    for (const float single : sample.singles) {
        plan_.cells[position].latency.add(single, results_.clock.cost_ns);
    }
    const CellPlan& cell = plan_.cells[position];
    if (cell.workload.needs_trace && cell.contender.id == "stalloc" && !sample.singles.empty()) {
        keep_replay(sample.singles);
    }
}

/// The times of a trace's steps, and the median of all such so far.
void Measurement::keep_replay(const std::vector<float>& times) {
    std::vector<float> of_operation(steps_.operations, -1.0F);
    for (std::size_t i = 0; i < std::min(times.size(), steps_.steps.size()); ++i) {
        if (const std::uint32_t operation = steps_.steps[i].operation; operation != 0) {
            of_operation[operation - 1] = std::max(0.0F, times[i] - static_cast<float>(results_.clock.cost_ns));
        }
    }
    replays_.push_back(std::move(of_operation));
    results_.per_operation.resize(steps_.operations);
    std::vector<float> one(replays_.size());
    for (std::size_t i = 0; i < results_.per_operation.size(); ++i) {
        std::ranges::transform(replays_, one.begin(), [i](const auto& replay) { return replay[i]; });
        std::ranges::nth_element(one, one.begin() + static_cast<std::ptrdiff_t>(one.size() / 2));
        results_.per_operation[i] = one[one.size() / 2];
    }
}

/// Is it certain enough? Looked at now and then, for looking takes time.
void Measurement::look_at(Group& group) {
    if (options_.precision <= 0 || group.rounds < std::max(least_rounds, group.next_look)) {
        return;
    }
    group.next_look = group.rounds + group.rounds / 4 + 1;
    // Many draws take their time: first a few.
    group.finished = std::ranges::all_of(group.cells, [this](std::size_t position) {
        return plan_.cells[position].out ||
               (is_certain(results_, position, quick_resamples) && is_certain(results_, position, default_resamples));
    });
    if (group.finished) {
        progress_.cells_finished += group.cells.size();
    }
}

/// Waits while it is paused. False: cancelled.
bool Measurement::may_go_on() {
    while (control_.pause && !control_.cancel) {
        const std::uint64_t before = now_ns();
        progress_.paused = true;
        last_report_ns_ = -1e18;
        if (control_.progress) {
            control_.progress(progress_);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        watch_.add_pause(static_cast<double>(now_ns() - before));
    }
    progress_.paused = false;
    return !control_.cancel;
}

void Measurement::report(MeasureStage stage, std::size_t position) {
    const double now = watch_.ns();
    const bool is_news = stage != progress_.stage;
    progress_.stage = stage;
    if (!control_.progress || (!is_news && now - last_report_ns_ < 0.1 * ns_per_second)) {
        return;
    }
    last_report_ns_ = now;
    const double by_time = budget_ns_ > 0 ? now / budget_ns_ : 1;
    const double by_cells =
        static_cast<double>(progress_.cells_finished) / static_cast<double>(std::max<std::size_t>(1, progress_.cells));
    progress_.fraction = std::max(progress_.fraction, std::clamp(std::max(by_time, by_cells), 0.0, 1.0));
    // What is certain enough before the time is up ends it.
    progress_.seconds_left = stage == MeasureStage::finishing ? 0 : std::max(0.0, budget_ns_ - now) / ns_per_second;
    if (progress_.rounds_done != 0 && by_time > 0) {
        progress_.rounds_planned = std::max(
            progress_.rounds_done, static_cast<std::size_t>(static_cast<double>(progress_.rounds_done) / by_time));
    }
    if (position < plan_.cells.size()) {
        progress_.workload = plan_.cells[position].workload.id;
        progress_.contender = plan_.cells[position].contender.id;
    }
    control_.progress(progress_);
}

void Measurement::show_partial() {
    if (!partial_ || watch_.ns() < next_partial_ns_) {
        return;
    }
    const double before = watch_.ns();
    results_.seconds = before / ns_per_second;
    summarise_cells(results_, plan_, quick_resamples);
    partial_(results_);
    // At most a twentieth of the time goes into looking at it.
    next_partial_ns_ = watch_.ns() + std::max(0.5 * ns_per_second, 20 * (watch_.ns() - before));
}

void Measurement::finish() {
    report(MeasureStage::finishing, plan_.cells.size());
    results_.cancelled = control_.cancel;
    results_.seconds = watch_.ns() / ns_per_second;
    summarise_cells(results_, plan_, default_resamples);
    add_warnings(results_, plan_, {optimised_, !results_.cancelled && next_group() != nullptr});
}

} // namespace

Results measure(const MeasureOptions& options, MeasureControl& control,
                const std::function<void(const Results&)>& partial) {
    return Measurement(options, control, partial).run();
}

} // namespace firstfit
