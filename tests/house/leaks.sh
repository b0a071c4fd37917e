#!/usr/bin/env bash
# Libraries that live in one folder must not reach another through a header: asks ninja what each object really read.
# leaks.sh BUILD CONFINED, where each line of CONFINED is: HEADERS HOME (both regular expressions)
set -euo pipefail

ninja -C "$1" -t deps | awk -v confined="$2" '
  BEGIN { while ((getline line < confined) > 0) { split(line, part, " "); home[part[1]] = part[2] } }
  /^[^ ].*: #deps/ {
    layer = ""
    if (/\(VALID\)$/ && match($0, /\/sdg_[a-z_]+\.dir\/[a-z\/]+\//)) {
      layer = substr($0, RSTART, RLENGTH - 1)
      sub(/.*\.dir\//, "", layer)
    }
    object = $1
    sub(/:$/, "", object)
    next
  }
  layer != "" {
    for (headers in home) {
      if ($1 ~ "^/usr/include/([^/]*/)?" headers && layer !~ "^(" home[headers] ")$" && !told[object, headers]++) {
        print object " is in " layer " and reads " $1 ", which belongs to " home[headers]
        found = 1
      }
    }
  }
  END { exit found }'
