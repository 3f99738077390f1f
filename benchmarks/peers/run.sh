#!/usr/bin/env bash
# Runs one peer's server and client once and prints what both report:  run.sh NAME WORKLOAD [MILLISECONDS [RATE]]
set -euo pipefail
[ $# -ge 2 ] || { sed -n 2p "$0" >&2; exit 2; }
peer="$(cd "$(dirname "$0")/../.." && pwd)/artifacts/peers/$1"
duration="${3:-2000}"
[ -x "$peer/server" ] && [ -x "$peer/client" ] || { echo "$1 is not built: benchmarks/peers/build.sh $1" >&2; exit 1; }

# A line from file descriptor $1 that begins with $2; ${line} is what follows it.
hear() {
    IFS= read -r -t 30 -u "$1" line || { echo "No '$2' came from $3." >&2; exit 1; }
    [[ "$line" == "$2"* ]] || { echo "$3 said '$line' instead of '$2'." >&2; exit 1; }
    line="${line#"$2"}"
    line="${line# }"
}

coproc SERVER { exec "$peer/server"; } 2>/dev/null
exec {from_server}<&"${SERVER[0]}" {to_server}>&"${SERVER[1]}"
trap 'kill "$server_id" ${client_id:-} 2>/dev/null || true; rm -rf "$pipes"' EXIT
server_id=$SERVER_PID
pipes="$(mktemp -d)"
mkfifo "$pipes/in" "$pipes/out"
hear "$from_server" ready server

"$peer/client" --workload "$2" --endpoint "$line" --warmup "$duration" --duration "$duration" --rate "${4:-2000}" \
    <"$pipes/in" >"$pipes/out" &
client_id=$!
exec {to_client}>"$pipes/in" {from_client}<"$pipes/out"
hear "$from_client" ready client
echo start >&"$to_server"
hear "$from_server" ok server
echo go >&"$to_client"
hear "$from_client" '{' client
echo "client {$line"
echo stop >&"$to_server"
hear "$from_server" '{' server
echo "server {$line"
wait "$client_id"

# Closing its input ends the server; one that stays is an error.
exec {to_server}>&- {SERVER[1]}>&-
for _ in $(seq 50); do
    kill -0 "$server_id" 2>/dev/null || exit 0
    sleep 0.1
done
echo "The server did not end with its input." >&2
exit 1
