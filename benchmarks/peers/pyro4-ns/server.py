"""Pyro4's name server in a process of its own; with --durable it keeps names in SQLite."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "common"))

import name_server

# Off by default: small messages would wait for the last one's acknowledgement.
os.environ["PYRO_SOCK_NODELAY"] = "true"
# Its line with the address must not wait for a full buffer.
os.environ["PYTHONUNBUFFERED"] = "1"


def start(folder):
    # Any free port, and no broadcasts to find it by.
    command = [sys.executable, "-m", "Pyro4.naming", "-n", "127.0.0.1", "-p", "0", "-x"]
    if "--durable" in sys.argv[1:]:
        command += ["-s", "sql:" + os.path.join(folder, "names.sqlite")]
    return command, lambda pid, folder: name_server.said(folder, "URI = ")


name_server.run(start)
