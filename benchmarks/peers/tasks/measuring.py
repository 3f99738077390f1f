"""What the drivers of all task queues share: options, the two ways to measure, and the line that tells the result.

A queue is an object with `enqueue(x)`, which enqueues add(x, 1) and gives a handle, and `fetch(handle)`, which waits for its result.
"""

import argparse
import collections
import json
import math
import signal
import sys
import time

RESULT_PATIENCE = 60  # seconds to wait for one result
ROUND_PATIENCE = 180  # seconds for a round, as a library's own time-out may not come


def parser(description):
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--mode", choices=["throughput", "latency"], default="throughput", help="many tasks at once, or one after another")
    options.add_argument("--tasks", type=_positive, default=2000, help="tasks of a round; each is enqueued, run, and its result fetched and checked")
    options.add_argument("--in-flight", type=_positive, default=500, help="throughput: tasks whose results are not fetched yet")
    options.add_argument("--rounds", type=_positive, default=1, help="a line is printed for each")
    options.add_argument("--warmup", type=_positive, default=200, help="tasks before the first round, which do not count")
    return options


def run(options, peer, version, settings, queue):
    """Warms up, measures each round and prints its line of JSON: seconds for the round, milliseconds for the tasks."""
    window = 1 if options.mode == "latency" else options.in_flight
    _round(queue, options.warmup, window)
    for _ in range(options.rounds):
        seconds, latencies = _round(queue, options.tasks, window)
        line = {
            "peer": peer,
            "version": version,
            "settings": {**settings, "inFlight": window},
            "mode": options.mode,
            "tasks": options.tasks,
            "seconds": round(seconds, 6),
            "perSecond": round(options.tasks / seconds, 1),
            "p50Ms": round(_percentile(latencies, 0.50), 3),
            "p99Ms": round(_percentile(latencies, 0.99), 3),
        }
        print(json.dumps(line), flush=True)


def _round(queue, tasks, window):
    """Keeps `window` tasks in flight and takes the results in the order in which the tasks were enqueued. Gives seconds, and each task's milliseconds from enqueue to result."""
    waiting = collections.deque()
    latencies = []
    signal.signal(signal.SIGALRM, lambda *_: sys.exit(f"{tasks} tasks were not done within {ROUND_PATIENCE} s."))
    signal.alarm(ROUND_PATIENCE)

    def take():
        x, handle, enqueued = waiting.popleft()
        answer = queue.fetch(handle)
        if answer != x + 1:
            sys.exit(f"{x} + 1 was answered with {answer}.")
        latencies.append((time.perf_counter() - enqueued) * 1000)

    start = time.perf_counter()
    for x in range(tasks):
        if len(waiting) == window:
            take()
        enqueued = time.perf_counter()
        waiting.append((x, queue.enqueue(x), enqueued))
    while waiting:
        take()
    seconds = time.perf_counter() - start
    signal.alarm(0)
    return seconds, latencies


def _percentile(values, part):
    return sorted(values)[max(0, math.ceil(part * len(values)) - 1)]


def _positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
