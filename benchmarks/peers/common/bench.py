"""The line protocol, the counting and the loops for peers in Python; the counterpart of bench.hpp.

A client class is made from the endpoint and has add(x, y), welcome(name) and echo(data) -> bytes.
"""

import argparse
import math
import os
import resource
import sys
import threading
import time

now = time.monotonic_ns


class Histogram:
    """Durations in log-linear buckets, 128 per power of two: a bucket is at most 0.8 % wide."""

    SUB_BUCKET_BITS = 7

    def __init__(self):
        self.counts = {}
        self.count = 0

    def record(self, nanoseconds):
        shift = max(0, nanoseconds.bit_length() - 1 - self.SUB_BUCKET_BITS)
        bucket = (shift << self.SUB_BUCKET_BITS) + (nanoseconds >> shift)
        self.counts[bucket] = self.counts.get(bucket, 0) + 1
        self.count += 1

    def add(self, other):
        for bucket, count in other.counts.items():
            self.counts[bucket] = self.counts.get(bucket, 0) + count
        self.count += other.count

    def percentile(self, part):
        """The middle of the bucket that holds this part (0..1) of all durations, microseconds."""
        wanted = max(1, math.ceil(part * self.count))
        for bucket in sorted(self.counts):
            wanted -= self.counts[bucket]
            if wanted <= 0:
                shift = max(0, (bucket >> self.SUB_BUCKET_BITS) - 1)
                low = (bucket - (shift << self.SUB_BUCKET_BITS)) << shift
                return (low + ((1 << shift) - 1) / 2) / 1000
        return 0


def cpu_microseconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return round((usage.ru_utime + usage.ru_stime) * 1e6)


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def fail(why):
    """Ends the process at once: other threads may sit in calls that never return."""
    sys.stderr.write(str(why) + "\n")
    sys.stderr.flush()
    os._exit(1)


def require(holds, what):
    if not holds:
        fail(what)


def check_sum(x, answer):
    if answer != x + 1:
        fail(f"{x} + 1 was answered with {answer}.")


def serve_marks(endpoint):
    """Server: announces itself and answers window marks until the input ends, then ends the process."""
    say(f"ready {endpoint}")
    before = 0
    for line in iter(sys.stdin.readline, ""):
        if line == "start\n":
            before = cpu_microseconds()
            say("ok")
        elif line == "stop\n":
            say(f'{{"cpuMicroseconds":{cpu_microseconds() - before},"allocatedBytes":0}}')
    os._exit(0)


def measure(options, work):
    """Client: warms up, reports ready, waits for the word, measures, reports.

    work(end, histogram) makes calls until the clock passes end and returns when no call is out any more.
    """
    work(now() + options.warmup * 1_000_000, Histogram())
    say("ready")
    require(sys.stdin.readline() == "go\n", "The run was called off.")

    latencies = Histogram()
    cpu = cpu_microseconds()
    start = now()
    work(start + options.duration * 1_000_000, latencies)
    elapsed = now() - start
    cpu = cpu_microseconds() - cpu
    say(
        f'{{"calls":{latencies.count},"elapsedMicroseconds":{elapsed / 1000:.1f},'
        f'"p50Microseconds":{latencies.percentile(0.50):.3f},"p99Microseconds":{latencies.percentile(0.99):.3f},'
        f'"p999Microseconds":{latencies.percentile(0.999):.3f},"cpuMicroseconds":{cpu},"allocatedBytes":0}}'
    )


def call_until(end, latencies, call):
    """One caller, the next call after the answer. One reading of the clock ends a call and starts the next."""
    start = now()
    x = 0
    while start < end:
        call(x)
        after = now()
        latencies.record(after - start)
        start = after
        x += 1


def on_threads(count, latencies, body):
    """Runs body(i, histogram) on as many threads and adds up what they measured."""
    each = [Histogram() for _ in range(count)]

    def guarded(i):
        try:
            body(i, each[i])
        except Exception as error:  # a thread's own traceback would leave the run waiting
            fail(error)

    threads = [threading.Thread(target=guarded, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for histogram in each:
        latencies.add(histogram)


def sequential(options, client):
    measure(options, lambda end, latencies: call_until(end, latencies, lambda x: check_sum(x, client.add(x, 1))))


def welcome(options, client):
    def call(_):
        require(client.welcome("Ali") == "Hi welcome Ali", "welcome was answered wrongly.")

    measure(options, lambda end, latencies: call_until(end, latencies, call))


def echo(size):
    def workload(options, client):
        sent = bytes((i * 31 + (i >> 8) + 7) & 0xFF for i in range(size))
        require(client.echo(sent) == sent, "echo was answered with other bytes.")

        def call(_):
            got = client.echo(sent)
            require(len(got) == size and got[0] == sent[0] and got[-1] == sent[-1], "echo was answered wrongly.")

        measure(options, lambda end, latencies: call_until(end, latencies, call))

    return workload


def threads(count):
    def workload(options, client):
        def body(_, latencies, end):
            call_until(end, latencies, lambda x: check_sum(x, client.add(x, 1)))

        measure(options, lambda end, latencies: on_threads(count, latencies, lambda i, own: body(i, own, end)))

    return workload


def wait_until(due):
    """Sleeps until shortly before and spins the rest: a sleep alone comes back up to 60 microseconds late."""
    left = due - 60_000 - now()
    if left > 0:
        time.sleep(left / 1e9)
    while now() < due:
        pass


def paced(options, client):
    """Call i is due at start + i / rate; its latency counts from when it was due, so that a stall is not forgotten."""
    require(options.rate > 0, "paced needs --rate.")

    def work(end, latencies):
        start = now()
        i = 0
        while (due := start + int(i * 1e9 / options.rate)) < end:
            wait_until(due)
            check_sum(i, client.add(i, 1))
            latencies.record(now() - due)
            i += 1

    measure(options, work)


BLOCKING = {
    "sequential": sequential,
    "welcome": welcome,
    "echo1k": echo(1024),
    "echo1m": echo(1024 * 1024),
    "threads64": threads(64),
    "paced": paced,
}


def client_main(workloads):
    """Runs the workload that the arguments name; --workloads prints the names instead. A workload takes the options."""
    if sys.argv[1:] == ["--workloads"]:
        print("\n".join(workloads))
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("--workload", required=True, choices=workloads)
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--warmup", type=int, required=True, help="milliseconds")
    parser.add_argument("--duration", type=int, required=True, help="milliseconds")
    parser.add_argument("--rate", type=float, default=0, help="calls per second, for paced")
    options = parser.parse_args()
    try:
        workloads[options.workload](options)
    except Exception as error:
        fail(error)
    sys.stdout.flush()
    os._exit(0)  # threads of the RPC system may still run; how they are ended is not part of the comparison


def blocking_workloads(make_client):
    return {name: (lambda options, loop=loop: loop(options, make_client(options.endpoint))) for name, loop in BLOCKING.items()}
