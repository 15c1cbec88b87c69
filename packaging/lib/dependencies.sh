# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Finds out which packages of packaging/dependencies are missing and installs them. Sourced by run and test.

say() { printf '==> %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# wanted_packages FILE GROUP...: the package column of these groups, one line each, in the file's order.
wanted_packages() {
    local file=$1 group package groups
    shift
    groups=" $* "
    while read -r group package _; do
        if [[ $groups == *" $group "* ]]; then printf '%s\n' "$package"; fi
    done < <(sed 's/#.*//' "$file")
}

# installed_packages: the names of all installed packages, and of what they provide. Reads dpkg's records only.
installed_packages() {
    dpkg-query --show --showformat='${db:Status-Status} ${Package} ${Provides}\n' |
        awk '$1 == "installed" { for (i = 2; i <= NF; ++i) { sub(/,$/, "", $i); if ($i !~ /[()]/) print $i } }'
}

# missing_packages FILE GROUP...: the wanted ones of which no alternative is installed, as they stand in the file.
missing_packages() {
    local installed package name found
    installed=$'\n'$(installed_packages)$'\n'
    while read -r package; do
        found=no
        for name in $(tr '|' ' ' <<<"${package%\?}"); do
            if [[ $installed == *$'\n'"$name"$'\n'* ]]; then found=yes; fi
        done
        if [[ $found == no ]]; then printf '%s\n' "$package"; fi
    done < <(wanted_packages "$@")
}

# can_install NAME: does the package manager know it? Has to be asked before and after an update of its lists.
can_install() {
    local policy
    policy=$(LC_ALL=C apt-cache policy "$1" 2>/dev/null)
    [[ $policy =~ Candidate:\ [^\(] ]]
}

# choose_packages PACKAGE...: for each the first alternative that can be installed. An optional one that cannot is
# left out; for another that cannot, its first name comes out behind a "!".
choose_packages() {
    local package name chosen
    for package in "$@"; do
        chosen=
        for name in $(tr '|' ' ' <<<"${package%\?}"); do
            if [[ -z $chosen ]] && can_install "$name"; then chosen=$name; fi
        done
        if [[ -n $chosen ]]; then
            printf '%s\n' "$chosen"
        elif [[ $package != *\? ]]; then
            printf '!%s\n' "${package%%|*}"
        fi
    done
}

# as_root COMMAND...: directly as root, else through sudo.
as_root() {
    if [[ $(id -u) == 0 ]]; then "$@"; else sudo "$@"; fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get --quiet --yes -o DPkg::Lock::Timeout=300 "$@"
}

# is_debian_like OS_RELEASE: Debian or a derivative?
is_debian_like() {
    (
        ID='' ID_LIKE=''
        # shellcheck disable=SC1090
        if [[ -r $1 ]]; then . "$1"; fi
        [[ " $ID $ID_LIKE " == *" debian "* || " $ID $ID_LIKE " == *" ubuntu "* ]]
    )
}

# install_missing FILE GROUP...: makes sure that all of these groups are installed. Where nothing is missing the
# package manager is not touched. Ends the script with a sentence where it cannot.
install_missing() {
    local missing chosen unknown optional
    if ! is_debian_like /etc/os-release || ! command -v dpkg-query >/dev/null; then
        say "This is not Debian or a derivative: install what ${1#"$PWD/"} lists yourself. Trying with what is here."
        return
    fi
    mapfile -t missing < <(missing_packages "$@")
    if ((${#missing[@]} == 0)); then return; fi

    # Optional ones that the system does not have are no reason to bother anyone.
    optional=yes
    for package in "${missing[@]}"; do
        if [[ $package != *\? ]]; then optional=no; fi
    done
    if [[ $optional == yes && -z $(choose_packages "${missing[@]}") ]]; then return; fi

    if [[ $(id -u) != 0 ]] && ! command -v sudo >/dev/null; then
        if [[ $optional == yes ]]; then return; fi
        fail "these packages are missing, and neither root nor sudo is at hand. As root, run:
    apt-get install --no-install-recommends $(choose_packages "${missing[@]}" | tr -d '!' | tr '\n' ' ')"
    fi

    mapfile -t chosen < <(choose_packages "${missing[@]}")
    if [[ "${chosen[*]}" == *!* ]]; then
        say "Updating the package lists"
        apt_get update || fail "the package lists cannot be updated; is the network there?"
        mapfile -t chosen < <(choose_packages "${missing[@]}")
    fi
    unknown=$(printf '%s\n' "${chosen[@]}" | sed -n 's/^!//p' | tr '\n' ' ')
    if [[ -n $unknown ]]; then
        fail "this system does not have: ${unknown% }. Firstfit needs Debian 12 or newer, or a derivative of that age."
    fi
    say "Installing: ${chosen[*]}"
    if ! apt_get install --no-install-recommends "${chosen[@]}"; then
        # Old lists name versions that the mirror has no more.
        say "Trying again with new package lists"
        if ! apt_get update || ! apt_get install --no-install-recommends "${chosen[@]}"; then
            fail "the packages could not be installed; what apt-get said is above."
        fi
    fi
}
