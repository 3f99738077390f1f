"""The rows of the comparison: what is run, with what, and how many tasks a round has so that it takes seconds, not minutes."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Row:
    name: str
    family: str  # celery, rq, or ours
    needs: tuple  # services, by their names in services.py
    arguments: tuple  # {rabbitmq}, {redis} and {postgres} stand for where those are
    tasks: int  # of a throughput round
    goal_base: bool = False  # whether the goals are held against this row


def _celery(name, *arguments, redis=False, goal_base=False):
    backend = ("--backend", "{redis}") if redis else ()
    needs = ("rabbitmq", "redis") if redis else ("rabbitmq",)
    return Row(name, "celery", needs, ("--broker", "{rabbitmq}", *backend, *arguments), 2000, goal_base)


def _rq(name, tasks, *arguments):
    return Row(name, "rq", ("redis",), ("--redis", "{redis}", *arguments), tasks, True)


def _ours(backend, tasks, service=None, option=None, apart=False):
    where = (option, "{" + service + "}") if service else ()
    return Row(f"rpc-{backend}{'-apart' if apart else ''}", "ours", (service,) if service else (), ("--backend", backend, *where, *(("--apart",) if apart else ())), tasks)


ROWS = [
    # A prefetch of 64 is what Celery's documentation advises for short tasks; 4 is its default.
    _celery("celery-rpc", goal_base=True),
    _celery("celery-rpc-prefetch64", "--prefetch", "64", goal_base=True),
    _celery("celery-rpc-late", "--acks-late", "--prefetch", "64"),
    _celery("celery-rpc-late-confirm", "--acks-late", "--confirm", "--prefetch", "64"),
    _celery("celery-redis", redis=True, goal_base=True),
    _celery("celery-redis-prefetch64", "--prefetch", "64", redis=True, goal_base=True),
    _rq("rq-fork", 300, "--worker", "fork"),
    _rq("rq-simple", 1500, "--worker", "simple"),
    _ours("sqlite", 20000),
    _ours("sqlite", 20000, apart=True),
    _ours("postgres", 20000, "postgres", "--postgres"),
    _ours("postgres", 20000, "postgres", "--postgres", apart=True),
    # RabbitMQ with results in SQLite. Without a store there is no result to fetch, so there is no row of that.
    _ours("rabbitmq", 20000, "rabbitmq", "--amqp"),
    _ours("rabbitmq", 20000, "rabbitmq", "--amqp", apart=True),
    _ours("hub", 20000),
    _ours("hub", 20000, apart=True),
    _ours("memory", 50000),
]

# What is promised: a row of ours, against each of the rows of a family that count, and how many times as many tasks a second at least.
GOALS = [("rpc-rabbitmq", "celery", 5), ("rpc-rabbitmq-apart", "celery", 5), ("rpc-sqlite", "rq", 15), ("rpc-sqlite-apart", "rq", 15)]
