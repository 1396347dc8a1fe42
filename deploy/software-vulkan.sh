#!/usr/bin/env bash
# Unpacks a Vulkan driver that needs no GPU (Mesa's lavapipe) into .deps/vulkan, for the tests of the WebGPU device.
# Debian 12's own lacks a feature that WebGPU asks for, its backports' has it; the system's driver stays untouched.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

readonly TARGET="$PWD/.deps/vulkan" LIBRARIES=usr/lib/x86_64-linux-gnu
[ ! -f "$TARGET/lvp_icd.json" ] || exit 0
mkdir -p "$PWD/.deps"
scratch=$(mktemp -d "$PWD/.deps/fetch.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' 'Created-By: Packages' | head -n 1)
[ -n "$mirror" ] || { echo "No Debian 12 package server is configured in /etc/apt: add one, then run this again." >&2; exit 1; }
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm-backports main" >"$scratch/sources.list"
mkdir -p "$scratch"/{lists,cache/archives}/partial
apt=(apt-get -qq -o Dir::Etc::sourcelist="$scratch/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o Dir::State::lists="$scratch/lists" -o Dir::Cache="$scratch/cache" -o APT::Sandbox::User="$(id -un)")
cd "$scratch"
"${apt[@]}" update
"${apt[@]}" download {mesa-vulkan-drivers,libdrm2,libdrm-amdgpu1}/bookworm-backports 2>/dev/null
for package in *.deb; do dpkg-deb -x "$package" root; done
rm -rf "$TARGET"
mkdir "$TARGET"
mv root/$LIBRARIES/libvulkan_lvp.so root/$LIBRARIES/libdrm*.so.* "$TARGET/"
mv root/usr/share/vulkan/icd.d/lvp_icd*.json "$TARGET/lvp_icd.json"
