# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: MIT
# find_package(stalloc): defines stalloc::stalloc.
include("${CMAKE_CURRENT_LIST_DIR}/stallocTargets.cmake")
