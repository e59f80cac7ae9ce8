"""Drill of backup and restore: SQLite, under writes, to PostgreSQL, and back with --back.

    python -m tests.services.restore_drill             seeds a site first
    python -m tests.services.restore_drill --data DIR   uses (or keeps) a seeded site in DIR

The site has the demo without the gazetteer, whose 150,000 rows take minutes. It is backed up while
another process writes to it. The restored database must hold the rows of the backup and its media
byte for byte, `search_check` must find no drift, and every public address and format must answer
the same bytes: `export_static` writes them all, for both sites.
"""

import argparse
import filecmp
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from hub.backup.archive import ArchiveReader
from hub.backup.manifest import rows_member
from hub.backup.tables import Table
from tests.browser.site import HOST, ROOT, Site, environment, free_port
from tests.services import postgresql

MANAGE = [sys.executable, "manage.py"]
SHELL = [*MANAGE, "shell", "--no-imports", "--verbosity=0", "--command"]
# Inserts a person and the entry of the log that names it, in one transaction, in a loop.
WRITER = """
import itertools, time
from django.db import transaction
from wagtail.log_actions import log
from hub.people.models import Person
print("writing", flush=True)
for number in itertools.count():
    with transaction.atomic():
        log(Person.objects.create(name=f"Écriture {number}"), "wagtail.create")
    time.sleep(0.05)
"""
# The backup holds whole transactions; the sequences of PostgreSQL follow the restored keys.
CHECK = """
from wagtail.models import ModelLogEntry
from hub.people.models import Person
people = set(Person.objects.filter(name__startswith="Écriture ").values_list("pk", flat=True))
logged = {int(e.object_id) for e in ModelLogEntry.objects.filter(label__startswith="Écriture ")}
assert people, "nothing was written during the backup"
assert people == logged, f"{len(people ^ logged)} half transactions"
Person.objects.create(name="Zoé").delete()
print(f"{len(people)} rows written by the other process, each with its log entry")
"""
SHOWN = 20


class Place:
    """A site of the drill: its folder, its address, and the variables of its processes."""

    def __init__(self, folder: Path, address: str, database: str = "") -> None:
        self.folder = folder
        self.export = folder / "export"
        self.variables = environment(folder, Site(address, folder)) | {"HUB_PROCESS": "command"}
        if database:
            self.variables["DATABASE_URL"] = database

    def manage(self, *commands: tuple[str | Path, ...]) -> None:
        """Run commands of the site in one process; raise CalledProcessError if one fails."""
        lines = ["from django.core.management import call_command"]
        for name, *arguments in commands:
            words = [str(name), *map(str, arguments)]
            lines.append(f"print({'$ manage.py ' + ' '.join(words)!r}, flush=True)")
            lines.append(f"call_command(*{words!r})")
        self.run("\n".join(lines))

    def run(self, script: str) -> None:
        """Run a script in the site; raise CalledProcessError if it fails."""
        subprocess.run([*SHELL, script], cwd=ROOT, env=self.variables, check=True)

    def seed(self) -> None:
        """Create the database and the demo."""
        self.folder.mkdir(parents=True)
        self.manage(
            ("migrate", "--no-input", "--verbosity=0"),
            ("collectstatic", "--no-input", "--verbosity=0"),
            ("ensure_admin",),
            ("seed_demo",),
        )

    @contextmanager
    def written_to(self) -> Iterator[None]:
        """Write to the database in another process until the end of the block."""
        with subprocess.Popen(
            [*SHELL, WRITER], cwd=ROOT, env=self.variables, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout
            assert process.stdout.readline() == b"writing\n", "the writer did not start"
            try:
                yield
                assert process.poll() is None, "the writer stopped during the backup"
            finally:
                process.terminate()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of a seeded site; seeded if absent")
    parser.add_argument("--back", action="store_true", help="also from PostgreSQL to SQLite")
    options = parser.parse_args()
    # A stopped CI job must not leave its server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hub-drill-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL, under another account, goes through it
        # One address for all, in the rows and in the pages; no server listens there.
        address = f"http://{HOST}:{free_port()}"
        data = options.data or folder / "seeded"
        if not data.exists():
            Place(data, address).seed()
        shutil.copytree(data, folder / "first")
        with postgresql.server(
            folder / "postgresql", postgresql.free_port(), postgresql.THROWAWAY
        ) as database:
            failed = drill(folder, address, database, with_return=options.back)
    result = "FAILED" if failed else "passed"
    print(f"The drill {result} in {time.monotonic() - started:.0f} s.")
    return int(failed)


def drill(folder: Path, address: str, database: str, *, with_return: bool) -> bool:
    """Move a site from SQLite to PostgreSQL, and back; return whether something differs."""
    first = Place(folder / "first", address)
    first.manage(("migrate", "--no-input", "--verbosity=0"))  # also gives the site its address
    with first.written_to():
        first.manage(("backup", folder / "first.zip"))
    first.manage(("search_check",), ("export_static", first.export))
    failed = restored_differs(first, Place(folder / "second", address, database), folder)
    if with_return:
        third = Place(folder / "third", address)
        failed |= restored_differs(Place(folder / "second", address), third, folder)
    return failed


def restored_differs(source: Place, target: Place, folder: Path) -> bool:
    """Restore the backup of a site in another one; return whether something differs.

    The backups are `NAME.zip` in `folder`, after the names of the folders of the sites.
    """
    before, after = (folder / f"{place.folder.name}.zip" for place in (source, target))
    target.folder.mkdir()
    # The same files for the same code.
    shutil.copytree(source.folder / "static", target.folder / "static")
    target.manage(
        ("restore", before),
        ("search_check",),
        ("backup", after),
        ("verify", after),
        ("export_static", target.export),
    )
    target.run(CHECK)
    failed = rows_differ(before, after)
    return failed | folders_differ(source.export / "current", target.export / "current")


def rows_differ(before: Path, after: Path) -> bool:
    """Print the tables and files of two backups that differ; return whether there are any.

    The media are compared by their names, sizes and hashes.
    """
    with ArchiveReader(before) as old, ArchiveReader(after) as new:
        differing = [
            table.label
            for table in old.manifest.tables
            if any(
                first != second
                for first, second in zip_longest(values(old, table), values(new, table))
            )
        ]
        files = sorted(map(str, old.media()))
        if files != sorted(map(str, new.media())):
            differing.append("media")
        rows = sum(old.manifest.counts.values())
        tables = len(old.manifest.tables)
    for name in differing:
        print(f"differs: {name}")
    print(
        f"{before.name} and {after.name}: {rows} rows of {tables} tables and {len(files)} media "
        f"files compared, {len(differing)} differences",
        flush=True,
    )
    return bool(differing)


def values(archive: ArchiveReader, table: Table) -> Iterator[list[object]]:
    """Yield the rows of a table; JSON is decoded, since PostgreSQL sorts its keys."""
    for row in archive.lines(rows_member(table.label)):
        yield [
            json.loads(value) if column.type == "JSONField" and value is not None else value
            for column, value in zip(table.columns, row, strict=True)
        ]


def folders_differ(before: Path, after: Path) -> bool:
    """Print the files of two exports that differ; return whether there are any."""
    old, new = files_of(before), files_of(after)
    _, changed, unread = filecmp.cmpfiles(before, after, sorted(old & new), shallow=False)
    differing = [
        *(f"gone: {name}" for name in sorted(old - new)),
        *(f"new: {name}" for name in sorted(new - old)),
        *(f"changed: {name}" for name in sorted([*changed, *unread])),
    ]
    print(*differing[:SHOWN], sep="\n", end="\n" if differing else "")
    print(f"{len(old)} public addresses compared, {len(differing)} differences", flush=True)
    return bool(differing) or not old


def files_of(folder: Path) -> set[str]:
    """Return the files below a folder, relative to it."""
    return {
        os.path.relpath(Path(parent, name), folder)
        for parent, _, names in os.walk(folder)
        for name in names
    }


if __name__ == "__main__":
    sys.exit(main())
