"""Measures RQ: starts workers, enqueues jobs that do nothing but add, and fetches every result."""

import os
import sys
import tempfile
import uuid

import redis
import rq
from rq.results import Result
from rq.version import VERSION

import children
import measuring
import rq_jobs

options = measuring.parser(__doc__)
options.add_argument("--redis", required=True, help="redis://…")
options.add_argument("--worker", choices=["fork", "simple"], default="fork", help="fork: a process for each job, RQ's default; simple: in the worker itself")
options.add_argument("--workers", type=int, default=2, help="each runs one job at a time")
options = options.parse_args()

connection = redis.Redis.from_url(options.redis)
name = f"peer-{uuid.uuid4().hex}"


class Queue:
    def __init__(self):
        self.queue = rq.Queue(name, connection=connection)

    def enqueue(self, x):
        return self.queue.enqueue(rq_jobs.add, x, 1)

    def fetch(self, job):
        # What job.latest_result(timeout) does in later versions: wait for the stream instead of asking again and again.
        streams = connection.xread({Result.get_key(job.id): "0-0"}, count=1, block=measuring.RESULT_PATIENCE * 1000)
        if not streams:
            raise TimeoutError(f"No result came within {measuring.RESULT_PATIENCE} s.")
        entry, payload = streams[0][1][0]
        result = Result.restore(job.id, entry.decode(), payload, connection=connection)
        if result.type != Result.Type.SUCCESSFUL:
            raise RuntimeError(result.exc_string)
        return result.return_value


folder = os.path.dirname(os.path.abspath(__file__))
with tempfile.TemporaryDirectory(prefix="rpc-rq-") as work:
    logs = [os.path.join(work, f"worker{number}.log") for number in range(options.workers)]
    kind = ["-w", "rq.SimpleWorker"] if options.worker == "simple" else []
    workers = [
        children.start(
            [sys.executable, "-m", "rq.cli", "worker", "--quiet", "--url", options.redis, *kind, name],
            log,
            {"PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=work,
        )
        for log in logs
    ]
    try:
        measuring.run(options, "rq", VERSION, {"broker": "redis", "worker": options.worker, "workers": options.workers}, Queue())
    except (TimeoutError, RuntimeError) as error:
        said = "".join(open(log, errors="replace").read()[-2000:] for log in logs)
        sys.exit(f"{error} The workers said:\n{said}")
    finally:
        for worker in workers:
            children.stop(worker)
