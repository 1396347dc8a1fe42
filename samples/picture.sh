#!/usr/bin/env bash
# Makes the README's picture out of what ./run.sh left in out/: five moments, above as they went in, below as they came out.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
moments="select='eq(n,12)+eq(n,58)+eq(n,76)+eq(n,125)+eq(n,152)',scale=320:-1:flags=lanczos,tile=5x1:padding=4"
ffmpeg -v error -y -i short-film.mkv -i ../out/short-film.color.mkv \
    -filter_complex "[0:v]${moments}[before];[1:v]${moments}[after];[before][after]vstack" -frames:v 1 -q:v 3 before-after.jpg
