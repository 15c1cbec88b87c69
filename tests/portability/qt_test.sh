#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# qt_test.sh COMPILER SOURCE INCLUDE_DIRS LIBRARY...: builds a Qt Test program of the build with another compiler, and
# runs it. INCLUDE_DIRS: separated by semicolons; Qt's own are read off the others.
set -euo pipefail
compiler=$1 source=$2 directories=$3
shift 3
if [[ -z $compiler || $compiler == *NOTFOUND ]]; then
    echo "skipped: that compiler is not here; packaging/dependencies names its package"
    exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
flags=(-std=c++20 -O1 -fPIC -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Werror)
while IFS= read -r -d ';' directory; do
    if [[ -z $directory ]]; then continue; fi
    if [[ $directory == *qt* ]]; then flags+=(-isystem "$directory"); else flags+=(-I"$directory"); fi
done <<<"$directories;"
"$compiler" --version | head -1
"$compiler" "${flags[@]}" "$source" "$@" -pthread -o "$scratch/program"
"$scratch/program"
