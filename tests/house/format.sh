#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# format.sh ROOT: is every C++ file laid out as .clang-format says? Versions differ in details, so only 16 judges.
set -euo pipefail
cd "$1"
for tool in clang-format-16 clang-format; do
    if "$tool" --version 2>/dev/null | grep -q 'version 16\.'; then
        find allocator ui app tests \( -name '*.h' -o -name '*.cpp' \) -print0 |
            xargs -0 "$tool" --dry-run --Werror
        exit
    fi
done
echo "clang-format 16 is not here"
exit 77
