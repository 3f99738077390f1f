#!/usr/bin/env bash
# Runs every built peer for 200 ms on each of its workloads; fails when one answers wrongly, reports nothing or reports nonsense.
set -euo pipefail
cd "$(dirname "$0")"
built="$(cd ../.. && pwd)/artifacts/peers"
number='[0-9]+(\.[0-9]+)?'
# At least one call, and latencies in order are checked below.
client_line="^client \{\"calls\":([1-9][0-9]*),\"elapsedMicroseconds\":($number),\"p50Microseconds\":($number),\"p99Microseconds\":($number),\"p999Microseconds\":($number),\"cpuMicroseconds\":[0-9]+,\"allocatedBytes\":0\}$"
server_line='^server \{"cpuMicroseconds":[0-9]+,"allocatedBytes":0\}$'
runs=0
failed=0

complain() { echo "check: $1: $2" >&2; failed=$((failed + 1)); }

check() { # PEER WORKLOAD
    local said client server
    said="$(./run.sh "$1" "$2" 200 1000)" || { complain "$1 $2" "did not run"; return; }
    client="${said%%$'\n'*}"
    server="${said#*$'\n'}"
    [[ "$server" =~ $server_line ]] || complain "$1 $2" "wrong line: $server"
    [[ "$client" =~ $client_line ]] || { complain "$1 $2" "wrong line: $client"; return; }
    # A fill ends when its names are registered, everything else with the time.
    local least=180000
    [ "$2" != fill64 ] || least=1
    awk -v least="$least" -v elapsed="${BASH_REMATCH[2]}" -v p50="${BASH_REMATCH[4]}" -v p99="${BASH_REMATCH[6]}" -v p999="${BASH_REMATCH[8]}" \
        'BEGIN { exit !(elapsed >= least && p50 <= p99 && p99 <= p999) }' || complain "$1 $2" "these numbers cannot be: $client"
    # A stream's items have no latency; everything else takes time.
    [ "$2" = stream ] || [[ "$client" != *'"p50Microseconds":0.000'* ]] || complain "$1 $2" "calls that take no time: $client"
}

for peer in "$built"/*/; do
    name="$(basename "$peer")"
    [ -x "$peer/client" ] || continue
    workloads="$("$peer/client" --workloads)" || { complain "$name" "does not name its workloads"; continue; }
    for workload in $workloads; do
        check "$name" "$workload"
        runs=$((runs + 1))
    done
done

[ "$runs" -gt 0 ] || { echo "check: no peer is built: benchmarks/peers/build.sh" >&2; exit 1; }
echo "check: $runs runs, $failed wrong"
[ "$failed" -eq 0 ]
