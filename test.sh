#!/usr/bin/env bash
# Sets up, builds and runs every test; with --with-training those of the training kit too.
# The last line sums them up: N passed, N failed, N skipped.
set -uo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" || exit 1

training=()
case ${1-} in
    '') ;;
    --with-training) training=(--with-training) ;;
    *) echo "./test.sh does not know the option '$1'; it takes --with-training." >&2; exit 2 ;;
esac
deploy/setup.sh --with-tests "${training[@]}" || exit
deploy/build.sh StreamColorizer.sln || exit

[ -t 1 ] && style=() || style=(-noColor)
passed=0 failed=0 skipped=0
results=$(mktemp -d) || exit 1
trap 'rm -rf "$results"' EXIT

# attribute NAME FILE: the number in the first NAME="…" of an XML file
attribute() { grep -o -m 1 " $1=\"[0-9]*\"" "$2" | head -n 1 | tr -cd 0-9; }

# name_failed FILE: says again which tests failed, where whoever reads only the end finds it
name_failed() {
    /usr/bin/python3 - "$1" <<'EOF'
import sys, xml.etree.ElementTree as tree
try:
    results = tree.parse(sys.argv[1])
except (OSError, tree.ParseError):
    sys.exit()
for test in results.iter("test"):
    if test.get("result") == "Fail":
        print("FAILED", test.get("name"), "-", (test.findtext("failure/message") or "").strip())
for test in results.iter("testcase"):
    for fault in (*test.findall("failure"), *test.findall("error")):
        print("FAILED", f"{test.get('classname')}.{test.get('name')}", "-", fault.get("message"))
EOF
}

# count FILE CODE NAME PASSED FAILED SKIPPED: a run that failed without a failed test (a crash) counts as one failure
count() {
    if [ ! -s "$1" ]; then
        echo "$3 ended with exit code $2 and left no results." >&2
        set -- "$1" "$2" "$3" 0 1 0
    elif [ "$2" -ne 0 ] && [ "$5" -eq 0 ] && [ $(($4 + $6)) -gt 0 ]; then
        echo "$3 ended with exit code $2 although no test failed." >&2
        set -- "$1" "$2" "$3" "$4" 1 "$6"
    fi
    passed=$((passed + $4)) failed=$((failed + $5)) skipped=$((skipped + $6))
}

for folder in tests/*.Tests; do
    name=${folder#tests/} xml="$results/${folder#tests/}.xml"
    # A shell ignores Ctrl-C on behalf of what it starts in the background, and the tests press it.
    env --default-signal=INT,QUIT "$folder/bin/Release/net10.0/$name" -noLogo "${style[@]}" -xml "$xml"
    code=$?
    count "$xml" $code "$name" "$(attribute passed "$xml")" "$(($(attribute failed "$xml") + $(attribute errors "$xml")))" "$(attribute skipped "$xml")"
done

if [ ${#training[@]} -gt 0 ] && [ -d models/training/tests ]; then
    xml="$results/training.xml"
    (cd models && STREAMCOLORIZER_EXE="$OLDPWD/src/StreamColorizer/bin/Release/net10.0/streamcolorizer" \
        /usr/bin/python3 -m pytest -q --junitxml "$xml" training/tests)
    code=$?
    bad=$(($(attribute failures "$xml") + $(attribute errors "$xml"))) idle=$(attribute skipped "$xml")
    count "$xml" $code "The training kit" $(($(attribute tests "$xml") - bad - ${idle:-0})) $bad "${idle:-0}"
fi

for xml in "$results"/*.xml; do
    name_failed "$xml"
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
