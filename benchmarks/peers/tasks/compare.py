"""Runs task queues side by side: every row once in each round, so that what the machine does meanwhile meets them all, and tells medians.

Prints a table and writes it, with every line that the rows said, to artifacts/tasks.
"""

import argparse
import datetime
import json
import os
import platform
import signal
import subprocess
import sys

from catalog import ROWS
import services
import table

HERE = os.path.dirname(os.path.abspath(__file__))
RUN_PATIENCE = 600  # seconds for one row in one round


def main():
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    rows = [row for row in ROWS if (row.family != "ours" or options.ours) and (not options.only or row.name.startswith(tuple(options.only)))]
    if not rows:
        sys.exit(f"No row begins with {' or '.join(map(repr, options.only))}. Rows: {', '.join(row.name for row in ROWS)}")
    results, failures = {}, []
    brokers = services.Services()
    os.makedirs(options.output, exist_ok=True)
    try:
        with open(os.path.join(options.output, "results.jsonl"), "w") as kept:
            for number in range(options.rounds):
                # Every other round backwards: whoever comes first or last is not always the same.
                for row in rows if number % 2 == 0 else reversed(rows):
                    for mode in options.modes:
                        print(f"round {number + 1} of {options.rounds}: {row.name}, {mode}", file=sys.stderr)
                        try:
                            line = _measure(row, mode, options, brokers)
                        except Failure as failure:
                            failures.append(f"{row.name}, {mode}, round {number + 1}: {failure}")
                            print(failures[-1], file=sys.stderr)
                            continue
                        kept.write(json.dumps({"row": row.name, "round": number + 1, **line}) + "\n")
                        kept.flush()
                        results.setdefault(row.name, {}).setdefault(mode, []).append(line)
    finally:
        brokers.close()
    text = table.text(results, _head(options)) + "".join(f"FAILED: {failure}\n" for failure in failures)
    with open(os.path.join(options.output, "comparison.md"), "w") as file:
        file.write(text)
    print(text, end="")
    return 1 if failures else 0


class Failure(Exception):
    """A row did not give its numbers."""


def _options():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--in-flight", type=int, default=500, help="throughput: tasks whose results are not fetched yet")
    options.add_argument("--share", type=float, default=1.0, help="the part of each row's tasks that a round has")
    options.add_argument("--latency-tasks", type=int, default=300, help="tasks of a latency round, one after another")
    options.add_argument("--modes", nargs="+", choices=["throughput", "latency"], default=["throughput", "latency"])
    options.add_argument("--only", action="append", help="only rows whose name begins with this; may be given again")
    options.add_argument("--ours", help="the program that measures this library; without it its rows are left out")
    options.add_argument("--output", default=os.path.join(HERE, "..", "..", "..", "artifacts", "tasks"))
    options = options.parse_args()
    if options.rounds < 1 or options.in_flight < 1 or options.latency_tasks < 1 or options.share <= 0:
        sys.exit("--rounds, --in-flight, --latency-tasks and --share must be above 0.")
    return options


def _measure(row, mode, options, brokers):
    where = {name: brokers.get(name) for name in row.needs}
    program = {"celery": [sys.executable, "-B", f"{HERE}/celery_peer.py"], "rq": [sys.executable, "-B", f"{HERE}/rq_peer.py"], "ours": [options.ours]}[row.family]
    tasks = max(1, round(row.tasks * options.share)) if mode == "throughput" else options.latency_tasks
    # The driver, and with it its workers, ends with this process.
    command = ["setpriv", "--pdeathsig", "KILL", *program, *(part.format(**where) for part in row.arguments)]
    command += ["--mode", mode, "--tasks", str(tasks), "--in-flight", str(options.in_flight), "--rounds", "1", "--warmup", str(max(1, tasks // 10))]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=RUN_PATIENCE)
    except subprocess.TimeoutExpired:
        raise Failure(f"took more than {RUN_PATIENCE} s") from None
    if ran.returncode != 0:
        raise Failure(f"exit code {ran.returncode}: {ran.stderr.strip()[-2000:]}")
    line = json.loads(ran.stdout.strip().splitlines()[-1])
    if line["mode"] != mode or line["tasks"] != tasks:
        raise Failure(f"measured something else: {line}")
    return line


def _head(options):
    processor = next((line.partition(":")[2].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    return [
        f"Tasks, {datetime.date.today()}: {processor}, {len(os.sched_getaffinity(0))} cores, Python {platform.python_version()}, {', '.join(services.versions())}",
        f"{options.rounds} rounds, every row in each; tasks that add, each result fetched and checked; {options.in_flight} in flight, or alone (one after another).",
    ]


sys.exit(main())
