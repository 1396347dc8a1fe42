#!/usr/bin/env bash
# Sets up and builds what is missing, then runs the program with the arguments given; without any, colors the sample film.
#   ./run.sh [--with-cuda] [ARGS…]
set -euo pipefail
root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")

setup=()
if [ "${1-}" = --with-cuda ]; then setup=(--with-cuda); shift; fi
"$root/deploy/setup.sh" "${setup[@]}"
"$root/deploy/build.sh" src/StreamColorizer
program="$root/src/StreamColorizer/bin/Release/net10.0/streamcolorizer"
if [ $# -gt 0 ]; then exec "$program" "$@"; fi

out="$root/out"
mkdir -p "$out"
"$program" colorize "$root/samples/short-film.mkv" -o "$out/short-film.color.mkv" --overwrite \
    --report "$out/report.json" --contact-sheet "$out/contact-sheet.png"
rate=$(sed -n 's/.*"framesPerSecond": *\([0-9.]*\).*/\1/p' "$out/report.json")
cat <<END

The sample film has colors now, made at $(LC_ALL=C printf %.0f "$rate") frames per second:
  $out/short-film.color.mkv   the film
  $out/contact-sheet.png      12 moments, before and after
  $out/report.html            the same with a slider, figures and warnings; report.json beside it for programs
Next, a film of yours:
  ./run.sh colorize my-film.mkv -o color.mkv
END
