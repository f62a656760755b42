#!/usr/bin/env bash
# Runs a command with DATABASE_URL pointing at a PostgreSQL that lives as long as the command:
#     tests/tools/pg.sh pytest
# Needs Debian's package postgresql. As root it works as the user postgres, since the server refuses
# root. Nothing is synced to disk: the data is worth nothing after the tests.
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT…]" >&2; exit 2; }

newest=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1)
bin=${newest:-$(dirname "$(command -v initdb || echo /missing/initdb)")}
[ -x "$bin/initdb" ] || { echo "PostgreSQL is missing. Run: apt-get install postgresql postgresql-contrib" >&2; exit 2; }

folder=$(mktemp -d)
port=$(python3 -c "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])")

server() {  # the server's own tools, as a user it accepts, from a folder that user may enter
    if [ "$(id -u)" = 0 ]; then (cd "$folder" && runuser -u postgres -- "$@"); else "$@"; fi
}
stop() {
    server "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
[ "$(id -u)" != 0 ] || chown postgres "$folder"

server "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
settings="-p $port -k $folder -c listen_addresses=127.0.0.1 -c max_connections=60"
settings+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
server "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -o "$settings" start >/dev/null ||
    { cat "$folder/log" >&2; exit 2; }

DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres" "$@"
