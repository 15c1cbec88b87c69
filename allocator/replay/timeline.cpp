// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/replay/timeline.h"

#include "allocator/replay/checkpoints.h"
#include "allocator/replay/recent.h"
#include "allocator/replay/record_list.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace firstfit {

namespace {

using Steps = std::shared_ptr<const std::vector<MicroStep>>;

} // namespace

struct Timeline::Data {
    Data(HeapGeometry shape, Policy search, TimelineOptions chosen)
        : geometry(shape), policy(search), options(chosen), tail(shape, search), fresh({}, {}, tail.metrics()) {}

    HeapGeometry geometry;
    Policy policy;
    TimelineOptions options;

    // Operation n is at position n - 1 of both.
    OperationList operations; ///< in the middle of append_all() there are more than are done
    RecordList records;
    std::vector<std::string> names; ///< by allocation; shorter than the allocations if the last have none

    Heap tail;    ///< after the last operation
    Record fresh; ///< the figures of the fresh heap
    Checkpoints checkpoints;
    // What was looked at last.
    mutable Recent<Heap, 2> cursors;
    mutable Recent<Steps, 2> steps;
    mutable Recent<Snapshot, 3> snapshots;
    mutable std::optional<std::pair<Position, Snapshot>> inside; ///< an operation

    [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(records.size()); }

    void set_name(AllocationId id, std::string_view name) {
        if (id == no_allocation || (name.empty() && id.value >= names.size())) {
            return;
        }
        if (id.value >= names.size()) {
            names.resize(id.value + std::size_t{1});
        }
        names[id.value] = name;
    }

    [[nodiscard]] std::string name_of(AllocationId id) const {
        if (id.value < names.size() && !names[id.value].empty()) {
            return names[id.value];
        }
        // For every allocation of every snapshot: in one go, into a string that needs no memory of its own.
        std::array<char, 12> text{'#'};
        const auto end = std::to_chars(text.data() + 1, text.data() + text.size(), std::uint64_t{id.value} + 1).ptr;
        return {text.data(), end};
    }

    /// Does the first operation that has no record yet.
    Outcome do_next() {
        const OperationIndex number{size() + 1};
        SearchHints hints;
        const Outcome outcome = tail.apply(operations[size()], number, nullptr, &hints);
        records.push_back(Record(outcome, hints, tail.metrics()));
        // Room is left for the end itself and for two cursors.
        const std::size_t others = 3 * tail.footprint();
        checkpoints.offer(number.value, tail, options.state_budget > others ? options.state_budget - others : 0);
        return outcome;
    }

    void redo(Heap& heap, std::uint32_t from, std::uint32_t to) const {
        for (std::uint32_t i = from; i < to; ++i) {
            heap.redo(operations[i], OperationIndex{i + 1}, records[i].outcome(), records[i].hints());
        }
    }

    /// An earlier operation after which the heap was as it is after operation n: what fails changes nothing.
    [[nodiscard]] std::uint32_t same_as(std::uint32_t n) const noexcept {
        constexpr int farthest = 64; // further back it is only another moment to remember, not another state
        for (int i = 0; i < farthest && n > 0 && !records[n - 1].outcome().ok(); ++i) {
            --n;
        }
        return n;
    }

    /// A heap after `n` operations. Good until the next call.
    [[nodiscard]] const Heap& heap_after(std::uint32_t n) const { return n == size() ? tail : cursor_at(same_as(n)); }

    /// The same as one that may be worked on, as long as it stays what it is.
    [[nodiscard]] Heap& cursor_at(std::uint32_t n) const {
        if (Heap* heap = cursors.find(n)) {
            return *heap;
        }
        // The nearest remembered heap behind n; the cursor to be given up moves on without being copied, which is
        // worth some operations.
        Recent<Heap, 2>::Slot& slot = cursors.oldest();
        const Heap* source = nullptr;
        std::uint32_t from = 0;
        if (const Checkpoints::Checkpoint* point = checkpoints.nearest(n)) {
            source = point->heap.get();
            from = point->at;
        }
        for (const Recent<Heap, 2>::Slot& other : cursors.slots()) {
            if (other.value && other.at <= n && (source == nullptr || other.at > from)) {
                source = &*other.value;
                from = other.at;
            }
        }
        const std::uint64_t worth_a_copy = 32 + tail.footprint() / 4096;
        if (slot.value && slot.at <= n && slot.at + worth_a_copy >= from) {
            from = slot.at;
        } else if (source == nullptr) {
            slot.value.emplace(geometry, policy);
        } else {
            slot.value = *source;
        }
        redo(*slot.value, from, n);
        return cursors.touch(slot, n);
    }

    /// Cursors are only kept where the budget allows.
    void keep_to_budget() const {
        while (state_bytes() > options.state_budget && cursors.drop_oldest()) {
        }
    }

    [[nodiscard]] std::size_t state_bytes() const noexcept {
        std::size_t bytes = tail.footprint() + checkpoints.bytes();
        for (const auto& slot : cursors.slots()) {
            bytes += slot.value ? slot.value->footprint() : 0;
        }
        return bytes;
    }

    /// The steps inside operation n, 1 <= n <= size().
    [[nodiscard]] Steps steps_of(std::uint32_t n) const {
        if (const Steps* known = steps.find(n)) {
            return *known;
        }
        auto list = std::make_shared<std::vector<MicroStep>>();
        // A chunk passed over is three steps: visited, rejected, moved on from.
        list->reserve(std::size_t{records[n - 1].outcome().scan_length.value} * 3 + 16);
        Heap& before = cursor_at(same_as(n - 1));
        if (!records[n - 1].outcome().ok()) {
            before.apply(operations[n - 1], OperationIndex{n}, list.get()); // which changes nothing
        } else {
            // Both moments are asked for next: the one before in the cursor that it has, the one after in the other.
            Recent<Heap, 2>::Slot& after = cursors.oldest();
            after.value = before;
            cursors.touch(after, n).apply(operations[n - 1], OperationIndex{n}, list.get());
        }
        keep_to_budget();
        return steps.put(n, std::move(list));
    }

    [[nodiscard]] Snapshot snapshot_after(std::uint32_t n) const {
        const std::uint32_t same = same_as(n);
        if (const Snapshot* known = snapshots.find(same)) {
            return *known;
        }
        Snapshot made = heap_after(n).snapshot([this](AllocationId id) { return name_of(id); });
        keep_to_budget();
        return snapshots.put(same, std::move(made));
    }

    [[nodiscard]] Snapshot snapshot_inside(std::uint32_t n, std::uint32_t micro) const {
        const Position position{OperationIndex{n}, micro};
        if (!inside || inside->first != position) {
            inside.emplace(position, make_inside(n, micro));
        }
        return inside->second;
    }

    [[nodiscard]] Snapshot make_inside(std::uint32_t n, std::uint32_t micro) const {
        const Snapshot before = snapshot_after(n - 1);
        const Steps list = steps_of(n);
        const std::span<const unsigned char> headers = heap_after(n - 1).header_bytes();
        std::vector<unsigned char> bytes(headers.begin(), headers.end());
        for (const MicroStep& step : std::span(*list).first(micro)) {
            repeat_step(step, geometry, bytes);
        }
        keep_to_budget();
        const auto live = before.allocations();
        return {geometry, std::move(bytes), {live.begin(), live.end()}};
    }
};

Timeline::Timeline(HeapGeometry geometry, Policy policy, TimelineOptions options)
    : data_(std::make_unique<Data>(geometry, policy, options)) {}
Timeline::Timeline(Timeline&&) noexcept = default;
Timeline& Timeline::operator=(Timeline&&) noexcept = default;
Timeline::~Timeline() = default;

Timeline Timeline::clone() const {
    Timeline copy(data_->geometry, data_->policy, data_->options);
    *copy.data_ = *data_;
    return copy;
}

const HeapGeometry& Timeline::geometry() const noexcept { return data_->geometry; }
Policy Timeline::policy() const noexcept { return data_->policy; }
OperationIndex Timeline::size() const noexcept { return OperationIndex{data_->size()}; }
std::string Timeline::name_of(AllocationId id) const { return data_->name_of(id); }
std::size_t Timeline::state_bytes() const noexcept { return data_->state_bytes(); }

Outcome Timeline::append(const Operation& operation, std::string_view name) {
    if (operation.kind == OperationKind::allocate) {
        data_->set_name(operation.allocation, name);
    }
    data_->operations.resize(data_->size()); // a part of a run goes on in another way than the whole
    data_->operations.push_back(operation);
    return data_->do_next();
}

void Timeline::append_all(OperationList operations, std::vector<std::string> names,
                          const std::function<bool(std::uint32_t)>& go_on) {
    while (!names.empty() && names.back().empty()) {
        names.pop_back(); // a recording has none at all
    }
    names.shrink_to_fit();
    data_->names = std::move(names);
    data_->operations = std::move(operations);
    const auto count = static_cast<std::uint32_t>(data_->operations.size());
    for (std::uint32_t done = 0; done < count; ++done) {
        // Asking is not free, and 256 operations in the largest heap take about a hundredth of a second.
        if (done % 256 == 0 && go_on && !go_on(done)) {
            data_->operations.resize(done);
            return;
        }
        data_->do_next();
    }
}

void Timeline::truncate(OperationIndex count) {
    const std::uint32_t n = count.value;
    if (n >= data_->size()) {
        return;
    }
    data_->tail = Heap(data_->heap_after(n));
    for (std::uint32_t i = n; i < data_->size(); ++i) {
        if (data_->operations[i].kind == OperationKind::allocate) {
            data_->set_name(data_->operations[i].allocation, {});
        }
    }
    data_->operations.resize(n);
    data_->records.shorten(n);
    data_->checkpoints.forget_above(n);
    data_->cursors.forget_above(n);
    data_->steps.forget_above(n);
    data_->snapshots.forget_above(n);
    data_->inside.reset();
    data_->keep_to_budget();
}

const Operation& Timeline::operation(OperationIndex n) const noexcept { return data_->operations[n.value - 1]; }
const OperationList& Timeline::operations() const noexcept { return data_->operations; }
Outcome Timeline::outcome(OperationIndex n) const noexcept { return data_->records[n.value - 1].outcome(); }

bool Timeline::failed(OperationIndex n) const noexcept {
    return !outcome(n).ok() && operation(n).kind != OperationKind::deallocate;
}

OperationMetrics Timeline::metrics(OperationIndex n) const noexcept {
    const Record& record = n.value == 0 ? data_->fresh : data_->records[n.value - 1];
    return {record.used(), record.largest_chunk(), record.chunks(), record.scan_length()};
}

std::size_t Timeline::operation_bytes() const noexcept {
    return data_->operations.capacity() * sizeof(Operation) + data_->records.bytes() +
           data_->names.capacity() * sizeof(std::string);
}

std::vector<MicroStep> Timeline::micro_steps(OperationIndex n) const { return *data_->steps_of(n.value); }

std::shared_ptr<const std::vector<MicroStep>> Timeline::shared_micro_steps(OperationIndex n) const {
    return data_->steps_of(n.value);
}

Snapshot Timeline::snapshot(Position position) const {
    // The end of an operation needs none of its steps.
    if (position.micro == Position::whole && position.operation <= size()) {
        return data_->snapshot_after(position.operation.value);
    }
    const Position exact = normalised(position);
    const std::uint32_t n = exact.operation.value;
    if (n == 0 || exact.micro == data_->steps_of(n)->size()) {
        return data_->snapshot_after(n);
    }
    return data_->snapshot_inside(n, exact.micro);
}

std::optional<LiveAllocation> Timeline::find(OperationIndex n, AllocationId id) const {
    std::optional<LiveAllocation> found = data_->heap_after(n.value).find(id);
    if (found) {
        found->name = name_of(id);
    }
    data_->keep_to_budget();
    return found;
}

Position Timeline::normalised(Position position) const {
    if (position.operation > size()) {
        position = end();
    }
    if (position.micro == 0 && position.operation.value != 0) {
        position = Position::after(OperationIndex{position.operation.value - 1});
    }
    if (position.operation.value == 0) {
        return {OperationIndex{0}, 0};
    }
    const auto count = static_cast<std::uint32_t>(data_->steps_of(position.operation.value)->size());
    return {position.operation, std::min(position.micro, count)};
}

Position Timeline::next_micro(Position position) const {
    const Position here = normalised(position);
    const std::uint32_t n = here.operation.value;
    if (n != 0 && here.micro < data_->steps_of(n)->size()) {
        return {here.operation, here.micro + 1};
    }
    return n < data_->size() ? normalised({OperationIndex{n + 1}, 1}) : here;
}

Position Timeline::previous_micro(Position position) const {
    const Position here = normalised(position);
    if (here.operation.value == 0) {
        return here;
    }
    return normalised({here.operation, here.micro - 1});
}

Position Timeline::next_operation(Position position) const {
    const Position here = normalised(position);
    const std::uint32_t n = here.operation.value;
    if (n != 0 && here.micro < data_->steps_of(n)->size()) {
        return normalised(Position::after(here.operation));
    }
    return normalised(Position::after(OperationIndex{std::min(n + 1, data_->size())}));
}

Position Timeline::previous_operation(Position position) const {
    const std::uint32_t n = normalised(position).operation.value;
    return normalised(Position::after(OperationIndex{n == 0 ? 0 : n - 1}));
}

void Timeline::replay(const std::function<bool(OperationIndex, const Heap&)>& see) const {
    Heap heap(data_->geometry, data_->policy);
    bool goes_on = see(OperationIndex{0}, heap);
    for (std::uint32_t n = 1; goes_on && n <= data_->size(); ++n) {
        data_->redo(heap, n - 1, n);
        goes_on = see(OperationIndex{n}, heap);
    }
}

} // namespace firstfit
