// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a measuring process does with what it is asked.
#pragma once

#include "allocator/timing/message.h"
#include "allocator/timing/worker/task.h"

#include <map>
#include <tuple>

namespace firstfit::work {

/// About the clock, the compiler and the libraries here. Loads the libraries for a moment, which takes some ms.
[[nodiscard]] message::Hello hello();

/// Keeps the tasks it was asked for, with their heaps.
class Session {
public:
    void set_up(message::SetUp set_up);
    [[nodiscard]] message::Sample sample(const message::Ask& ask);

private:
    [[nodiscard]] message::Sample sample(Task& task, const message::Ask& ask);

    message::SetUp set_up_;
    std::map<std::pair<std::string, std::string>, MadeTask> tasks_;
};

} // namespace firstfit::work
