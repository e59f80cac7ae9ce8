"""Start, kill and stop nodes."""

import contextlib
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.services.elasticsearch.distribution import java_home, unpack
from tests.services.elasticsearch.errors import ElasticsearchError

HOST = "127.0.0.1"
START_SECONDS = 180
STOP_SECONDS = 30
HEAP = "512m"


def free_ports(count: int) -> list[int]:
    """Return as many TCP ports that nobody listens on."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind((HOST, 0))
        return [probe.getsockname()[1] for probe in probes]


def unprivileged() -> dict[str, Any]:
    """Return the arguments of `subprocess` that drop root privileges, if run as root.

    Elasticsearch refuses to run as root.
    """
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def change_owner(folder: Path) -> None:
    """Change the owner of a folder, recursively, to the account of the nodes."""
    account = unprivileged()
    if account:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, account["user"], account["group"], follow_symlinks=False)


class Node:
    """One node: its addresses, its folder, its process."""

    def __init__(
        self, number: int, folder: Path, http_port: int, transport_port: int, heap: str = HEAP
    ) -> None:
        self.name = f"node-{number}"
        self.folder = folder / self.name
        self.http_port = http_port
        self.transport_port = transport_port
        self.heap = heap
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.http_port}"

    @property
    def log(self) -> Path:
        return self.folder / "output.log"

    def count_visible_nodes(self) -> int:
        """Return how many nodes this one sees, itself included; 0 as long as it does not answer."""
        address = f"{self.url}/_cluster/health"
        try:
            with urlopen(address, timeout=5) as answer:  # noqa: S310 - loopback
                return json.load(answer)["number_of_nodes"]
        except (OSError, ValueError):
            return 0

    def configure(self, server: Path, nodes: "list[Node]") -> None:
        """Write the configuration of this node of a cluster; keep its data, if any."""
        for name in ("data", "logs", "tmp"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.folder / "config", ignore_errors=True)
        shutil.copytree(server / "config", self.folder / "config")
        settings = {
            "cluster.name": "hub-development",
            "node.name": self.name,
            "network.host": HOST,
            "http.port": self.http_port,
            "transport.port": self.transport_port,
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
            "xpack.security.enabled": False,
            # Disable the disk watermarks: the disk of a developer is often nearly full.
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        if len(nodes) == 1:
            settings["discovery.type"] = "single-node"
        else:
            settings["discovery.seed_hosts"] = [f"{HOST}:{node.transport_port}" for node in nodes]
            if not any((self.folder / "data").iterdir()):
                settings["cluster.initial_master_nodes"] = [node.name for node in nodes]
        # JSON values are YAML values.
        lines = [f"{key}: {json.dumps(value)}" for key, value in settings.items()]
        (self.folder / "config" / "elasticsearch.yml").write_text("\n".join(lines), "utf-8")
        change_owner(self.folder)

    def start(self, server: Path) -> None:
        environment = {
            **os.environ,
            "ES_PATH_CONF": str(self.folder / "config"),
            "ES_JAVA_HOME": str(java_home()),
            "ES_JAVA_OPTS": f"-Xms{self.heap} -Xmx{self.heap}",
            "ES_TMPDIR": str(self.folder / "tmp"),
        }
        with self.log.open("wb") as log:
            # A group of its own: the launcher and the server it starts end together.
            self.process = subprocess.Popen(
                [server / "bin" / "elasticsearch"],
                cwd=server,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **unprivileged(),
            )

    def end(self, how: signal.Signals) -> None:
        """Send a signal to the node; do nothing if it is not running."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, how)

    def wait(self) -> None:
        """Wait for the node to end; kill it after a timeout."""
        if self.process:
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.end(signal.SIGKILL)
                self.process.wait()


class Cluster:
    """Nodes of one server (its unpacked folder) that run together."""

    def __init__(self, server: Path, nodes: list[Node]) -> None:
        self.server = server
        self.nodes = nodes

    @property
    def urls(self) -> str:
        """The addresses of the nodes, in the form of ELASTICSEARCH_URL."""
        return ",".join(node.url for node in self.nodes)

    def kill(self, number: int) -> None:
        """Kill node `number` (from 1) with SIGKILL."""
        node = self.nodes[number - 1]
        node.end(signal.SIGKILL)
        node.wait()

    def restart(self, number: int) -> None:
        """Start node `number` (from 1), which was killed; return when all the nodes have met."""
        self.nodes[number - 1].start(self.server)
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Return when all the nodes have met; raise ElasticsearchError otherwise."""
        deadline = time.monotonic() + START_SECONDS
        while self.nodes[0].count_visible_nodes() != len(self.nodes):
            ended = [node for node in self.nodes if node.process.poll() is not None]
            if ended or time.monotonic() > deadline:
                node = (ended or self.nodes)[0]
                said = node.log.read_text("utf-8", errors="replace").splitlines()[-20:]
                raise ElasticsearchError("Elasticsearch n’a pas démarré :\n" + "\n".join(said))
            time.sleep(0.2)


@contextlib.contextmanager
def cluster(
    folder: Path, count: int = 1, first_port: int | None = None, heap: str = HEAP
) -> Iterator[Cluster]:
    """Run `count` nodes with their data in `folder`, and yield the Cluster; stop it at the end.

    - `first_port`: HTTP port of the first node, the others follow; by default any free ones;
    - `heap`: memory of the Java heap of each node, as `-Xmx` reads it.
    """
    java_home()  # fail before any download
    folder.mkdir(parents=True, exist_ok=True)
    server = unpack(folder)
    ports = free_ports(2 * count)
    http_ports = range(first_port, first_port + count) if first_port else ports[:count]
    nodes = [
        Node(number, folder, *both, heap=heap)
        for number, both in enumerate(zip(http_ports, ports[count:], strict=True), start=1)
    ]
    running = Cluster(server, nodes)
    change_owner(server)
    try:
        for node in nodes:
            node.configure(server, nodes)
            node.start(server)
        running.wait_until_ready()
        yield running
    finally:
        for node in nodes:
            node.end(signal.SIGTERM)
        for node in nodes:
            node.wait()


@contextlib.contextmanager
def throwaway(count: int = 1, heap: str = HEAP) -> Iterator[Cluster]:
    """Run `count` nodes on temporary folders, as `cluster` does, and yield the Cluster."""
    with tempfile.TemporaryDirectory(prefix="hub-elasticsearch-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with cluster(folder, count, heap=heap) as running:
            yield running
