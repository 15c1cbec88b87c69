#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# deb.sh BUILD_DIR LESSON: makes the DEB, unpacks it elsewhere, and looks whether all is there and the program in it
# runs a script.
set -euo pipefail
for tool in dpkg-deb dpkg-shlibdeps file; do
    command -v "$tool" >/dev/null || { echo "$tool is not here"; exit 77; }
done
build=$1 lesson=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
wrong() { printf 'wrong: %s\n' "$*" >&2; exit 1; }

cpack --config "$build/CPackConfig.cmake" -G DEB -B "$scratch/package" >"$scratch/log" 2>&1 || {
    cat "$scratch/log"
    wrong "cpack failed"
}
deb=$(find "$scratch/package" -maxdepth 1 -name 'firstfit_*.deb')
[[ -f $deb ]] || wrong "no firstfit_*.deb"

[[ $(dpkg-deb --field "$deb" Package) == firstfit ]] || wrong "the package's name"
depends=$(dpkg-deb --field "$deb" Depends)
for library in libqt6widgets6 libqt6svg6 liblua5.4-0 libqscintilla2-qt6 libc6; do
    [[ $depends == *"$library"* ]] || wrong "it does not depend on $library, but on: $depends"
done

root=$scratch/root
dpkg-deb --extract "$deb" "$root"
id=io.github.firstfit.Firstfit
for file in bin/firstfit libexec/firstfit/firstfit-script-worker libexec/firstfit/firstfit-timing-worker share/applications/$id.desktop \
    share/metainfo/$id.metainfo.xml share/icons/hicolor/scalable/apps/$id.svg share/doc/firstfit/copyright \
    share/man/man1/firstfit.1; do
    [[ -s $root/usr/$file ]] || wrong "/usr/$file is not in it"
done
[[ -z $(find "$root" -mindepth 1 -maxdepth 1 ! -name usr) ]] || wrong "it has files outside /usr"
[[ -z $(find "$root" -type f \( -name '*.a' -o -name '*_test' -o -name '*.h*' -o -name '*.cmake' -o -name '*.pc' \)) ]] || wrong "it has parts of the build"

# What the menu starts, on a script: the same worker, in its installed place.
env -u FIRSTFIT_SCRIPT_WORKER QT_QPA_PLATFORM=offscreen "$root/usr/bin/firstfit" replay "$lesson" >"$scratch/out" ||
    wrong "the installed program fails on $lesson"
[[ -s $scratch/out ]] || wrong "the installed program says nothing"
echo "$(basename "$deb") depends on: $depends"
