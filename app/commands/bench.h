// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// firstfit bench: times contenders at workloads.
#pragma once

#include "app/command_line.h"

#include <QTextStream>

namespace firstfit {

/// `argc` and `argv` are main()'s: charts need an application.
[[nodiscard]] ExitStatus bench(const BenchCommand& command, int& argc, char** argv, QTextStream& out, QTextStream& err);

} // namespace firstfit
