"""rpyc's client of the comparison."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "common"))

import rpyc
from rpyc.core import Channel, SocketStream

import bench


def connect(endpoint):
    host, port = endpoint.split(":")
    # Off by default: small messages would wait for the last one's acknowledgement.
    stream = SocketStream.connect(host, int(port), nodelay=True)
    # Compresses messages above 3,000 bytes by default; no other peer compresses.
    return rpyc.connect_channel(Channel(stream, compress=False))


class Client:
    """Threads may share a connection: the one that waits first reads for all."""

    def __init__(self, endpoint):
        self.connection = connect(endpoint)
        # Looked up once: each look-up on the root object is a call of its own.
        self.add = self.connection.root.add
        self.welcome = self.connection.root.welcome
        self.echo = self.connection.root.echo


def callers(connections, per_connection):
    """Asynchronous calls; each caller's next one starts when its last one is answered."""

    def workload(options):
        clients = [connect(options.endpoint) for _ in range(connections)]
        adds = [rpyc.async_(client.root.add) for client in clients]
        sent = [0] * (connections * per_connection)

        def on_connection(c, latencies, end):
            out = per_connection

            def start(i, started):
                x = sent[i]
                sent[i] += 1

                def answered(result):
                    nonlocal out
                    bench.check_sum(x, result.value)
                    after = bench.now()
                    latencies.record(after - started)
                    if after < end:
                        start(i, after)
                    else:
                        out -= 1

                adds[c](x, 1).add_callback(answered)

            for i in range(c * per_connection, (c + 1) * per_connection):
                start(i, bench.now())
            while out > 0:
                clients[c].serve(1)

        bench.measure(options, lambda end, latencies: bench.on_threads(connections, latencies, lambda c, own: on_connection(c, own, end)))

    return workload


workloads = bench.blocking_workloads(Client)
workloads["inflight64"] = callers(1, 64)
workloads["conn8x16"] = callers(8, 16)
bench.client_main(workloads)
