"""Measures Celery: starts a worker, enqueues tasks that do nothing but add, and fetches every result."""

import os
import sys
import tempfile
import uuid

import children
import measuring

options = measuring.parser(__doc__)
options.add_argument("--broker", required=True, help="amqp://…")
options.add_argument("--backend", default="rpc://", help="where results are: rpc:// (a queue of the driver in the same broker) or redis://…")
options.add_argument("--pool", choices=["prefork", "solo"], default="prefork")
options.add_argument("--concurrency", type=int, default=2, help="processes of the worker")
options.add_argument("--prefetch", type=int, default=4, help="tasks that the worker takes in advance for each of them; 4 is Celery's default")
options.add_argument("--acks-late", action="store_true", help="acknowledge after the task has run, so that it survives its worker")
options.add_argument("--confirm", action="store_true", help="wait for the broker's confirmation of each task")
options = options.parse_args()

os.environ.update(
    PEER_BROKER=options.broker,
    PEER_BACKEND=options.backend,
    PEER_QUEUE=f"peer-{uuid.uuid4().hex}",
    PEER_ACKS_LATE="1" if options.acks_late else "0",
    PEER_PREFETCH=str(options.prefetch),
    PEER_CONFIRM="1" if options.confirm else "0",
)

import celery

import celery_app


class Queue:
    def enqueue(self, x):
        handle = celery_app.add.delay(x, 1)
        # Registers the handle, so that the result reaches it while another one is waited for. Without this, `get` of a result that
        # has come already first waits for one more to come, or a second: up to 130 s for 2,000 tasks.
        handle.then(lambda _: None)
        return handle

    def fetch(self, handle):
        return handle.get(timeout=measuring.RESULT_PATIENCE)


folder = os.path.dirname(os.path.abspath(__file__))
with tempfile.TemporaryDirectory(prefix="rpc-celery-") as work:
    log = os.path.join(work, "worker.log")
    # There is one worker: nothing to gossip about, nobody to mingle with.
    worker = children.start(
        [sys.executable, "-m", "celery", "-A", "celery_app", "worker", "-P", options.pool, "-c", str(options.concurrency), "-l", "warning"]
        + ["--without-gossip", "--without-mingle", "--without-heartbeat"],
        log,
        {"PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=work,
    )
    try:
        measuring.run(
            options,
            "celery",
            celery.__version__,
            {
                "broker": "rabbitmq",
                "backend": options.backend.partition(":")[0],
                "pool": options.pool,
                "concurrency": 1 if options.pool == "solo" else options.concurrency,
                "prefetch": options.prefetch,
                "acksLate": options.acks_late,
                "confirm": options.confirm,
            },
            Queue(),
        )
    except celery.exceptions.TimeoutError:
        with open(log, errors="replace") as said:
            sys.exit(f"No result came within {measuring.RESULT_PATIENCE} s. The worker said:\n{said.read()[-4000:]}")
    finally:
        celery_app.app.control.purge()
        children.stop(worker)
