// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/heap/operation_list.h"

#include <algorithm>
#include <utility>

namespace firstfit {

OperationList::OperationList(std::initializer_list<Operation> operations)
    : OperationList(std::vector<Operation>(operations)) {}

OperationList::OperationList(std::vector<Operation> operations) : shared_(new Shared{std::move(operations)}) {}

OperationList::OperationList(const OperationList& other) noexcept : shared_(other.shared_) {
    if (shared_ != nullptr) {
        shared_->owners.fetch_add(1, std::memory_order_relaxed);
    }
}

OperationList::OperationList(OperationList&& other) noexcept : shared_(std::exchange(other.shared_, nullptr)) {}

OperationList& OperationList::operator=(OperationList other) noexcept {
    std::swap(shared_, other.shared_);
    return *this;
}

OperationList::~OperationList() { let_go(); }

void OperationList::let_go() noexcept {
    // What others have read is read before it is changed or destroyed here: hence both orders.
    if (shared_ != nullptr && shared_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        delete shared_;
    }
    shared_ = nullptr;
}

bool OperationList::owns_alone() const noexcept {
    return shared_ != nullptr && shared_->owners.load(std::memory_order_acquire) == 1;
}

/// Keeps the first `kept` operations, in a list of its own, with room for `room`.
void OperationList::own(std::size_t kept, std::size_t room) {
    if (owns_alone()) {
        return;
    }
    std::vector<Operation> own;
    own.reserve(room);
    own.insert(own.end(), begin(), begin() + std::min(kept, size()));
    let_go();
    shared_ = new Shared{std::move(own)};
}

const Operation& OperationList::at(std::size_t position) const {
    static const std::vector<Operation> none;
    return (shared_ == nullptr ? none : shared_->operations).at(position);
}

void OperationList::push_back(const Operation& operation) {
    const Operation copy = operation; // it may lie in this very list
    const std::size_t count = size();
    // A long list does not double: a trace of a million operations goes on by hand, operation by operation.
    const std::size_t more = count + std::max<std::size_t>(64, count / (count < 100'000 ? 1 : 8));
    own(count, more);
    if (shared_->operations.size() == shared_->operations.capacity()) {
        shared_->operations.reserve(more);
    }
    shared_->operations.push_back(copy);
}

void OperationList::resize(std::size_t count) {
    if (count != size()) {
        own(count, count);
        shared_->operations.resize(count);
    }
}

void OperationList::reserve(std::size_t count) {
    own(size(), std::max(size(), count));
    shared_->operations.reserve(count);
}

void OperationList::shrink_to_fit() {
    if (owns_alone()) {
        shared_->operations.shrink_to_fit();
    }
}

void OperationList::clear() noexcept { let_go(); }

std::vector<Operation>& OperationList::edit() {
    own(size(), size());
    return shared_->operations;
}

bool operator==(const OperationList& a, const OperationList& b) noexcept {
    return a.shares_with(b) || std::equal(a.begin(), a.end(), b.begin(), b.end());
}

} // namespace firstfit
