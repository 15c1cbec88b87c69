#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# compile.sh WHAT ROOT COMPILER [FLAG...]: what a compiler other than the build's makes of the library. WHAT is
#   headers    each header alone
#   core       the headers that need no library, and tests/portability/core.cpp, to an object
#   program    core.cpp as a program without any library, which is run if this system can
#   examples   the README's examples and the tests that need no Qt: built, and run where this system can
# Ends with 77 (skipped) where the compiler is not here: it is empty or ends with NOTFOUND then.
set -euo pipefail
what=$1 root=$2 compiler=$3
shift 3
if [[ -z $compiler || $compiler == *NOTFOUND ]]; then
    echo "skipped: that compiler is not here; packaging/dependencies names its package"
    exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$compiler" --version | head -1
flags=(-std=c++20 -I"$root" -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Werror "$@")

# The hosted headers say so: they include more than these two.
needs_library() {
    grep -h '^#include <' "$1" | grep -qvE '<(stddef|stdint)\.h>'
}

each_header() {
    local header failed=0 count=0
    for header in "$root"/allocator/stalloc/*.h; do
        if [[ $1 == core ]] && needs_library "$header"; then continue; fi
        count=$((count + 1))
        "$compiler" "${flags[@]}" -fsyntax-only -include "$header" -x c++ /dev/null || {
            echo "wrong: $(basename "$header")"
            failed=1
        }
    done
    ((count >= 13)) || { echo "wrong: only $count headers"; exit 1; }
    echo "$count headers, each alone"
    return $failed
}

# run PROGRAM: it must end well, unless this system cannot run it. Windows programs only with Wine.
run() {
    local program=$1 status=0
    if [[ $program == *.exe ]]; then
        if ! command -v wine >/dev/null; then return 0; fi
        WINEPREFIX=$scratch/wine WINEDEBUG=-all timeout 120 wine "$program" || status=$?
    else
        "$program" >"$scratch/said" 2>&1 || status=$?
        if ((status == 126)); then
            echo "this system does not run it: $(<"$scratch/said")"
            return 0
        fi
    fi
    ((status == 0)) || { echo "wrong: $(basename "$program") ended with $status"; return 1; }
    ran=$((ran + 1))
}

examples() {
    local source name suffix='' built=0
    if [[ $("$compiler" -dumpmachine) == *mingw* ]]; then suffix=.exe; fi
    for source in "$root"/tests/allocator/stalloc/examples/*.cpp \
        "$root"/tests/allocator/stalloc/{global_new,stalloc_threads}_test.cpp; do
        name=$(basename "$source" .cpp)
        local more=(-pthread)
        if [[ $name == freestanding ]]; then
            more=(-ffreestanding -fno-exceptions -fno-rtti)
            # Where there need be no library, main is a function like others to Clang.
            if [[ $compiler == *clang* ]]; then more+=("-Wl,--defsym=main=_Z4mainv"); fi
        fi
        "$compiler" "${flags[@]}" "${more[@]}" "$source" -o "$scratch/$name$suffix"
        built=$((built + 1))
        run "$scratch/$name$suffix"
        rm -f "$scratch/$name$suffix"
    done
    ((built >= 15)) || { echo "wrong: only $built programs"; exit 1; }
    echo "$built programs built, $ran of them run"
}

ran=0
case $what in
headers) each_header all ;;
core)
    each_header core
    "$compiler" "${flags[@]}" -O2 -c "$root/tests/portability/core.cpp" -o "$scratch/core.o"
    ;;
program)
    "$compiler" "${flags[@]}" -O2 -fno-pic -static -nostdlib "$root/tests/portability/core.cpp" -o "$scratch/core"
    run "$scratch/core"
    echo "run: $ran"
    ;;
examples) examples ;;
*) echo "what is $what?" && exit 1 ;;
esac
