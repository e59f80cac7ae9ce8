"""Command line: see the docstring of the package."""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.services.elasticsearch.errors import ElasticsearchError
from tests.services.elasticsearch.nodes import HEAP, cluster, throwaway

PORT = 9201


def run_command(command: list[str], count: int, heap: str) -> int:
    """Run `command` with throw-away nodes; return its exit status."""
    with throwaway(count, heap) as running:
        environment = {**os.environ, "HUB_TEST_ELASTICSEARCH_URL": running.urls}
        return subprocess.run(command, env=environment, check=False).returncode


def keep_running(data: Path, count: int, port: int, heap: str) -> int:
    """Run nodes on a kept data folder until Ctrl+C."""
    with cluster(data.resolve(), count, port, heap) as running:
        print(
            "Elasticsearch tourne. Pour l’utiliser :\n"
            f"  ELASTICSEARCH_URL={running.urls} make run\n"
            f"  HUB_TEST_ELASTICSEARCH_URL={running.urls} make test"
        )
        if count > 1:
            print("Pour faire tomber un nœud :")
        for node in running.nodes if count > 1 else ():
            print(f"  {node.name} : kill -9 -- -{node.process.pid}")
        print("Pour l’arrêter : Ctrl+C", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.services.elasticsearch", description="Lance un Elasticsearch local."
    )
    parser.add_argument("--nodes", type=int, default=1, help="nombre de nœuds (1)")
    parser.add_argument(
        "--data", type=Path, help="dossier de données à garder d’une fois à l’autre"
    )
    parser.add_argument(
        "--port", type=int, default=PORT, help=f"port du premier nœud gardé ({PORT})"
    )
    parser.add_argument(
        "--heap", default=HEAP, help=f"mémoire Java de chaque nœud, « 4g » par exemple ({HEAP})"
    )
    parser.add_argument("command", nargs="*", help="commande à lancer avec des nœuds jetables")
    options = parser.parse_args()
    if not options.data and not options.command:
        parser.error("indiquez --data DOSSIER, ou une commande après --")
    if options.nodes < 1:
        parser.error("--nodes : un nœud au moins")
    # A stopped CI job must not leave its nodes behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        if options.data:
            return keep_running(options.data, options.nodes, options.port, options.heap)
        return run_command(options.command, options.nodes, options.heap)
    except ElasticsearchError as error:
        print(f"\n{error}\n", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
