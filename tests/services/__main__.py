"""Run the servers of development until Ctrl+C: `make services`.

With Docker compose if it is available, otherwise with the programs of the machine. A missing
program is reported, and the other server starts all the same.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tests.services import postgresql
from tests.services.elasticsearch import nodes as elasticsearch
from tests.services.elasticsearch.__main__ import PORT as ELASTICSEARCH_PORT
from tests.services.elasticsearch.errors import ElasticsearchError

ROOT = Path(__file__).resolve().parents[2]
POSTGRESQL_PORT = 5433


def docker_works() -> bool:
    """Return whether Docker compose is installed and its daemon is running."""
    docker = shutil.which("docker")
    return docker is not None and all(
        subprocess.run([docker, *words], capture_output=True, check=False).returncode == 0
        for words in (["compose", "version"], ["info"])
    )


def start_ours(stack: contextlib.ExitStack) -> dict[str, str]:
    """Start the servers whose programs are installed; return {variable: address}."""
    addresses = {}
    print("Docker ne répond pas : les serveurs partent des programmes de la machine.", flush=True)
    try:
        addresses["DATABASE_URL"] = stack.enter_context(
            postgresql.server(ROOT / "var" / "postgresql", POSTGRESQL_PORT)
        )
    except postgresql.PostgreSQLError as error:
        print(f"\nSans PostgreSQL : {error}", file=sys.stderr)
    try:
        addresses["ELASTICSEARCH_URL"] = stack.enter_context(
            elasticsearch.cluster(
                ROOT / "var" / "elasticsearch" / "data", first_port=ELASTICSEARCH_PORT
            )
        ).urls
    except ElasticsearchError as error:
        print(f"\nSans Elasticsearch : {error}", file=sys.stderr)
    return addresses


def main() -> int:
    if docker_works():
        os.chdir(ROOT)
        os.execvp("docker", ["docker", "compose", "--profile", "development", "up"])  # noqa: S606, S607
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with contextlib.ExitStack() as stack:
        addresses = start_ours(stack)
        if not addresses:
            return 1
        used = " ".join(f"{name}={address}" for name, address in addresses.items())
        tested = " ".join(f"HUB_TEST_{name}={address}" for name, address in addresses.items())
        print(f"\nPour utiliser ces serveurs :\n  {used} make run\n  {tested} make test")
        print("Pour les arrêter : Ctrl+C", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
    return 0


if __name__ == "__main__":
    sys.exit(main())
