#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# stalloc_install.sh ROOT BUILD_DIR: installs the library, and uses it from a project of its own through find_package,
# pkg-config, add_subdirectory and the single headers.
set -euo pipefail
root=$1 build=$2
# shellcheck source=tests/packaging/use_stalloc.sh
source "$(dirname "${BASH_SOURCE[0]}")/use_stalloc.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
version=$(stalloc_version "$root")
prefix=$scratch/prefix

what_is_installed() {
    quietly cmake --install "$build" --component stalloc --prefix "$prefix"
    local file
    for file in cmake/stalloc/stallocConfig.cmake cmake/stalloc/stallocConfigVersion.cmake \
        cmake/stalloc/stallocTargets.cmake pkgconfig/stalloc.pc doc/libstalloc-dev/copyright \
        doc/libstalloc-dev/README.md doc/libstalloc-dev/CHANGELOG.md; do
        [[ -s $prefix/share/$file ]] || wrong "share/$file is not installed"
    done
    [[ -z $(find "$prefix" -mindepth 1 -maxdepth 1 ! -name include ! -name share) ]] || wrong "more than the library"
    [[ $(sed -n 's/^## //p' "$prefix/share/doc/libstalloc-dev/CHANGELOG.md" | head -1) == "$version" ]] ||
        wrong "the newest version in the changelog is not $version"
    # Nothing that is installed names a place on this machine, or in the repository.
    ! grep -rn -e "$root" -e "$build" -e "$prefix" "$prefix" || wrong "a place on this machine"
    ! grep -rnE '#include *["<]allocator/' "$prefix" || wrong "an include of the repository"
}

# Without Qt, Lua, and the rest of the project, installed without building: the same files.
stand_alone() {
    mkdir -p "$scratch/alone/allocator"
    cp -R "$root/allocator/stalloc" "$scratch/alone/allocator"
    quietly cmake -S "$scratch/alone/allocator/stalloc" -B "$scratch/alone/build" -G Ninja \
        -DCMAKE_CXX_COMPILER="${compiler[0]}"
    quietly cmake --install "$scratch/alone/build" --prefix "$scratch/alone/prefix"
    quietly diff -r "$prefix" "$scratch/alone/prefix"
}

# Every header of the library is in stalloc.hpp once; what it needs of the standard library stands before everything.
single_headers() {
    local header guard text=$prefix/include/stalloc/stalloc.hpp count=0
    for header in "$root"/allocator/stalloc/*.h; do
        guard=STALLOC_$(basename "${header^^}" .H)_H
        [[ $(grep -c "^#define $guard\$" "$text") == 1 ]] || wrong "$(basename "$header") is not in stalloc.hpp once"
        [[ -s $prefix/include/stalloc/$(basename "$header") ]] || wrong "$(basename "$header") is not installed"
        count=$((count + 1))
    done
    ((count >= 20)) || wrong "only $count headers"
    ! grep -n '#include "' "$prefix"/include/stalloc/*.hpp || wrong "a single header includes another"
    ! grep -n '#include' "$prefix/include/stalloc/stalloc_core.hpp" | grep -vE '<std(int|def)\.h>' ||
        wrong "the core needs more than <stddef.h> and <stdint.h>"

    # Alone in a folder, as it would be vendored.
    mkdir -p "$scratch/vendored/stalloc"
    cp "$prefix"/include/stalloc/*.hpp "$scratch/vendored/stalloc"
    cp "$root/allocator/stalloc/LICENSE" "$scratch/vendored"
    local example
    for example in chain static_heap; do
        sed '/#include "allocator.stalloc/d; 1i #include "stalloc/stalloc.hpp"' \
            "$root/tests/allocator/stalloc/examples/$example.cpp" >"$scratch/vendored/$example.cpp"
        quietly "${compiler[@]}" "${strict[@]}" -UNDEBUG "$scratch/vendored/$example.cpp" -o "$scratch/vendored/$example"
        quietly "$scratch/vendored/$example"
    done
    sed 's,"allocator/stalloc/stalloc.h","stalloc/stalloc_core.hpp",' \
        "$root/tests/allocator/stalloc/examples/freestanding.cpp" >"$scratch/vendored/core.cpp"
    quietly "${compiler[@]}" "${strict[@]}" -ffreestanding -fno-exceptions -fno-rtti -fno-stack-protector -fPIC \
        -shared -nostdlib -Wl,--no-undefined "$scratch/vendored/core.cpp" -o "$scratch/vendored/core.so"
    # Without a library the whole of it has what needs none.
    sed -i 's,stalloc_core,stalloc,' "$scratch/vendored/core.cpp"
    quietly "${compiler[@]}" "${strict[@]}" -ffreestanding -fno-exceptions -fno-rtti -fsyntax-only \
        "$scratch/vendored/core.cpp"
}

# The headers can lie anywhere, and each can be the first one.
headers_anywhere() {
    cp -R "$prefix/include/stalloc" "$scratch/anywhere"
    local header
    for header in "$scratch"/anywhere/*.h; do
        quietly "${compiler[@]}" "${strict[@]}" -fsyntax-only -include "$header" -x c++ /dev/null
    done
}

versions() {
    local wanted major=${version%%.*}
    for wanted in "$major" "$version"; do
        quietly cmake -S "$consumer_sources" -B "$scratch/version-$wanted" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" \
            -DCMAKE_CXX_COMPILER="${compiler[0]}" -DSTALLOC_WANTED="$wanted"
    done
    for wanted in $((major + 1)) "$major.999"; do
        if cmake -S "$consumer_sources" -B "$scratch/version-$major" -DCMAKE_PREFIX_PATH="$prefix" \
            -DSTALLOC_WANTED="$wanted" >"$scratch/log" 2>&1; then
            wrong "version $version is taken for $wanted"
        fi
        grep -q "version: $version" "$scratch/log" || { cat "$scratch/log"; wrong "another failure"; }
    done
}

what_is_installed
mv "$prefix" "$scratch/moved" # installed trees can be moved
prefix=$scratch/moved
stand_alone
single_headers
headers_anywhere
use_by_cmake "$scratch/find_package" "$version" -DCMAKE_PREFIX_PATH="$prefix"
versions
use_by_cmake "$scratch/add_subdirectory" "$version" -DSTALLOC_SOURCE="$scratch/alone/allocator/stalloc"
if command -v pkg-config >/dev/null; then use_by_pkg_config "$prefix" "$scratch/pkg-config" "$version"; fi
echo "stalloc $version: find_package, add_subdirectory, pkg-config and single headers work"
