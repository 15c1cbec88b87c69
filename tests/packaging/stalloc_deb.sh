#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# stalloc_deb.sh ROOT BUILD_DIR: makes the library's DEB, looks into it, installs it with dpkg below a folder, and builds
# a program with what is there then.
set -euo pipefail
for tool in dpkg dpkg-deb pkg-config; do
    command -v "$tool" >/dev/null || { echo "$tool is not here"; exit 77; }
done
root=$1 build=$2
# shellcheck source=tests/packaging/use_stalloc.sh
source "$(dirname "${BASH_SOURCE[0]}")/use_stalloc.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
version=$(stalloc_version "$root")

quietly cpack --config "$build/allocator/stalloc/CPackConfig.cmake" -G DEB -B "$scratch/package"
deb=$scratch/package/libstalloc-dev_${version}_all.deb
[[ -f $deb ]] || wrong "no $(basename "$deb"), but: $(ls "$scratch/package")"
field() { dpkg-deb --field "$deb" "$1"; }
[[ $(field Package) == libstalloc-dev && $(field Version) == "$version" ]] || wrong "its name and version"
[[ $(field Architecture) == all && $(field Section) == libdevel ]] || wrong "its architecture or section"
[[ -z $(field Depends) ]] || wrong "headers alone depend on nothing, but these on $(field Depends)"

# dpkg's records below a folder of their own. As root or not; the host's are not touched.
mkdir -p "$scratch/root/var/lib/dpkg/info" "$scratch/root/var/lib/dpkg/updates"
touch "$scratch/root/var/lib/dpkg/status" "$scratch/root/var/lib/dpkg/available"
in_root() {
    dpkg --root="$scratch/root" --log="$scratch/log" --force-not-root --force-bad-path --force-script-chrootless "$@"
}
quietly in_root --install "$deb"
[[ $(in_root --status libstalloc-dev) == *"Status: install ok installed"* ]] || wrong "dpkg does not say installed"
usr=$scratch/root/usr
[[ $(in_root --search /usr/include/stalloc/stalloc.h) == libstalloc-dev:* ]] ||
    wrong "whose header is it?"
for file in include/stalloc/stalloc.h include/stalloc/stalloc.hpp include/stalloc/stalloc_core.hpp \
    share/cmake/stalloc/stallocConfig.cmake share/pkgconfig/stalloc.pc share/doc/libstalloc-dev/copyright; do
    [[ -s $usr/$file ]] || wrong "/usr/$file is not in it"
done
grep -q "MIT License" "$usr/share/doc/libstalloc-dev/copyright" || wrong "its licence"
[[ -z $(find "$usr" -type f ! -path '*/stalloc/*' ! -name stalloc.pc ! -path '*/doc/libstalloc-dev/*') ]] ||
    wrong "more than the library"
[[ -z $(find "$usr" -type d ! -perm 755) && -z $(find "$usr" -type f ! -perm 644) ]] || wrong "its permissions"
use_by_pkg_config "$usr" "$scratch/pkg-config" "$version"

quietly in_root --purge libstalloc-dev
[[ -z $(find "$scratch/root" -path '*stalloc*') ]] || wrong "dpkg --purge leaves something behind"
echo "$(basename "$deb") was installed, used and purged"
