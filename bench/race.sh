#!/bin/sh
# How much of a server a run keeps busy: client on one core, server on another.
#   bench/race.sh BUILD_DIR [REQUESTS]     against a bare curl loop that only reads the replies, by CPU and by time
#   bench/race.sh BUILD_DIR slots [ROWS]   of the places at a server that thinks for a while: how many are taken
set -eu
build=$1
log=$(mktemp)
store=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || :; rm -rf "$log" "$store"' EXIT

serve() {
  [ -z "$server" ] || kill "$server"
  : >"$log"
  taskset -c 0 "$build/loopback_server" "$@" >"$log" &
  server=$!
  while ! port=$(head -n 1 "$log") || [ -z "$port" ]; do sleep 0.1; done
  url=http://127.0.0.1:$port/v1
}

client() { taskset -c 1 "$build/bench/$@"; }

# IN_FLIGHT ROWS: three requests a row, with a new store
run() {
  rm -rf "$store"
  client run_bench "$url" "$1" "$2" "$store"
}

# IN_FLIGHT MILLISECONDS ROWS: start and end included, where not all can be taken
slots() {
  serve --latency "$2..$2"
  run "$1" "$3" | awk -v slots="$1" -v ms="$2" -v rows="$3" '$1 == "asked" {
    printf "%d places of %d ms: %.1f %% taken in %s s\n", slots, ms, rows * 3 * ms / slots / $5 / 10, $5 }'
}

if [ "${2-}" = slots ]; then
  slots 256 50 "${3-60000}"
  slots 1024 250 "${3-60000}"
  exit
fi
requests=${2-30000}
serve
for in_flight in 64 512 2000; do
  for round in 1 2 3; do
    client http_baseline_bench "$url/chat/completions" "$in_flight" "$requests"
    client http_fiber_bench "$url/chat/completions" "$in_flight" "$requests"
    run "$in_flight" $((requests / 3))
  done
done
