"""rpyc's server of the comparison."""

import os
import socket
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "common"))

import rpyc
from rpyc.core import Channel
from rpyc.utils.server import ThreadedServer

import bench


class Calculator(rpyc.Service):
    def exposed_add(self, a, b):
        return a + b

    def exposed_welcome(self, name):
        return "Hi welcome " + name

    def exposed_echo(self, data):
        return data


def without_delay(sock):
    """Servers have no option for this, but every accepted socket passes the authenticator."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock, None


# Compresses messages above 3,000 bytes by default; no other peer compresses. The server makes its channels itself.
Channel.COMPRESSION_THRESHOLD = sys.maxsize

# A thread per connection, the server that rpyc's own documentation begins with.
server = ThreadedServer(Calculator, hostname="127.0.0.1", port=0, authenticator=without_delay)
threading.Thread(target=server.start, daemon=True).start()
bench.serve_marks(f"127.0.0.1:{server.port}")
