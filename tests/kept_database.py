"""The migrated SQLite database kept in `var/tests`: migrating takes a minute.

The name of the file holds a digest of the migrations of all applications and of the versions of
Python and SQLite: a new migration makes a new file, and the former ones are deleted. Each use still
calls `migrate` on its copy, which has nothing left to do. Databases of servers are not kept.
"""

import fcntl
import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection

FOLDER = Path(__file__).resolve().parents[1] / "var" / "tests"
PREFIX = "migrated-"


def digest_of_migrations() -> str:
    """Return a digest of the files of all migrations, and of what runs them."""
    digest = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for application in sorted(apps.get_app_configs(), key=lambda one: one.label):
        for path in sorted(Path(application.path).glob("migrations/*.py")):
            digest.update(f"{application.label} {path.name}".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def locked_folder() -> Iterator[None]:
    """Create the folder; make the other processes wait, so that one of them migrates."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate_from_kept(command: str, *arguments: Any, **options: Any) -> None:
    """Call a command of the creation of the database; `migrate` starts from the kept file."""
    if command != "migrate" or connection.vendor != "sqlite":
        call_command(command, *arguments, **options)
        return
    kept = FOLDER / f"{PREFIX}{digest_of_migrations()}.sqlite3"
    with locked_folder():
        connection.ensure_connection()
        is_kept = kept.exists()
        if is_kept:
            with closing(sqlite3.connect(kept)) as source:
                source.backup(connection.connection)
        call_command(command, *arguments, **options)
        if not is_kept:
            keep(kept)


def keep(path: Path) -> None:
    """Write the database into a file, whole or not at all; delete the former files."""
    partial = path.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(partial)) as target:
        connection.connection.backup(target)
    for former in FOLDER.glob(f"{PREFIX}*.sqlite3"):
        former.unlink()
    partial.replace(path)
