# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Uses an installed stalloc as other people do. Sourced by the tests of what is installed.

consumer_sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/consumer" && pwd)
read -r -a compiler <<<"${CXX:-g++}"
strict=(-std=c++20 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Werror)

wrong() { printf 'wrong: %s\n' "$*" >&2; exit 1; }

# quietly COMMAND...: its output only if it fails, and then the test has failed.
quietly() {
    local log
    log=$("$@" 2>&1) || { printf '%s\n' "$log" >&2; wrong "$*"; }
}

# stalloc_version ROOT: as the library's header has it.
stalloc_version() {
    sed -n 's/.*int version_[a-z]* = \([0-9]*\);.*/\1/p' "$1/allocator/stalloc/version.h" | paste -sd.
}

# expect_consumer PROGRAM VERSION: runs it. Two blocks fit into the hole of three in front; behind them one is free, and
# the four behind the block that stayed.
expect_consumer() {
    local said
    said=$("$1") || wrong "$1 ended with $?"
    [[ $said == "$2 0"$'\n'"Stalloc<8, 16>"$'\n'"2: 1"$'\n'"4: 4" ]] || wrong "$1 said: $said"
}

# use_by_cmake SCRATCH VERSION OPTION...: configures, builds and runs the consumer; OPTIONs say where the library is.
use_by_cmake() {
    local scratch=$1 version=$2
    shift 2
    quietly cmake -S "$consumer_sources" -B "$scratch" -G Ninja -DCMAKE_CXX_COMPILER="${compiler[0]}" "$@"
    quietly cmake --build "$scratch"
    expect_consumer "$scratch/consumer" "$version"
}

# use_by_pkg_config PREFIX SCRATCH VERSION: the same without CMake.
use_by_pkg_config() {
    local prefix=$1 scratch=$2 version=$3 flags
    mkdir -p "$scratch"
    export PKG_CONFIG_PATH=$prefix/share/pkgconfig
    [[ $(pkg-config --modversion stalloc) == "$version" ]] || wrong "pkg-config's version"
    pkg-config --validate stalloc || wrong "stalloc.pc"
    read -r -a flags <<<"$(pkg-config --cflags --libs stalloc)"
    [[ $(realpath "${flags[0]#-I}") == $(realpath "$prefix/include") ]] || wrong "pkg-config says ${flags[*]}"
    quietly "${compiler[@]}" "${strict[@]}" "$consumer_sources"/*.cpp "${flags[@]}" -o "$scratch/consumer"
    expect_consumer "$scratch/consumer" "$version"
}
