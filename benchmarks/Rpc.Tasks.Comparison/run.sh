#!/usr/bin/env bash
# Compares background tasks with Celery (RabbitMQ) and RQ (Redis) on private brokers; prints a table, also to artifacts/tasks/comparison.md.
# Installs what it needs from Debian, as root or with sudo.
#   run.sh                    5 rounds, about 20 minutes
#   run.sh --rounds 1 --share 0.2 --latency-tasks 50      a quick look
#   run.sh --only celery-rpc  only rows whose name begins with it; --help tells all options
set -euo pipefail
cd "$(dirname "$0")"
root="$(cd ../.. && pwd)"

"$root/eng/install-packages.sh" rabbitmq-server redis-server python3-celery python3-redis python3-rq

# This library's program takes the arguments of the peers' drivers and prints their line (benchmarks/peers/tasks/README.md).
dotnet build Rpc.Tasks.Comparison.csproj -c Release -nodeReuse:false -v q >&2

# Debian's own interpreter, because Debian's packages are invisible to any other one.
/usr/bin/python3 -B "$root/benchmarks/peers/tasks/compare.py" --ours "$PWD/bin/Release/net10.0/Rpc.Tasks.Comparison" "$@"
