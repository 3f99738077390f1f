"""The Celery application of worker and driver alike; the driver tells both what to use by environment variables."""

import os

import celery

app = celery.Celery("peer", broker=os.environ["PEER_BROKER"], backend=os.environ["PEER_BACKEND"])
app.conf.update(
    task_default_queue=os.environ["PEER_QUEUE"],
    task_acks_late=os.environ["PEER_ACKS_LATE"] == "1",
    worker_prefetch_multiplier=int(os.environ["PEER_PREFETCH"]),
    # Off by default: a publish ends when it is written to the socket, whatever the broker does with it.
    broker_transport_options={"confirm_publish": True} if os.environ["PEER_CONFIRM"] == "1" else {},
)


@app.task(name="add")
def add(x, y):
    return x + y
