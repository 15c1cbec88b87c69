// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

/// In other.cpp: uses a heap that main.cpp made. The index of the first block that it got; -1 if something was wrong.
template <class Heap>
int block_got_by_other(Heap& heap, std::size_t bytes);
