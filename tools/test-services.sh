#!/usr/bin/env bash
# Private PostgreSQL and Redis servers for tests, on free ports of 127.0.0.1, with nothing kept on disk.
#
#   tools/test-services.sh COMMAND...   runs the command with the two variables set, then stops the servers
#   tools/test-services.sh              prints the two variables, and stops the servers when it is interrupted
#
# A server that is not installed is left out, and its variable unset. Debian: apt-get install postgresql redis-server
set -euo pipefail

folder=$(mktemp -d "${TMPDIR:-/tmp}/alphacut-services.XXXXXX")
redis_pid=
postgres_data=
idle_pid=

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

stop() {
  trap - EXIT INT TERM
  if [ -n "$idle_pid" ]; then kill "$idle_pid" || true; fi
  if [ -n "$postgres_data" ]; then as_postgres "$postgres_bin/pg_ctl" stop -D "$postgres_data" -m immediate -s || true; fi
  if [ -n "$redis_pid" ]; then kill "$redis_pid" && wait "$redis_pid" || true; fi
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

start_postgres() {
  local port
  port=$(free_port)
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
  as_postgres "$postgres_bin/initdb" -D "$folder/postgres" -U alphacut --auth=trust --no-sync --encoding=UTF8 >/dev/null
  as_postgres "$postgres_bin/pg_ctl" start -D "$folder/postgres" -w -s -l "$folder/postgres.log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=200" ||
    { cat "$folder/postgres.log" >&2; return 1; }
  postgres_data=$folder/postgres
  export ALPHACUT_TEST_DATABASE_URL="postgres://alphacut@127.0.0.1:$port/postgres"
}

start_redis() {
  local port
  port=$(free_port)
  redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$folder" >"$folder/redis.log" &
  redis_pid=$!
  for _ in $(seq 100); do
    if redis-cli -p "$port" ping >/dev/null 2>&1; then
      export ALPHACUT_TEST_REDIS_URL="redis://127.0.0.1:$port"
      return
    fi
    sleep 0.1
  done
  cat "$folder/redis.log" >&2
  return 1
}

# Debian keeps the server's programs out of PATH, one folder for each major version; the newest wins.
postgres_bin=$(dirname "$(ls -1 /usr/lib/postgresql/*/bin/pg_ctl 2>/dev/null | sort -V | tail -n 1 || true)")
if [ ! -x "$postgres_bin/pg_ctl" ] && command -v pg_ctl >/dev/null; then
  postgres_bin=$(dirname "$(readlink -f "$(command -v pg_ctl)")")
fi

if [ -x "$postgres_bin/pg_ctl" ]; then start_postgres; fi
if command -v redis-server >/dev/null; then start_redis; fi

if [ $# -gt 0 ]; then
  "$@"
else
  env | grep '^ALPHACUT_TEST_' || echo "Neither PostgreSQL nor Redis is installed" >&2
  sleep infinity &
  idle_pid=$!
  wait "$idle_pid"
fi
