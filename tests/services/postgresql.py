"""Start a PostgreSQL server of our own, on loopback only, from the programs of the machine.

    python -m tests.services.postgresql -- pytest      a throw-away server, for one command
    python -m tests.services.postgresql --data DIR     a kept one, until Ctrl+C

The command finds the address of the server in HUB_TEST_DATABASE_URL; the server stops with
it, and its status is returned. PostgreSQL refuses to run as root: started by root, the server
runs as the system account `postgres`.
"""

import argparse
import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

HOST = "127.0.0.1"
USER = "hub"
DATABASE = "hub"
SYSTEM_USER = "postgres"
START_SECONDS = 60
# No durability is needed: a throw-away server is never recovered.
THROWAWAY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


class PostgreSQLError(Exception):
    """The server cannot be started; the message says what to do, in French."""


def find_programs() -> Path:
    """Return the folder of initdb and postgres: on PATH, else the newest Debian version."""
    on_path = shutil.which("postgres")
    if on_path:
        # A link on PATH leads to the folder where the programs are all together.
        return Path(on_path).resolve().parent
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda program: [int(part) for part in re.findall(r"\d+", program.parts[-3])],
    )
    if versions:
        return versions[-1].parent
    raise PostgreSQLError(
        "PostgreSQL n’est pas installé sur cette machine.\n"
        "  Debian, Ubuntu : sudo apt install postgresql\n"
        "  macOS          : brew install postgresql"
    )


def unprivileged() -> dict[str, Any]:
    """Return the arguments of `subprocess` that drop root privileges, if run as root."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise PostgreSQLError(
            f"PostgreSQL refuse de tourner sous root, et le compte « {SYSTEM_USER} » n’existe pas."
        ) from None
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def free_port() -> int:
    """Return a TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def initialise(programs: Path, data: Path) -> None:
    """Create the data folder, once; only this machine may connect, without a password."""
    if (data / "PG_VERSION").exists():
        return
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    account = unprivileged()
    if account:
        os.chown(data, account["user"], account["group"])
    options = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", f"--username={USER}"]
    run(programs / "initdb", f"--pgdata={data}", *options)


def run(program: Path, *arguments: str) -> None:
    """Run a PostgreSQL program to its end; raise PostgreSQLError with its own words."""
    done = subprocess.run(
        [program, *arguments],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        **unprivileged(),
    )
    if done.returncode != 0:
        raise PostgreSQLError(f"{Path(program).name} a échoué :\n{done.stderr.strip()}")


@contextlib.contextmanager
def server(data: Path, port: int, options: Sequence[str] = ()) -> Iterator[str]:
    """Run a server on `data` and yield the URL of its database; stop it at the end."""
    programs = find_programs()
    initialise(programs, data)
    # No Unix socket: its path would be too long in a deep folder, and loopback is enough.
    command = [programs / "postgres", "-D", data, "-p", str(port), "-k", "", "-h", HOST]
    for option in options:
        command += ["-c", option]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as log,
        subprocess.Popen(
            command, cwd="/", stdout=log, stderr=log, start_new_session=True, **unprivileged()
        ) as process,
    ):
        try:
            wait_until_ready(programs, port, process, log)
            create_database(programs, port)
            yield f"postgresql://{USER}@{HOST}:{port}/{DATABASE}"
        finally:
            # SIGINT is PostgreSQL's « fast » stop: it closes the connections that are open.
            process.send_signal(signal.SIGINT)


def wait_until_ready(
    programs: Path, port: int, process: subprocess.Popen[str], log: TextIO
) -> None:
    """Return when the server answers; raise PostgreSQLError if it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    ready = [programs / "pg_isready", "--quiet", "-h", HOST, "-p", str(port)]
    while subprocess.run(ready, check=False).returncode != 0:
        if process.poll() is not None or time.monotonic() > deadline:
            log.seek(0)
            raise PostgreSQLError(f"PostgreSQL n’a pas démarré :\n{log.read().strip()}")
        time.sleep(0.1)


def create_database(programs: Path, port: int) -> None:
    """Create the database if this data folder does not have it yet."""
    connection = ["-h", HOST, "-p", str(port), "-U", USER]
    try:
        run(programs / "createdb", *connection, DATABASE)
    except PostgreSQLError as error:
        if "already exists" not in str(error):
            raise


def run_command(command: list[str]) -> int:
    """Run `command` with a throw-away server; return its exit status."""
    with tempfile.TemporaryDirectory(prefix="hub-postgresql-") as folder:
        Path(folder).chmod(0o755)
        with server(Path(folder) / "data", free_port(), THROWAWAY) as url:
            environment = {**os.environ, "HUB_TEST_DATABASE_URL": url}
            return subprocess.run(command, env=environment, check=False).returncode


def keep_running(data: Path, port: int) -> int:
    """Run a server on a kept data folder until Ctrl+C."""
    with server(data.resolve(), port) as url:
        print(f"PostgreSQL tourne. Pour l’utiliser :\n  DATABASE_URL={url} make run", flush=True)
        print(f"  HUB_TEST_DATABASE_URL={url} make test\nPour l’arrêter : Ctrl+C", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Lance un PostgreSQL local.")
    parser.add_argument(
        "--data", type=Path, help="dossier de données à garder d’une fois à l’autre"
    )
    parser.add_argument("--port", type=int, default=5433, help="port du serveur gardé (5433)")
    parser.add_argument("command", nargs="*", help="commande à lancer avec un serveur jetable")
    options = parser.parse_args()
    if not options.data and not options.command:
        parser.error("indiquez --data DOSSIER, ou une commande après --")
    # A stopped CI job must not leave its server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return (
            keep_running(options.data, options.port)
            if options.data
            else run_command(options.command)
        )
    except PostgreSQLError as error:
        print(f"\n{error}\n", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
