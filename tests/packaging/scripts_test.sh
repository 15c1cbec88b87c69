#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts_test.sh ROOT: what packaging/lib does on machines that are not this one, played by stand-ins for the package
# manager. Each stand-in writes down how it was called.
set -euo pipefail
root=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

# A machine: what is installed, what can be had before and after an update, who runs it, and whether there is sudo.
machine() {
    rm -rf "${scratch:?}/bin"
    mkdir "$scratch/bin"
    : >"$scratch/calls"
    tr ' ' '\n' <<<"$1" | sed 's/.*/installed & /' >"$scratch/installed"
    tr ' ' '\n' <<<"$2" >"$scratch/available"
    tr ' ' '\n' <<<"$3" >"$scratch/after-update"
    stand_in dpkg-query "cat '$scratch/installed'"
    stand_in id "echo $4"
    stand_in apt-cache "if grep -qx \"\$2\" '$scratch/available'; then echo '  Candidate: 1'; else echo '  Candidate: (none)'; fi
        for i in {1..2000}; do echo '     a long version table'; done"
    stand_in apt-get "echo \"apt-get \$*\" | sed 's/--quiet --yes -o [^ ]* //; s/--no-install-recommends //' >>'$scratch/calls'
        if [[ \$* == *update* ]]; then cp '$scratch/after-update' '$scratch/available'; fi
        if [[ \$* == *install* && -e '$scratch/stale' ]]; then rm '$scratch/stale'; exit 100; fi"
    if [[ $5 == sudo ]]; then stand_in sudo "echo sudo >>'$scratch/calls'; exec \"\$@\""; fi
}

stand_in() { printf '#!/bin/bash\n%s\n' "$2" >"$scratch/bin/$1"; chmod +x "$scratch/bin/$1"; }

# Runs install_missing there; nothing of this machine but plain tools is in reach.
install_there() {
    for tool in bash cat cp rm sed awk tr grep env; do ln -sf "$(command -v "$tool")" "$scratch/bin/$tool"; done
    status=0
    PATH=$scratch/bin bash -euo pipefail -c '
        source "$1/packaging/lib/dependencies.sh"
        is_debian_like() { true; }
        install_missing "$2" build run' - "$root" "$scratch/list" >"$scratch/out" 2>&1 || status=$?
    calls=$(tr '\n' ';' <"$scratch/calls")
}

expect() {
    if [[ $2 != "$3" ]]; then
        printf 'FAIL %s\n  expected: %s\n  got:      %s\n' "$1" "$3" "$2"
        sed 's/^/  | /' "$scratch/out"
        failures=$((failures + 1))
    else
        printf 'ok   %s\n' "$1"
    fi
}

cat >"$scratch/list" <<'END'
build  one            # always there
build  two|zwei       # has another name elsewhere
run    three?         # nice to have
test   four           # not asked for
END

machine "one two three" "" "" 0 sudo
install_there
expect "nothing missing: the package manager is not touched" "$status:$calls" "0:"

machine "one zwei three" "" "" 1000 nosudo
install_there
expect "an alternative is as good, and no rights are needed" "$status:$calls" "0:"

machine "one" "one two three" "" 0 nosudo
install_there
expect "as root, directly, without an update" "$status:$calls" "0:apt-get install two three;"

machine "one" "one zwei three" "" 1000 sudo
install_there
expect "through sudo, by the name that is known" "$status:$calls" "0:sudo;apt-get install zwei three;"

machine "one" "" "one two" 0 nosudo
install_there
expect "empty lists are updated; what is optional and unknown is left out" "$status:$calls" \
    "0:apt-get update;apt-get install two;"

machine "one two" "one two" "" 1000 nosudo
install_there
expect "only an optional one is missing and unknown: no fuss" "$status:$calls" "0:"

machine "one" "one two three" "one two three" 0 nosudo
touch "$scratch/stale"
install_there
expect "stale lists: updated, then tried again" "$status:$calls" \
    "0:apt-get install two three;apt-get update;apt-get install two three;"

machine "one" "one two three" "" 1000 nosudo
install_there
expect "neither root nor sudo: nothing is tried" "$status:$calls" "1:"
expect "... and the line to type is shown" "$(grep -c 'apt-get install --no-install-recommends two three' "$scratch/out")" 1

machine "one" "" "one" 0 nosudo
install_there
expect "a system without the package: an update, then a failure" "$status:$calls" "1:apt-get update;"
expect "... that names it" "$(grep -c 'does not have: two' "$scratch/out")" 1

# Which systems count as Debian, and whether there is a display, are questions of their own.
source "$root/packaging/lib/dependencies.sh"
source "$root/packaging/lib/display.sh"
debian_like() { printf '%b' "$1" >"$scratch/os-release"; is_debian_like "$scratch/os-release" && echo yes || echo no; }
: >"$scratch/out"
expect "Debian" "$(debian_like 'ID=debian\n')" yes
expect "Ubuntu" "$(debian_like 'ID=ubuntu\nID_LIKE=debian\n')" yes
expect "Mint" "$(debian_like 'ID=linuxmint\nID_LIKE="ubuntu debian"\n')" yes
expect "Fedora" "$(debian_like 'ID=fedora\n')" no
expect "no os-release" "$(is_debian_like "$scratch/nothing" && echo yes || echo no)" no

display() { (unset DISPLAY WAYLAND_DISPLAY QT_QPA_PLATFORM; export "${@?}"; has_display && echo yes || echo no); }
expect "no display" "$(display NOTHING=)" no
expect "a display that is not there" "$(display DISPLAY=:65433)" no
expect "a Wayland socket that is not there" "$(display WAYLAND_DISPLAY=wayland-7 XDG_RUNTIME_DIR="$scratch")" no
expect "a display on another machine" "$(display DISPLAY=far.example:10.0)" yes
expect "a platform by name" "$(display QT_QPA_PLATFORM=offscreen)" yes

# The list itself: each line has a group, a package and a reason, and no package stands there twice.
malformed=$(grep -vE '^(#|$)' "$root/packaging/dependencies" |
    grep -vE '^(build|run|test) +[a-z0-9.+|-]+[?]? +# .+' || true)
expect "every package has a group and a reason" "$malformed" ""
twice=$(wanted_packages "$root/packaging/dependencies" build run test | sort | uniq -d)
expect "no package is listed twice" "$twice" ""
exit $((failures > 0))
