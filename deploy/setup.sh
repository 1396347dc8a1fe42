#!/usr/bin/env bash
# Installs what a build of StreamColorizer needs and is missing: Debian packages and ONNX Runtime (out of npm packages,
# each checked against the SHA-512 below). Run by run.sh, test.sh and the Dockerfiles; a second run only reads a stamp.
#   deploy/setup.sh [--with-tests] [--with-training] [--with-cuda]
#   deploy/setup.sh --runtime-only      just what a program that was built elsewhere needs, for containers
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

readonly DEPS="$PWD/.deps" LOG="$PWD/.deps/setup.log"
readonly PROGRAM_PACKAGES=(ffmpeg npm g++ libopencv-core-dev libopencv-imgproc-dev libopencv-imgcodecs-dev libopencv-videoio-dev)
readonly RUNTIME_PACKAGES=(ffmpeg libopencv-imgcodecs406 libopencv-videoio406 libssl3)
# The libraries are those of the Vulkan driver that deploy/software-vulkan.sh unpacks.
readonly TEST_PACKAGES=(prometheus systemd chromium python3 python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-good libvulkan1 libllvm15 libelf1 libwayland-client0 libx11-xcb1 libxcb-dri3-0
    libxcb-present0 libxcb-randr0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxshmfence1)
readonly TRAINING_PACKAGES=(python3-torch libopenblas0-pthread python3-onnx python3-opencv python3-pil python3-skimage
    python3-yaml python3-pytest)
# name@version, SHA-512 as npm writes it. The core, the C# source and the CUDA provider are of one ONNX Runtime version.
readonly ORT_SOURCE=(com.github.asus4.onnxruntime@0.4.9
    BkzxduSZ9IkeDP6Q8lz2TFU2ie7hSSvS7ZIfzMooExoq0CNzJnuuGaUJ7IsojBgqO4ouD1jXah8OYyJbCN29Fg==)
readonly ORT_CORE=(onnxruntime-node@1.29.0
    WjiVVB72riILz8HbYvxvmjKyE/WmkYoSfKY++axo5jAR609HQg8MwiG/HhShpTcJfmmAdzxxmB+MMST3A+SiPA==)
readonly ORT_CUDA=(com.github.asus4.onnxruntime.linux-x64-gpu@0.4.9
    FopIhNE/Ng+v2X65wVc9clPCBCvhvA53Hxo2U0Kf5fGdVsC7iCA+mZ0KLWggcQAj7TIZ6pNidR4AC10g74Xo6w==)
readonly FAILED=1 USAGE=2 TRY_AGAIN=75

say() { printf '%s\n' "$*" >&2; }
fail() { local code=$1; shift; say "$*"; exit "$code"; }

packages=("${PROGRAM_PACKAGES[@]}")
cuda=false
tests=false
build=true
for option in "$@"; do
    case $option in
        --with-tests) tests=true packages+=("${TEST_PACKAGES[@]}") ;;
        --with-training) packages+=("${TRAINING_PACKAGES[@]}") ;;
        --with-cuda) cuda=true ;;
        --runtime-only) packages=("${RUNTIME_PACKAGES[@]}") build=false ;;
        *) fail $USAGE "deploy/setup.sh does not know the option '$option'; it takes --with-tests, --with-training, --with-cuda and --runtime-only." ;;
    esac
done

check_sdk() {
    local page=https://learn.microsoft.com/dotnet/core/install/linux-debian
    command -v dotnet >/dev/null ||
        fail $FAILED "The .NET 10 SDK is missing (no 'dotnet' on the PATH): install the package dotnet-sdk-10.0 as $page describes, then run this again."
    dotnet --list-sdks | grep -q '^10\.' ||
        fail $FAILED "The .NET 10 SDK is missing ('dotnet --list-sdks' names no version 10): install the package dotnet-sdk-10.0 as $page describes, then run this again."
}

# A tool that came from elsewhere (ffmpeg, npm, g++ of one's own) counts as installed.
is_installed() {
    command -v "$1" >/dev/null || [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

install_packages() {
    local missing=() package as_root=()
    for package in "${packages[@]}"; do is_installed "$package" || missing+=("$package"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null ||
        fail $FAILED "This system has no apt-get (Debian 12 is what set-up knows): install the counterparts of these Debian packages by hand, then run this again: ${missing[*]}."
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            fail $FAILED "Debian packages are missing, and this user is not root and has no sudo: have root run 'apt-get install --no-install-recommends ${missing[*]}', then run this again."
        as_root=(sudo)
    fi
    say "Installing Debian packages: ${missing[*]}"
    local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends
        -o DPkg::Lock::Timeout=600 "${missing[@]}")
    "${install[@]}" >>"$LOG" 2>&1 ||
        { "${as_root[@]}" apt-get update >>"$LOG" 2>&1 && "${install[@]}" >>"$LOG" 2>&1; } ||
        fail $TRY_AGAIN "Debian packages could not be installed (${missing[*]}): see why at the end of $LOG, check that the package servers of /etc/apt answer, then run this again."
}

# fetch NAME@VERSION SHA512 -> path of the checked archive in $scratch
fetch() {
    local archive sum
    archive=$(cd "$scratch" && npm pack "$1" --silent 2>>"$LOG" | tail -n 1) || archive=
    [ -f "$scratch/$archive" ] ||
        fail $TRY_AGAIN "The npm registry $(npm config get registry 2>>"$LOG") did not give $1: check the network (or set another registry with 'npm config set registry'), then run this again."
    sum=$(sha512sum "$scratch/$archive" | cut -d ' ' -f 1)
    [ "$sum" = "$(printf %s "$2" | base64 -d | od -An -v -tx1 | tr -d ' \n')" ] ||
        fail $FAILED "The archive of $1 that the npm registry gave does not have the SHA-512 that this project pins: nothing of it was used; look into the registry before you try again."
    printf %s "$scratch/$archive"
}

# part STAMP NAME@VERSION SHA512 DOWNLOAD-SIZE UNPACK-COMMAND...: fetched and unpacked unless the stamp names this archive
part() {
    local stamp="$DEPS/onnxruntime/$1.stamp" archive
    [ "$(cat "$stamp" 2>/dev/null)" != "$2 $3" ] || return 0
    say "Fetching $2 ($4)"
    archive=$(fetch "$2" "$3")
    mkdir -p "$scratch/$1"
    "${@:5}" "$archive" "$scratch/$1"
    rm -f "$archive"
    printf '%s %s\n' "$2" "$3" >"$stamp"
}

unpack_source() {
    tar -xzmf "$1" -C "$2" --no-same-owner --strip-components=1 --exclude='*.meta' package/Runtime package/LICENSE package/ThirdPartyNotices.txt
    rm -rf "$DEPS/onnxruntime/Runtime"
    mv "$2"/* "$DEPS/onnxruntime/"
}

unpack_core() {
    tar -xzmf "$1" -C "$2" --no-same-owner package/bin/napi-v6/linux/x64/libonnxruntime.so.1
    mv -f "$2/package/bin/napi-v6/linux/x64/libonnxruntime.so.1" "$DEPS/onnxruntime/native/libonnxruntime.so"
}

unpack_cuda() {
    local library
    tar -xzmf "$1" -C "$2" --no-same-owner
    for library in libonnxruntime_providers_cuda.so libonnxruntime_providers_shared.so; do
        find "$2" -name "$library" -exec mv -f {} "$DEPS/onnxruntime/native/" \;
    done
}

install_onnxruntime() {
    [ "$(uname -m)" = x86_64 ] ||
        fail $FAILED "This machine is $(uname -m), and set-up has ONNX Runtime for x86_64 only: build on an x86_64 machine."
    mkdir -p "$DEPS/onnxruntime/native"
    scratch=$(mktemp -d "$DEPS/fetch.XXXXXX")
    trap 'rm -rf "$scratch"' EXIT
    part source "${ORT_SOURCE[@]}" "150 MB" unpack_source
    part core "${ORT_CORE[@]}" "112 MB" unpack_core
    if $cuda; then
        part cuda "${ORT_CUDA[@]}" "179 MB" unpack_cuda
    fi
}

# What set-up depends on: itself, its options, and the state of Debian's package list.
inputs() {
    sha256sum deploy/setup.sh
    printf '%s\n' "$*"
    stat -c %Y /var/lib/dpkg/status 2>/dev/null || true
}

if $build; then check_sdk; fi
mkdir -p "$DEPS"
stamp="$DEPS/setup$(printf %s "$*" | tr -c 'a-z-' _).stamp"
[ "$(inputs "$@")" != "$(cat "$stamp" 2>/dev/null)" ] || exit 0
exec 9>"$DEPS/setup.lock"
flock 9
: >"$LOG"
install_packages
if $build; then install_onnxruntime; fi
if $tests; then
    deploy/software-vulkan.sh >>"$LOG" 2>&1 ||
        fail $TRY_AGAIN "The Vulkan driver for the tests could not be fetched from Debian's backports: see why at the end of $LOG, check that the package servers of /etc/apt answer, then run this again."
fi
inputs "$@" >"$stamp"
