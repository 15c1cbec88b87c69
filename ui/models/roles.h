// SPDX-FileCopyrightText: 2026 The Firstfit authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the tables' models tell their delegates beyond text.
#pragma once

#include <Qt>

namespace firstfit {

/// Where the algorithm's two hands are.
enum class ScanFlag { none, prev, curr };

enum TableRole {
    BlockRole = Qt::UserRole + 1, ///< uint: the first block of the row's run; L = base header
    BaseRole,                     ///< bool: the base header, which is no chunk
    FlagRole,                     ///< int: a ScanFlag
    RejectedRole,                 ///< bool: the scan passed over this chunk
    ChosenRole,                   ///< bool: the scan took this chunk
    ChangedRole,                  ///< bool: the last micro-step wrote this header
    ShortTextRole,                ///< QString: for a column too narrow for the display text; may be empty
    AllocationRole,               ///< uint: the allocation's id, which decides its colour
    SortRole,                     ///< a number where text would sort wrongly
    StrongRole,                   ///< bool: written in bold
    RefusedRole,                  ///< bool: says why there is no figure
    CautionRole,                  ///< bool: to be taken with caution
    ColourClassRole,              ///< uint: the class of the map's colours; nothing: none
};

} // namespace firstfit
