"""Pyro4's client of the comparison."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "common"))

import Pyro4
import serpent

import bench

Pyro4.config.SERIALIZER = "serpent"
Pyro4.config.SOCK_NODELAY = True  # off by default: small messages would wait for the last one's acknowledgement
Pyro4.config.COMPRESSION = False


class Client:
    """A proxy has one connection and a lock: threads that share it take turns."""

    def __init__(self, endpoint):
        self.proxy = Pyro4.Proxy(endpoint)
        self.proxy._pyroBind()
        self.add = self.proxy.add
        self.welcome = self.proxy.welcome

    def echo(self, data):
        return serpent.tobytes(self.proxy.echo(data))


def batches(connections, size):
    """Pyro4's only way to have more than one call out on a connection: a batch is one message, and so is its answer."""

    def workload(options):
        proxies = [Client(options.endpoint).proxy for _ in range(connections)]

        def body(i, latencies, end):
            x = 0
            start = bench.now()
            while start < end:
                batch = Pyro4.batch(proxies[i])
                for n in range(size):
                    batch.add(x + n, 1)
                for n, answer in enumerate(batch()):
                    bench.check_sum(x + n, answer)
                x += size
                after = bench.now()
                for _ in range(size):
                    latencies.record(after - start)
                start = after

        bench.measure(options, lambda end, latencies: bench.on_threads(connections, latencies, lambda i, own: body(i, own, end)))

    return workload


workloads = bench.blocking_workloads(Client)
workloads["inflight64"] = batches(1, 64)
workloads["conn8x16"] = batches(8, 16)
bench.client_main(workloads)
