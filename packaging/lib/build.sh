# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Configures and builds presets. Sourced by run and test, behind dependencies.sh.

# build_preset ROOT PRESET TARGETS -D...: the output goes to ROOT/build/PRESET. TARGETS: separated by blanks.
build_preset() {
    local root=$1 preset=$2 targets=$3 launcher
    shift 3
    for tool in cmake ninja; do
        command -v "$tool" >/dev/null || fail "$tool is not here; packaging/dependencies lists what is needed."
    done
    # Named each time: a launcher that CMake remembers from last time may be gone by now.
    launcher=$(command -v ccache || true)
    # What another checkout of the same sources compiled serves this one as well: paths count from the root, and a
    # precompiled header is as good as the headers it was made of.
    export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
    # A checkout that was moved would be built where it was before.
    if ! grep -qsFx "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$root/build/$preset/CMakeCache.txt"; then
        set -- "$@" --fresh
    fi
    # The presets are found in the current directory only.
    (
        cd "$root" || exit
        cmake --preset "$preset" -DCMAKE_CXX_COMPILER_LAUNCHER="$launcher" "$@" --log-level=WARNING
        # shellcheck disable=SC2086
        cmake --build "build/$preset" --parallel "$(nproc)" --target $targets
    )
}
