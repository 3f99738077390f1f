#!/usr/bin/env bash
# Builds everything and runs every test project. The last line is always `N passed, N failed, N skipped`.
#   ./test.sh                 what a pull request must pass
#   ./test.sh --nightly       the long ones too (tests with [Trait("Category", "Nightly")]), and eng/sabotage.sh
#   ./test.sh --only NAME     only suites whose name contains NAME in any case, e.g. codec
# SUITE_TIMEOUT=SECONDS bounds each suite (600, nightly 3600): a suite that hangs is killed and counts as a failure.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

nightly=0 only='' budget=2700
while [ $# -gt 0 ]; do
    case "$1" in
        --nightly) nightly=1; shift ;;
        --only) only="${2:?--only wants a name}"; shift 2 ;;
        *) echo "usage: ./test.sh [--nightly] [--only NAME]" >&2; exit 2 ;;
    esac
done
limit="${SUITE_TIMEOUT:-$([ "$nightly" -eq 1 ] && echo 3600 || echo 600)}"

export CI="${CI:-true}" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1 MSBUILDTERMINALLOGGER=off
out="$PWD/artifacts/test"
rm -rf "$out"
mkdir -p "$out"
if [ ! -d "${HOME:-}" ] || [ ! -w "${HOME:-}" ]; then
    export HOME="$PWD/artifacts/home"
    mkdir -p "$HOME"
fi
export HOME DOTNET_CLI_HOME="${DOTNET_CLI_HOME:-$HOME}"

passed=0 failed=0 skipped=0

finish() {
    [ $((passed + failed)) -gt 0 ] || echo "No test ran."
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
    exit $?
}

# A step that is not a test: silent when it works; else its errors are shown and everything ends.
step() {
    local name="$1"; shift
    if ! "$@" >"$out/$name.log" 2>&1 </dev/null; then
        echo "FAILED: $name (whole log: artifacts/test/$name.log)"
        grep -E '(error|warning) ?[A-Z]*[0-9]*:' "$out/$name.log" | sort -u | head -50 | grep . || tail -50 "$out/$name.log"
        failed=$((failed + 1))
        finish
    fi
}

restore() {
    # A feed may hiccup; code does not.
    for attempt in 1 2 3; do
        dotnet restore "$1" && return 0
        sleep "$attempt"
    done
    return 1
}

attribute() { grep -oE '<assembly [^>]*>' "$2" | head -1 | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' || echo 0; }

run_suite() {
    local suite="$1" log="$out/$1.log" report="$out/$1.xml" code began milliseconds
    local p=0 f=0 s=0 filter=()
    [ "$nightly" -eq 1 ] || filter=(--filter-not-trait Category=Nightly)
    began=$(date +%s%N)
    # Exit code 8 says that no test ran, which is right for a suite that holds nightly tests only.
    # A shell that runs this in the background ignores Ctrl-C for all below it; the tests send it to programs and mean it.
    RPC_COUNTS="$out/$suite.counts" env --default-signal=INT,QUIT timeout --kill-after=10 "$limit" "tests/$suite/bin/Release/net10.0/$suite" \
        --no-progress --no-ansi --ignore-exit-code 8 ${filter[@]+"${filter[@]}"} \
        --results-directory "$out" --report-xunit --report-xunit-filename "$suite.xml" >"$log" 2>&1 </dev/null
    code=$?
    milliseconds=$(( ($(date +%s%N) - began) / 1000000 ))
    if [ -f "$report" ]; then
        p=$(attribute passed "$report"); s=$(attribute skipped "$report")
        f=$(attribute failed "$report")
        [ "$f" -gt 0 ] || f=$(attribute errors "$report")
    fi
    if [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then
        f=1
        case "$code" in
            124 | 137) echo "HUNG: $suite did not end within $limit s and was killed" ;;
            *) echo "CRASHED: $suite ended with exit code $code" ;;
        esac
    fi
    if [ "$f" -gt 0 ]; then
        echo "---- $suite (whole log: artifacts/test/$suite.log)"
        tail -n 400 "$log"
        echo "----"
    fi
    passed=$((passed + p)); failed=$((failed + f)); skipped=$((skipped + s))
    if [ "$s" -gt 0 ] && [ -f "$report" ]; then
        tr '\n' ' ' <"$report" | sed 's/<test /\n<test /g' | sed -nE 's/.*name="([^"]*)".*<reason><!\[CDATA\[([^]]*)\]\].*/SKIPPED: \1: \2/p'
    fi
    awk -v n="$suite" -v p="$p" -v f="$f" -v s="$s" -v ms="$milliseconds" -v b="$budget" \
        'BEGIN { printf "%-28s %6d passed %4d failed %4d skipped %8.1f s  %5.1f %% of %d min\n", n, p, f, s, ms / 1000, ms / 10 / b, b / 60 }'
    # How much the suite tried, as its tests told it (tests/Shared/Counts.cs).
    [ ! -f "$out/$suite.counts" ] || sed 's/^/    /' "$out/$suite.counts"
}

# The solution is the list; a test holds it complete.
suites=() wanted="${only,,}"
for project in $(grep -oE 'tests/[^"]*\.Tests\.csproj' Rpc.slnx); do
    suite="$(basename "$project" .csproj)"
    case "${suite,,}" in *"$wanted"*) suites+=("$suite") ;; esac
done
[ "${#suites[@]}" -gt 0 ] || { echo "No suite's name contains '$only'."; finish; }

step install-services eng/install-services.sh
targets=(Rpc.slnx)
[ -z "$only" ] || targets=("${suites[@]/#/tests/}")
for target in "${targets[@]}"; do
    step "restore-$(basename "$target")" restore "$target"
    step "build-$(basename "$target")" dotnet build "$target" --no-restore -c Release -nodeReuse:false
done

for suite in "${suites[@]}"; do
    run_suite "$suite"
done
if [ "$nightly" -eq 1 ] && [ -z "$only" ]; then
    # Each line broken on purpose is a test of the tests: one that nobody notices is a failure.
    eng/sabotage.sh 2>&1 | tee "$out/sabotage.log" | grep -v '^caught'
    summary="$(grep -oE '^[0-9]+ caught, [0-9]+ not$' "$out/sabotage.log" || echo '0 caught, 1 not')"
    passed=$((passed + ${summary%% *})) missed="${summary#*, }"
    failed=$((failed + ${missed%% *}))
fi
[ ! -f artifacts/sizes.txt ] || head -1 artifacts/sizes.txt
finish
