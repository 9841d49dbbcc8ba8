#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# install-packages.sh LIST…: installs the Debian packages of resources/scripts/packages-LIST.txt that
# are missing. Says nothing and asks nobody when none is.
set -euo pipefail
scripts=$(dirname "$(readlink -f "$0")")

say() { printf '%s\n' "$*" >&2; }

installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] && return
    # Names of several architectures are reported one by one.
    dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

missing() {
    local list package program
    for list in "$@"; do
        while read -r package program; do
            case "$package" in '' | '#'*) continue ;; esac
            if [ -n "$program" ] && command -v "$program" >/dev/null; then continue; fi
            installed "$package" || printf '%s\n' "$package"
        done <"$scripts/packages-$list.txt"
    done
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "This is no Debian-like system: packages are not checked. docs/troubleshooting.md names what is needed."
    exit 0
fi
mapfile -t packages < <(missing "$@")
[ "${#packages[@]}" -gt 0 ] || exit 0

root=()
if [ "$(id -u)" -ne 0 ]; then
    # Without a terminal nobody can type a password: then only a sudo that asks for none will do.
    if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        root=(sudo)
    else
        say "These packages are missing and only root may install them. Run this, then try again:"
        say "    apt-get install ${packages[*]}"
        exit 1
    fi
fi

say "Installing: ${packages[*]}"
apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
"${apt[@]}" update || say "The package lists could not be refreshed; going on with those at hand."
if ! "${apt[@]}" install -y --no-install-recommends "${packages[@]}" >&2; then
    say "Installing failed; apt-get's own words are above. Breakwater is built on Debian 12 or newer."
    exit 1
fi
