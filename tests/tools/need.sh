#!/usr/bin/env bash
# Makes sure the tests find PostgreSQL (with contrib) and Chromium: installs Debian's packages where
# it may, and otherwise stops with the one command to run. Nothing is skipped for want of them.
set -euo pipefail

missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null ||
    missing+=(postgresql)
contrib() { ls /usr/share/postgresql/*/extension/pg_trgm.control || pg_config --sharedir | xargs -I{} ls {}/extension/pg_trgm.control; }
contrib >/dev/null 2>&1 || missing+=(postgresql-contrib)
command -v chromium chromium-browser google-chrome >/dev/null || missing+=(chromium)
[ ${#missing[@]} -gt 0 ] || exit 0

install="apt-get install --yes --no-install-recommends ${missing[*]}"
if ! command -v apt-get >/dev/null; then
    echo "The tests need: ${missing[*]}. Install them with this system's own tools, then try again." >&2
    exit 1
elif [ "$(id -u)" = 0 ]; then
    as_root=()
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    echo "The tests need: ${missing[*]}. Run this once, then try again:" >&2
    echo "    sudo $install" >&2
    exit 1
fi
echo "Installing ${missing[*]} (Debian's packages)"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update --quiet
# shellcheck disable=SC2086  # the words of the command are meant to be split
"${as_root[@]}" $install
