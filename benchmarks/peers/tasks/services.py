"""Private brokers and databases for a run: in a folder of their own, on free ports of 127.0.0.1, ended with this process."""

import glob
import os
import random
import shutil
import socket
import subprocess
import tempfile
import uuid

import children

RABBIT = "/usr/lib/rabbitmq/bin"  # those in sbin insist on the package's own user
RABBIT_LIMITS = "disk_free_limit.absolute = 1MB\nlog.console = true\nlog.console.level = error\nlog.file = false\n"


class Services:
    """Starts what is asked for at first use, so that a run without Redis needs none."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="rpc-tasks-")
        os.chmod(self.folder, 0o755)
        self._started = {}
        self._processes = []

    def get(self, name):
        """The URI of `rabbitmq` or `redis`, or the connection string of `postgres`."""
        if name not in self._started:
            self._started[name] = getattr(self, f"_start_{name}")()
        return self._started[name]

    def close(self):
        for process in reversed(self._processes):
            children.stop(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, name, command, port, **how):
        log = os.path.join(self.folder, f"{name}.log")
        process = children.start(command, log, **how)
        self._processes.append(process)
        children.wait_until(lambda: _listens(port), process, log)

    def _start_redis(self):
        port = _free_port()
        # In memory only, as RQ's own documentation and tests run it: nothing slower is asked of it.
        self._run("redis", ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", self.folder, "--save", "", "--appendonly", "no"], port)
        return f"redis://127.0.0.1:{port}/0"

    def _start_rabbitmq(self):
        port, distribution, epmd = _free_port(), _free_port(), _free_port()
        home = os.path.join(self.folder, "rabbitmq")
        os.mkdir(home)

        def inside(name, text=""):
            with open(os.path.join(home, name), "w") as file:
                file.write(text)
            os.chmod(file.name, 0o400)
            return file.name

        inside(".erlang.cookie", uuid.uuid4().hex)
        environment = {
            "HOME": home,
            "LC_ALL": "C.UTF-8",
            "ERL_EPMD_PORT": str(epmd),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"rpc-{port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(port),
            "RABBITMQ_DIST_PORT": str(distribution),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_CONFIG_FILE": inside("rabbitmq.conf", RABBIT_LIMITS),
            "RABBITMQ_ENABLED_PLUGINS_FILE": inside("plugins", "[]."),
            "RABBITMQ_ADVANCED_CONFIG_FILE": os.path.join(home, "advanced.config"),
            "RABBITMQ_FEATURE_FLAGS_FILE": os.path.join(home, "feature_flags"),
            "RABBITMQ_GENERATED_CONFIG_DIR": os.path.join(home, "config"),
            "RABBITMQ_SCHEMA_DIR": os.path.join(home, "schema"),
            "RABBITMQ_MNESIA_BASE": os.path.join(home, "data"),
            "RABBITMQ_LOG_BASE": os.path.join(home, "log"),
            "RABBITMQ_PID_FILE": os.path.join(home, "pid"),
            "RUNNING_UNDER_SYSTEMD": "true",  # the script becomes the node instead of waiting for it
        }
        # A node that finds no port mapper starts one that outlives it.
        self._run("epmd", ["epmd", "-port", str(epmd), "-address", "127.0.0.1"], epmd)
        self._run("rabbitmq-server", [f"{RABBIT}/rabbitmq-server"], port, environment=environment)
        return f"amqp://guest:guest@127.0.0.1:{port}/"

    def _start_postgres(self):
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
        if not programs:
            raise SystemExit("PostgreSQL is not installed: eng/install-services.sh installs it on Debian")
        bin_folder = os.path.dirname(programs[-1])
        home = os.path.join(self.folder, "postgres")
        os.mkdir(home)
        # It refuses to run as root; its package brings a user.
        user = "postgres" if os.getuid() == 0 else None
        if user:
            shutil.chown(home, user)
        drop = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
        data = os.path.join(home, "data")
        subprocess.run([*drop, f"{bin_folder}/initdb", "-D", data, "-U", "rpc", "-A", "trust", "-E", "UTF8", "--locale=C"], check=True, capture_output=True, cwd=home)
        port = _free_port()
        self._run("postgres", [f"{bin_folder}/postgres", "-D", data, "-p", str(port), "-k", "", "-h", "127.0.0.1"], port, user=user, cwd=home)
        return f"Host=127.0.0.1;Port={port};Username=rpc;Database=postgres"


def versions():
    """What the brokers are, in Debian's words; those that are not installed are left out."""
    asked = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\n", "rabbitmq-server", "redis-server", "postgresql", "python3-celery", "python3-rq"], capture_output=True, text=True)
    return asked.stdout.split("\n")[:-1]


def _free_port():
    # Below those that connections are given, so that no client has it between this probe and the start.
    while True:
        port = random.randrange(12_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass


def _listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
