#!/usr/bin/env bash
# Makes every package, with its symbols, and nothing else.
#   eng/pack.sh OUTDIR              version of Directory.Build.props
#   eng/pack.sh OUTDIR 1.2.3-rc.1   another version
set -euo pipefail
out="${1:?usage: eng/pack.sh OUTDIR [VERSION]}"
mkdir -p "$out"
out="$(cd "$out" && pwd)"
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1 MSBUILDTERMINALLOGGER=off
version=()
[ $# -lt 2 ] || version=("-p:Version=$2")
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
for project in src/*/*.csproj; do
    grep -q '<IsPackable>true' "$project" || continue
    # A package is made in the order in which the others need it built: building is incremental, so this costs little.
    if ! dotnet pack "$project" -c Release -o "$out" -nodeReuse:false "${version[@]}" >"$log" 2>&1; then
        echo "$project could not be packed:" >&2
        grep -E '(error|warning) ?[A-Z]*[0-9]*:' "$log" | sort -u | head -20 >&2 || tail -20 "$log" >&2
        exit 1
    fi
    echo "packed $(basename "$project" .csproj)"
done
