// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: MIT
//
// Which thread is this? Without a call of any library.
#pragma once

namespace stalloc::detail {

/// An address that only the calling thread has; another thread may get it when this one has ended.
inline const void* this_thread() noexcept {
#if defined(__ELF__)
    // So that it is found beside the thread's pointer, not through a function of the dynamic linker.
    [[gnu::tls_model("initial-exec")]]
#endif
    static thread_local char mark = 0;
    return &mark;
}

} // namespace stalloc::detail
