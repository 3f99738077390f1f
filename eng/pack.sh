#!/usr/bin/env bash
# Makes every package, the tool included, with its symbols.
#   eng/pack.sh OUTDIR              of the version in Directory.Build.props
#   eng/pack.sh OUTDIR 1.2.3-rc.1   of another version
# The last lines list what was made. The same commit gives the same bytes, in whatever folder it is checked out; tests/Rpc.Package.Tests looks into each package.
set -euo pipefail
out="${1:?usage: eng/pack.sh OUTDIR [VERSION]}"
mkdir -p "$out"
out="$(cd "$out" && pwd)"
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1 MSBUILDTERMINALLOGGER=off
version=()
[ $# -lt 2 ] || version=("-p:Version=$2")

# The files in a package are as old as its commit.
if epoch="$(git log -1 --format=%ct 2>/dev/null)"; then
    export SOURCE_DATE_EPOCH="$epoch"
    [ -z "$(git status --porcelain)" ] || echo "Some files are not committed: what is packed says the last commit, and is not that." >&2
fi

# A log is shown only where something fails.
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
step() {
    if ! dotnet msbuild eng/pack.proj -nologo -v:q -nodeReuse:false "$@" ${version[@]+"${version[@]}"} >"$log" 2>&1; then
        grep -E '(error|warning) ?[A-Z]*[0-9]*:' "$log" | sort -u | head -20 >&2 || tail -20 "$log" >&2
        exit 1
    fi
}
step -t:Restore
step -t:Pack -p:Out="$out"
(cd "$out" && ls -l --time-style=+ ./*.nupkg ./*.snupkg | awk '{ printf "%10d  %s\n", $5, substr($6, 3) }')
