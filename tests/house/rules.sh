#!/usr/bin/env bash
# What holds for every file of the house: none is too long, and none says that it is unfinished. Run from the top folder.
set -euo pipefail

longest=600
unfinished='\b(TODO|FIXME|XXX)\b'
folders=(grammar compiler runtime cli stdlib tests bench cmake)
status=0

complain() {
  printf '%s\n' "$@"
  status=1
}

sources() { find "${folders[@]}" -name '*.cpp' -o -name '*.h' -o -name '*.hpp' -o -name '*.def' -o -name '*.cmake' -o -name '*.sdg'; }

while read -r lines file; do
  if [[ $file != total ]] && ((lines > longest)); then
    complain "$file: $lines lines, but one idea takes at most $longest: split it"
  fi
done < <(sources | xargs wc -l)

# This file has to name the words it looks for.
if found=$(grep -rnIE --exclude=rules.sh "$unfinished" "${folders[@]}" dev CMakeLists.txt); then
  complain "finish these, or take the words away:" "$found"
fi

exit $status
