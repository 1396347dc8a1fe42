#!/usr/bin/env bash
# Sets up and builds what is missing, then runs the program with the arguments given.
#   ./run.sh [--with-cuda] [ARGS…]
set -euo pipefail
root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")

setup=()
if [ "${1-}" = --with-cuda ]; then setup=(--with-cuda); shift; fi
"$root/deploy/setup.sh" "${setup[@]}"
"$root/deploy/build.sh" src/StreamColorizer
exec "$root/src/StreamColorizer/bin/Release/net10.0/streamcolorizer" "$@"
