// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// firstfit record: runs a program under heaptrack, and stands aside.
#pragma once

#include "app/command_line.h"

#include <QTextStream>

namespace firstfit {

/// Runs the program with this process's input and output, hands signals on to it, and returns its exit status; where
/// a signal ended it, the same signal ends this process. What there is to say goes to `err`; ExitStatus::unusable if
/// the program could not be run or recorded. Needs no display and no application object.
[[nodiscard]] ExitStatus record(const RecordCommand& command, QTextStream& err);

} // namespace firstfit
