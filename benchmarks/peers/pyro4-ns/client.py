"""The client of Pyro4's name server."""

import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "common"))

import Pyro4

import bench
import names

Pyro4.config.SOCK_NODELAY = True  # off by default: small messages would wait for the last one's acknowledgement

BATCH = 64  # one message there and one back: its only way to have more than one call out on a connection


class Directory:
    def __init__(self, endpoint):
        self.proxy = Pyro4.Proxy(endpoint)
        self.proxy._pyroBind()

    def has(self, name):
        try:
            self.proxy.lookup(name)
            return True
        except Pyro4.errors.NamingError:
            return False

    def fill(self, all_names, latencies):
        for begin in range(0, len(all_names), BATCH):
            start = bench.now()
            batch = Pyro4.batch(self.proxy)
            for number in range(begin, min(begin + BATCH, len(all_names))):
                batch.register(all_names[number], uri_of(all_names[number], number, 0), safe=True)
            answered = len(list(batch()))
            took = bench.now() - start
            for _ in range(answered):
                latencies.record(took)


def uri_of(name, number, version):
    return f"PYRO:{name}@{names.host_of(number)}:{names.port_of(version)}"


def filled(options):
    directory = Directory(options.endpoint)
    all_names = names.all_names(options)
    if not directory.has(all_names[-1]):
        directory.fill(all_names, bench.Histogram())
    return directory.proxy, all_names


def fill(options):
    directory = Directory(options.endpoint)
    rounds = iter((lambda _: None, lambda latencies: directory.fill(names.all_names(options), latencies)))
    bench.measure(options, lambda end, latencies: next(rounds)(latencies))


def check(name, uri):
    bench.require(uri.object == name, "A name was answered with another's object.")


def lookup(options):
    proxy, all_names = filled(options)

    def call(_):
        name = random.choice(all_names)
        check(name, proxy.lookup(name))

    bench.measure(options, lambda end, latencies: bench.call_until(end, latencies, call))


def register(options):
    proxy, all_names = filled(options)

    def call(version):
        number = random.randrange(len(all_names))
        proxy.register(all_names[number], uri_of(all_names[number], number, version + 1))

    bench.measure(options, lambda end, latencies: bench.call_until(end, latencies, call))


def batches(add, check_answer):
    """add(batch, name, number, version) puts a call into a batch."""

    def workload(options):
        proxy, all_names = filled(options)

        def work(end, latencies):
            version = 0
            start = bench.now()
            while start < end:
                numbers = [random.randrange(len(all_names)) for _ in range(BATCH)]
                batch = Pyro4.batch(proxy)
                version += 1
                for number in numbers:
                    add(batch, all_names[number], number, version)
                answers = list(batch())
                bench.require(len(answers) == BATCH, "A batch was answered in part.")
                for number, answer in zip(numbers, answers):
                    check_answer(all_names[number], answer)
                after = bench.now()
                for _ in range(BATCH):
                    latencies.record(after - start)
                start = after

        bench.measure(options, work)

    return workload


names.client_main(
    {
        "fill64": fill,
        "lookup": lookup,
        "lookup64": batches(lambda batch, name, number, version: batch.lookup(name), check),
        "register": register,
        "register64": batches(lambda batch, name, number, version: batch.register(name, uri_of(name, number, version)), lambda name, answer: None),
    }
)
