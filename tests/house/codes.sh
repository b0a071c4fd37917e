#!/usr/bin/env bash
# Every kind of mistake is shown by a golden: whole input, whole message. Run in the project's folder.
set -euo pipefail

# What no golden can hold: bytes that are no text, files larger than any test should be, files that cannot be read. The
# mistakes of Jinja files are in the unit tests of their room.
elsewhere=' 0001 0002 0003 0004 0602 0603 0604 0605 0606 0607 '

shown=$(grep -rhoE 'SDG[0-9]{4}' tests/golden | sort -u)
missing=$(sed -nE 's/^SDG_DIAG\(([0-9]+),.*/\1/p' compiler/diag/codes.def | while read -r number; do
  code=$(printf '%04d' "$number")
  [[ $elsewhere == *" $code "* || $shown == *"SDG$code"* ]] || printf 'SDG%s\n' "$code"
done)
[[ -z $missing ]] || { printf 'no golden in tests/golden shows:\n%s\n' "$missing"; exit 1; }
