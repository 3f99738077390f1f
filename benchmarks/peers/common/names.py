"""What the clients of name servers in Python share; the counterpart of names.hpp, which says what the workloads are."""

import sys

import bench


def all_names(options):
    return [f"shop.orders.eu-{number:07d}" for number in range(options.names)]


def host_of(number):
    """Where an object is said to be; nothing connects to it."""
    return f"10.{10 + (number >> 16 & 127)}.{number >> 8 & 255}.{number & 255}"


def port_of(version):
    """A server that comes back has another port."""
    return 20_000 + version % 10_000


def client_main(workloads):
    """As bench.client_main, with `--names N` besides."""
    count = 1000
    if "--names" in sys.argv[1:-1]:
        at = sys.argv.index("--names")
        count = int(sys.argv[at + 1])
        del sys.argv[at : at + 2]
    bench.require(count > 0, "--names must be at least 1.")

    def with_names(workload):
        def run(options):
            options.names = count
            workload(options)

        return run

    bench.client_main({name: with_names(workload) for name, workload in workloads.items()})
