"""omniNames of Debian's omniorb-nameserver, started for the first time."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "common"))

import name_server


def start(folder):
    data = os.path.join(folder, "data")
    os.mkdir(data)
    command = [
        "omniNames", "-start", "-always", "-nohostname", "-ignoreport", "-datadir", data,
        # Any free port of this address, instead of 2809 of every one.
        "-ORBendPoint", "giop:tcp:127.0.0.1:",
    ]
    return command, lambda pid, folder: name_server.said(folder, "Root context is ")


name_server.run(start)
