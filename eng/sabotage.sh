#!/usr/bin/env bash
# Breaks the code on purpose, one line at a time, and expects a test to notice. A test that passes on broken code proves nothing.
#   eng/sabotage.sh                every entry of eng/sabotage
#   eng/sabotage.sh NAME...        these entries
#   eng/sabotage.sh --list         what there is, and whether it still applies; builds nothing
# Prints `caught`, `MISSED` or `does not apply` for each and exits 1 unless all are caught. The checkout is not touched: the work is done on a copy.
# SABOTAGE_TIMEOUT=SECONDS bounds each run (60); one that is killed then has noticed, too. SABOTAGE_FOLDER=DIR keeps the copy for the next time.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
limit="${SABOTAGE_TIMEOUT:-60}"

list=0
if [ "${1:-}" = --list ]; then
    list=1; shift
fi
case "${1:-}" in -*) echo "usage: eng/sabotage.sh [--list] [NAME...]" >&2; exit 2 ;; esac

# What waits for good is known sooner here; that healthy code does not wait so long is seen first.
export RPC_STRESS_PATIENCE="${RPC_STRESS_PATIENCE:-12}"
export RPC_SOAK_SECONDS="${RPC_SOAK_SECONDS:-15}"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1 MSBUILDTERMINALLOGGER=off

# An entry: `file:` to break, the fragment `line:` that occurs in it once, what it becomes `with:`, and the `test:` project whose `class:` or `method:` must fail.
read_entry() {
    local key value
    file='' line='' with='' suite='' filter=()
    while IFS= read -r text || [ -n "$text" ]; do
        key="${text%%: *}" value="${text#*: }"
        case "$key" in
            file) file="$value" ;;
            line) line="$value" ;;
            with) with="$value" ;;
            test) suite="$value" ;;
            class) filter+=(--filter-class "$value") ;;
            method) filter+=(--filter-method "$value") ;;
        esac
    done <"eng/sabotage/$1.txt"
}

applies() {
    local text without
    [ -f "$file" ] && [ -n "$line" ] && [ "${#filter[@]}" -gt 0 ] || return 1
    text="$(<"$file")" without="${text//"$line"/}"
    [ $((${#text} - ${#without})) -eq "${#line}" ]
}

names=("$@")
if [ "${#names[@]}" -eq 0 ]; then
    for path in eng/sabotage/*.txt; do
        names+=("$(basename "$path" .txt)")
    done
fi

failed=0 caught=0
tell() { printf '%-14s %s\n' "$1" "$2"; }

if [ "$list" -eq 1 ]; then
    for name in "${names[@]}"; do
        read_entry "$name"
        if applies; then tell "applies" "$name"; else tell "does not apply" "$name"; failed=1; fi
    done
    exit "$failed"
fi

folder="${SABOTAGE_FOLDER:-$(mktemp -d)}"
mkdir -p "$folder"
[ -n "${SABOTAGE_FOLDER:-}" ] || trap 'rm -rf "$folder"' EXIT
# With the time of now: what an earlier run left compiled may be broken.
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files -z
else
    find . \( -name bin -o -name obj -o -name artifacts -o -name .git \) -prune -o -type f -print0
fi | tar --null --ignore-failed-read -T - -cf - 2>/dev/null | tar -xmf - -C "$folder" || exit 1
cd "$folder" || exit 1

# Broken code need not be pretty, and analysis takes longer than compiling.
build() { dotnet build "$@" -c Release -nodeReuse:false -p:TreatWarningsAsErrors=false -p:RunAnalyzers=false >build.log 2>&1 </dev/null; }

run() {
    env --default-signal=INT,QUIT timeout --kill-after=10 "$limit" "tests/$suite/bin/Release/net10.0/$suite" --no-progress --no-ansi --stop-on-fail on \
        "${filter[@]}" --filter-not-trait Category=Nightly >run.log 2>&1 </dev/null
}

declare -A built=() clean=()
# Builds the suite once, and sees that it passes while nothing is broken.
prepare() {
    local key="$suite ${filter[*]}"
    if [ -z "${built[$suite]:-}" ]; then
        build "tests/$suite" || { tail -n 20 build.log; return 1; }
        built[$suite]=1
    fi
    if [ -z "${clean[$key]:-}" ]; then
        run || { grep -vE '^ *at ' run.log | tail -n 20; return 1; }
        clean[$key]=1
    fi
}

# Builds the broken project and puts its output where the suite runs; nothing else has changed.
deploy() {
    build "src/$project" --no-restore --no-dependencies && cp "$output/$project.dll" "$clean_copy" && cp "src/$project/bin/Release/net10.0/$project.dll" "$output/"
}

restore() {
    [ ! -f "$clean_copy" ] || mv "$clean_copy" "$output/$project.dll"
    cp whole.cs "$file"
}

try() {
    local name="$1" text code began=$SECONDS
    read_entry "$name"
    local project="${file#src/}" output="tests/$suite/bin/Release/net10.0" clean_copy=clean.dll
    project="${project%%/*}"
    if ! applies; then
        tell "does not apply" "$name: its line must occur once in ${file:-a file}"; return 1
    fi
    if ! prepare; then
        tell "does not apply" "$name: $suite ${filter[*]} fails without it"; return 1
    fi
    cp "$file" whole.cs
    text="$(<"$file")"
    printf '%s\n' "${text/"$line"/"$with"}" >"$file"
    if ! deploy; then
        grep -E 'error' build.log | sort -u | head -n 3
        tell "does not apply" "$name: it does not compile"
        restore; return 1
    fi
    run
    code=$?
    restore
    case "$code" in
        # 0: all passed. 8: no test ran.
        0 | 8) tell MISSED "$name ($((SECONDS - began)) s): $suite ${filter[*]} passes with it"; return 1 ;;
        124 | 137) tell caught "$name ($((SECONDS - began)) s, hung)" ;;
        *) tell caught "$name ($((SECONDS - began)) s)" ;;
    esac
}

for name in "${names[@]}"; do
    if [ ! -f "eng/sabotage/$name.txt" ]; then
        tell "does not apply" "$name: there is no eng/sabotage/$name.txt"; failed=$((failed + 1))
    elif try "$name"; then
        caught=$((caught + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$caught caught, $failed not"
[ "$failed" -eq 0 ]
