"""Programs that end with this process, however it ends."""

import os
import signal
import subprocess
import time


def start(command, log, environment=None, cwd=None, user=None):
    """Starts a program with its output in a file; `user` is whom it runs as when this process is root."""
    drop = [f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
    with open(log, "wb") as output:
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", *drop, *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**os.environ, **(environment or {})},
            cwd=cwd,
            start_new_session=True,  # what it starts itself can be ended with it
        )


def stop(process, patience=20):
    """Ends a program in order, and after `patience` seconds, with all that it has started, otherwise."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def wait_until(holds, process, log, patience=60):
    """Waits until holds() is true; ends this process with what the program has said when it ends or takes longer."""
    end = time.monotonic() + patience
    while not holds():
        if process.poll() is not None or time.monotonic() > end:
            with open(log, errors="replace") as said:
                raise SystemExit(f"{process.args[-1]} did not start:\n{said.read()[-4000:]}")
        time.sleep(0.02)
