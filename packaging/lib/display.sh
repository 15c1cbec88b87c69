# SPDX-FileCopyrightText: 2026 The Firstfit authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Is there a screen to open a window on? Sourced by run.

# has_display: yes if a Wayland or X server can be reached, as far as that can be told without asking it.
has_display() {
    local socket number
    # Whoever names a platform knows why.
    if [[ -n ${QT_QPA_PLATFORM:-} ]]; then return 0; fi
    if [[ -n ${WAYLAND_DISPLAY:-} ]]; then
        socket=$WAYLAND_DISPLAY
        if [[ $socket != /* ]]; then socket=${XDG_RUNTIME_DIR:-/nonexistent}/$socket; fi
        if [[ -S $socket ]]; then return 0; fi
    fi
    if [[ ${DISPLAY:-} =~ ^(unix)?:([0-9]+)(\.[0-9]+)?$ ]]; then
        number=${BASH_REMATCH[2]}
        # A server on this machine listens at a socket in the file system, or at an abstract one.
        [[ -S /tmp/.X11-unix/X$number ]] || grep -qs "@/tmp/.X11-unix/X$number\$" /proc/net/unix
        return
    fi
    # A server elsewhere (ssh -X): believe it.
    [[ -n ${DISPLAY:-} ]]
}
