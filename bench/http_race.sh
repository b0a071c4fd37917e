#!/bin/sh
# Races CurlHttp's fibers against a bare curl loop, client on one core and server on another.
#   bench/http_race.sh BUILD_DIR [REQUESTS]
set -eu
build=$1
requests=${2:-30000}
log=$(mktemp)
taskset -c 0 "$build/loopback_server" >"$log" &
server=$!
trap 'kill $server; rm -f "$log"' EXIT
while ! port=$(head -n 1 "$log") || [ -z "$port" ]; do sleep 0.1; done
for in_flight in 64 512 2000; do
  for runner in http_baseline_bench http_fiber_bench http_baseline_bench http_fiber_bench; do
    taskset -c 1 "$build/bench/$runner" "http://127.0.0.1:$port/v1/chat/completions" "$in_flight" "$requests"
  done
done
