// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocator/script/worker/memory.h"

#include <lua.hpp>

#include <cstdlib>
#include <cstring>

namespace firstfit::worker {

namespace {

/// Stands before each block; as large as the strictest alignment, so that the block is aligned too.
struct alignas(std::max_align_t) Prefix {
    std::uint64_t serial = 0;
};

Prefix* prefix_of(void* block) noexcept { return static_cast<Prefix*>(block) - 1; }

/// For a new block Lua says what it is for.
bool is_counted(std::size_t kind) noexcept {
    return kind == LUA_TTABLE || kind == LUA_TFUNCTION || kind == LUA_TTHREAD;
}

} // namespace

void* Memory::allocate(void* self, void* block, std::size_t old_size, std::size_t new_size) {
    Memory& memory = *static_cast<Memory*>(self);
    if (new_size != 0) {
        return memory.resize(block, old_size, new_size);
    }
    if (block != nullptr) {
        memory.used_ -= old_size + sizeof(Prefix);
        std::free(prefix_of(block));
    }
    return nullptr;
}

bool Memory::admits(std::size_t more, std::size_t new_size) {
    if (used_ + more <= limit_) {
        if (denied_ != 0 && denied_ != new_size && listener_ != nullptr) {
            listener_->memory_exhausted(); // nobody asked again for what was denied: that became an error
        }
        denied_ = 0;
        return true;
    }
    // The first refusal makes Lua collect its garbage and ask again. What is larger than the limit need not ask.
    if (listener_ != nullptr) {
        if (denied_ != 0 || new_size > limit_) {
            listener_->memory_exhausted();
        }
        listener_->memory_denied();
    }
    denied_ = new_size;
    return false;
}

void* Memory::resize(void* block, std::size_t old_size, std::size_t new_size) {
    const bool is_new = block == nullptr;
    const std::size_t had = is_new ? 0 : old_size + sizeof(Prefix);
    const std::size_t needs = new_size + sizeof(Prefix);
    if (needs < new_size || (needs > had && !admits(needs - had, new_size))) {
        return nullptr;
    }
    void* const memory = std::realloc(is_new ? nullptr : prefix_of(block), needs);
    if (memory == nullptr) {
        if (listener_ != nullptr) {
            listener_->memory_exhausted();
        }
        return nullptr;
    }
    used_ = used_ - had + needs;
    Prefix* const prefix = static_cast<Prefix*>(memory);
    if (is_new) {
        prefix->serial = is_counted(old_size) ? ++serial_ : 0;
    }
    return prefix + 1;
}

std::uint64_t Memory::serial_of(const void* block) noexcept {
    return block == nullptr ? 0 : (static_cast<const Prefix*>(block) - 1)->serial;
}

} // namespace firstfit::worker
