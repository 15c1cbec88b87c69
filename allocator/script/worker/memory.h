// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The memory of the script: counted, limited, and every object with the number of its creation.
#pragma once

#include <cstddef>
#include <cstdint>

namespace firstfit::worker {

/// Lua's allocator. Behind Lua's back each block starts with the number of its creation, so that objects can be put in
/// an order that is the same in every run, which their addresses are not.
class Memory {
public:
    /// Who is told. Until somebody is, a denied request is only denied.
    class Listener {
    public:
        Listener() = default;
        virtual ~Listener() = default;
        Listener(const Listener&) = delete;
        Listener& operator=(const Listener&) = delete;
        /// A request is denied for the first time; Lua may collect garbage and ask again.
        virtual void memory_denied() noexcept = 0;
        /// The limit stops the script for good.
        [[noreturn]] virtual void memory_exhausted() noexcept = 0;
    };

    explicit Memory(std::uint64_t limit) noexcept : limit_(limit) {}

    void tell(Listener& listener) noexcept { listener_ = &listener; }

    /// A lua_Alloc; `self` is the Memory.
    static void* allocate(void* self, void* block, std::size_t old_size, std::size_t new_size);

    /// Objects created from now on have larger numbers than this.
    void count_from(std::uint64_t serial) noexcept { serial_ = serial; }
    /// The next number, for an object that keeps it itself.
    [[nodiscard]] std::uint64_t take_serial() noexcept { return ++serial_; }
    /// The number of a table, function or thread; `block` is what the allocator gave for it. 0 for older ones.
    [[nodiscard]] static std::uint64_t serial_of(const void* block) noexcept;

    /// Was a request denied that no collection of garbage could help? Lua raises an error then, which a script
    /// might swallow.
    [[nodiscard]] bool denied() const noexcept { return denied_ != 0; }

private:
    void* resize(void* block, std::size_t old_size, std::size_t new_size);
    bool admits(std::size_t more, std::size_t new_size);

    std::uint64_t limit_;
    std::uint64_t used_ = 0;
    std::uint64_t serial_ = 0;
    std::size_t denied_ = 0; ///< the size of the last denied request, until one of the same size is granted
    Listener* listener_ = nullptr;
};

} // namespace firstfit::worker
