// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The operations of a run. Copies share them until one of the copies is changed: a trace and the timelines made from it
// have one list between them, however long it is.
#pragma once

#include "allocator/heap/operation.h"

#include <atomic>
#include <initializer_list>
#include <vector>

namespace firstfit {

/// To be read like a vector. Copies may be read, changed and destroyed in different threads; one copy is for one thread
/// at a time, as with a vector.
class OperationList {
public:
    using value_type = Operation;
    using const_iterator = const Operation*;

    OperationList() noexcept = default;
    OperationList(std::initializer_list<Operation> operations);
    explicit OperationList(std::vector<Operation> operations);
    /// O(1).
    OperationList(const OperationList& other) noexcept;
    OperationList(OperationList&& other) noexcept;
    OperationList& operator=(OperationList other) noexcept;
    ~OperationList();

    [[nodiscard]] std::size_t size() const noexcept { return shared_ == nullptr ? 0 : shared_->operations.size(); }
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] const Operation* data() const noexcept {
        return shared_ == nullptr ? nullptr : shared_->operations.data();
    }
    [[nodiscard]] const_iterator begin() const noexcept { return data(); }
    [[nodiscard]] const_iterator end() const noexcept { return data() + size(); }
    [[nodiscard]] const Operation& operator[](std::size_t position) const noexcept {
        return shared_->operations[position];
    }
    /// The same, checked as std::vector does.
    [[nodiscard]] const Operation& at(std::size_t position) const;
    [[nodiscard]] const Operation& front() const noexcept { return shared_->operations.front(); }
    [[nodiscard]] const Operation& back() const noexcept { return shared_->operations.back(); }
    [[nodiscard]] std::size_t capacity() const noexcept {
        return shared_ == nullptr ? 0 : shared_->operations.capacity();
    }

    // Changing a list that shares its operations copies them first: O(size). Else these cost what a vector's cost.
    void push_back(const Operation& operation);
    void resize(std::size_t count);
    void reserve(std::size_t count);
    void shrink_to_fit();
    void clear() noexcept;
    /// The operations, to be changed. Good until the list is copied.
    [[nodiscard]] std::vector<Operation>& edit();

    /// Do the two have their operations in common? O(1).
    [[nodiscard]] bool shares_with(const OperationList& other) const noexcept { return shared_ == other.shared_; }
    friend bool operator==(const OperationList& a, const OperationList& b) noexcept;

private:
    /// The owners are counted here because std::shared_ptr cannot be asked in an order: whoever finds himself alone
    /// and changes the list must have seen all that the last other owner did, and use_count() does not promise that.
    struct Shared {
        std::vector<Operation> operations;
        std::atomic<std::uint32_t> owners{1};
    };
    void let_go() noexcept;
    [[nodiscard]] bool owns_alone() const noexcept;
    void own(std::size_t kept, std::size_t room);

    Shared* shared_ = nullptr; ///< null: empty
};

} // namespace firstfit
