#!/usr/bin/env bash
# Builds a project or the solution in Release, unless nothing changed since the last time.
#   deploy/build.sh PATH [dotnet build options]
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

readonly TRY_AGAIN=75
project=$1
program=src/StreamColorizer/bin/Release/net10.0/streamcolorizer
tests=()
if [ "${project##*.}" = sln ]; then tests=(tests); fi
stamp="bin/$(printf %s "$*" | tr -c 'A-Za-z0-9' _).stamp"
mkdir -p bin

# Names, sizes and times of the sources: enough to notice edits and deletions, and quick to list.
inputs() {
    find src "${tests[@]}" models .deps/onnxruntime/ ./*.props ./*.sln .editorconfig BannedSymbols.txt global.json \
        \( -name bin -o -name obj -o -name training -o -name '*.stamp' \) -prune -o -type f -printf '%p %s %T@\n' 2>/dev/null |
        LC_ALL=C sort | sha256sum
}

built=$(inputs)
if [ -x "$program" ] && [ "$built" = "$(cat "$stamp" 2>/dev/null)" ]; then exit 0; fi
rm -f "$stamp"
echo "Building $project" >&2
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
if ! dotnet build "$@" -c Release -v quiet -nologo >bin/build.log 2>&1; then
    if grep -q 'error NU1301' bin/build.log; then
        echo "The NuGet registry did not answer: $(sed -n 's/.*error NU1301: \([^[]*[^[ ]\).*/\1/p' bin/build.log | head -n 1) Check the network (or the sources that 'dotnet nuget list source' names), then run this again." >&2
        exit $TRY_AGAIN
    fi
    cat bin/build.log >&2
    echo "The build of $project failed; its output is above and in bin/build.log." >&2
    exit 1
fi
echo "$built" >"$stamp"
