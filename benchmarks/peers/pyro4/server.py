"""Pyro4's server of the comparison."""

import os
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "common"))

import Pyro4
import serpent

import bench

Pyro4.config.SERIALIZER = "serpent"  # the default; the only other one in Pyro4 that is safe and in the box is JSON
Pyro4.config.SERVERTYPE = "thread"  # the default: a thread per connection, no select before each message
Pyro4.config.SOCK_NODELAY = True  # off by default: small messages would wait for the last one's acknowledgement
Pyro4.config.COMPRESSION = False


@Pyro4.expose
class Calculator:
    def add(self, a, b):
        return a + b

    def welcome(self, name):
        return "Hi welcome " + name

    def echo(self, data):
        # serpent writes bytes as base64 in a dictionary, and leaves it to the receiver to turn that back.
        return serpent.tobytes(data)


daemon = Pyro4.Daemon(host="127.0.0.1", port=0)
uri = daemon.register(Calculator(), "calculator")
threading.Thread(target=daemon.requestLoop, daemon=True).start()
bench.serve_marks(uri)
