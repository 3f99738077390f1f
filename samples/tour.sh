#!/usr/bin/env bash
# Runs all samples, one after another and unattended, and checks what they say.
#   samples/tour.sh [OPTIONS OF dotnet run]     as in: samples/tour.sh -c Release --no-build
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

options=("$@")
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
samples=0 working=0

# sample NAME INPUT [ARGUMENTS...] -- EXPECTED...    Each EXPECTED is a regular expression that some line must match.
sample() {
    local name="$1" input="$2" arguments=() wrong=0 code
    shift 2
    while [ "$1" != -- ]; do
        arguments+=("$1")
        shift
    done
    shift
    samples=$((samples + 1))
    echo "== dotnet run --project samples/$name${arguments[*]+ -- ${arguments[*]}}"
    printf '%s' "$input" | dotnet run ${options[@]+"${options[@]}"} --project "samples/$name" -- ${arguments[@]+"${arguments[@]}"} >"$folder/output" 2>&1
    code=$?
    sed 's/^/   /' "$folder/output"
    if [ "$code" -ne 0 ]; then
        echo "!! exit code $code"
        wrong=1
    fi
    for expected in "$@"; do
        if ! grep -qE -- "$expected" "$folder/output"; then
            echo "!! no line matches: $expected"
            wrong=1
        fi
    done
    [ "$wrong" -ne 0 ] || working=$((working + 1))
}

sample Greeting '' --name Ali -- '^Hi welcome Ali$' '^killed the name server'
sample Square $'RED\n18,52,86\n300,0,0\nBELL\nTIME\n' --player Ali -- \
    'the square is 255,0,0 by Ali' 'the square is 18,52,86 by Ali' '^300 is not a whole number from 0 to 255' '^Bell rang for 1 second$' '^You have been playing with the system for [1-9][0-9]* second'
sample Currency '' -- '^60 pairs, 32 at a time: ' '^Both fetches gave the same rates' '^killed worker [1-3] .* with [1-9][0-9] calls in flight$' '^60 of 60 pairs are there, with the same rates'
sample Chain '' -- '^one journey: 1 → 2 → 3 → 1$' '^20 laps, 60 calls deep: ' '^all three at once: 1 → 2 → 3 → 1, 2 → 3 → 1 → 2, 3 → 1 → 2 → 3$'
sample Mandelbrot '' --output "$folder/mandelbrot.png" -- '^The first worker is killed' '^All 3 pictures are the same, byte for byte[.]$' 'speed-up [0-9]+[.][0-9]+ on [0-9]+ cores$'
sample Chat '' --nick Ali -- 'Polly: Hello, is anybody here[?]$' '^Polly whispers: Only you hear this[.]$' 'Polly has left without goodbye$'
sample Tasks '' --file "$folder/tasks.db" -- '^2 [+] 3 = 5$' 'together 1001000[.]$' '^20 [+] 22 = 42, at attempt 2[.]$'

echo "$working of $samples samples work"
[ "$working" -eq "$samples" ]
