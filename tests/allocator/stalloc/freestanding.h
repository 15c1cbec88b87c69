// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Uses everything that the allocator has, in a program without any library. Returns the number of the first line that
/// was not as it must be; 0 if all was well.
extern "C" int use_stalloc_without_a_library();
