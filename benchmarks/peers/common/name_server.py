"""Runs a name server that is a program of its own as the server of a peer: in an empty folder, on a free port, no longer than this process lives."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

PATIENCE = 20  # seconds until the name server must listen


def run(start):
    """start(folder) gives the command, and a function that gives the endpoint, or None while there is none, from the process id and the folder."""
    folder = tempfile.mkdtemp(prefix="rpc-names-")
    _remove_when_gone(folder)
    command, find = start(folder)
    said = open(os.path.join(folder, "said.log"), "wb")
    # The name server ends with this process, however that ends.
    process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", *command], stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd=folder)
    end = time.monotonic() + PATIENCE
    while not (endpoint := find(process.pid, folder)):
        if process.poll() is not None or time.monotonic() > end:
            with open(said.name, errors="replace") as log:
                sys.exit(f"{command[0]} did not start to listen:\n{log.read()}")
        time.sleep(0.01)
    _serve_marks(endpoint, process.pid)


def said(folder, before):
    """What the name server printed behind a text, up to the end of that line; None while it has not."""
    with open(os.path.join(folder, "said.log"), errors="replace") as log:
        for line in log:
            at = line.find(before)
            if at >= 0 and line.endswith("\n"):
                return line[at + len(before) :].strip()
    return None


def listening_port(pid, address):
    """The TCP port of an IPv4 address at which a process listens; None while there is none."""
    inodes = set()
    for descriptor in os.listdir(f"/proc/{pid}/fd"):
        try:
            target = os.readlink(f"/proc/{pid}/fd/{descriptor}")
        except FileNotFoundError:
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    wanted = "".join(f"{int(part):02X}" for part in reversed(address.split(".")))
    with open(f"/proc/{pid}/net/tcp") as table:
        for row in table.readlines()[1:]:
            words = row.split()
            host, port = words[1].split(":")
            if words[3] == "0A" and host == wanted and words[9] in inodes:
                return int(port, 16)
    return None


def _remove_when_gone(folder):
    """Removes the folder when this process has ended, also when it was killed: then the pipe closes."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.close(writer)
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        os.read(reader, 1)
        time.sleep(0.1)  # the name server, killed at the same moment, may still write
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)
    os.close(reader)
    os.set_inheritable(writer, False)


def _cpu_microseconds(pid):
    with open(f"/proc/{pid}/stat") as stat:
        words = stat.read().rpartition(")")[2].split()
    return round((int(words[11]) + int(words[12])) * 1e6 / os.sysconf("SC_CLK_TCK"))


def _serve_marks(endpoint, pid):
    """As bench.serve_marks, but what the marks are about is the name server."""
    print(f"ready {endpoint}", flush=True)
    before = 0
    for line in iter(sys.stdin.readline, ""):
        if line == "start\n":
            before = _cpu_microseconds(pid)
            print("ok", flush=True)
        elif line == "stop\n":
            print(f'{{"cpuMicroseconds":{_cpu_microseconds(pid) - before},"allocatedBytes":0}}', flush=True)
