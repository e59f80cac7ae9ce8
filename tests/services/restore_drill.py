"""Drill of backup and restore: SQLite to PostgreSQL and back, with the whole demo content.

    python -m tests.services.restore_drill            seeds a site first
    python -m tests.services.restore_drill --data DIR   uses (or keeps) a seeded site in DIR

The site is backed up while another process writes to it. Each restored database must hold the
rows of the backup, `search_check` must find no drift, and every public address must answer the
same on the three sites (`tests.browser.snapshot`).
"""

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from hub.backup.archive import ArchiveReader
from hub.backup.manifest import rows_member
from hub.backup.tables import Table
from tests.browser import snapshot
from tests.browser.site import HOST, ROOT, Site, environment, free_port, serving
from tests.services import postgresql

MANAGE = [sys.executable, "manage.py"]
# Renames a person in a loop: a committed write, and rows that change during the backup.
WRITER = """
import itertools, time
from hub.people.models import Person
person = Person.objects.order_by("pk").first()
name = person.name
print("writing", flush=True)
try:
    for number in itertools.count():
        person.name = f"{name} {number % 10}"
        person.save()
        time.sleep(0.05)
except KeyboardInterrupt:
    pass
finally:
    person.name = name
    person.save()
"""

# The sequences of PostgreSQL follow the restored keys.
NEW_ROW = """
from hub.people.models import Person
Person.objects.create(name="Zoé").delete()
"""


class Place:
    """A site of the drill: its folder, its address, and the variables of its processes."""

    def __init__(self, folder: Path, address: str, database: str = "") -> None:
        self.folder = folder
        self.site = Site(address, folder)
        self.variables = environment(folder, self.site)
        if database:
            self.variables["DATABASE_URL"] = database

    def manage(self, *arguments: str | Path) -> None:
        """Run a command of the site; raise CalledProcessError if it fails."""
        print(f"$ manage.py {' '.join(map(str, arguments))}", flush=True)
        subprocess.run([*MANAGE, *arguments], cwd=ROOT, env=self.variables, check=True)

    @contextmanager
    def written_to(self) -> Iterator[None]:
        """Write to the database in another process until the end of the block."""
        with subprocess.Popen(
            [*MANAGE, "shell", "--verbosity=0", "--command", WRITER],
            cwd=ROOT,
            env=self.variables,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout
            assert process.stdout.readline() == b"writing\n"
            try:
                yield
            finally:
                process.send_signal(signal.SIGINT)

    def keep_answers(self, folder: Path) -> None:
        """Serve the site and keep what every public address answers."""
        self.manage("collectstatic", "--no-input", "--verbosity=0")
        server = [*MANAGE, "runserver", "--noreload", self.site.address.removeprefix("http://")]
        with serving(server, ROOT, self.variables, self.site, self.folder / "server.log"):
            count = snapshot.keep_answers(self.site, folder)
        print(f"{count} addresses kept", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of a seeded site; seeded if absent")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hub-drill-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        data = options.data or folder / "seeded"
        if not data.exists():
            with snapshot.running_site(data):
                pass
        shutil.copytree(data, folder / "first")
        with postgresql.server(
            folder / "postgresql", postgresql.free_port(), postgresql.THROWAWAY
        ) as database:
            failed = drill(folder, database)
    print("The drill FAILED." if failed else "The drill passed.")
    return int(failed)


def drill(folder: Path, database: str) -> bool:
    """Move a site from SQLite to PostgreSQL and back; return whether something fails."""
    # One address for all three, served one after the other: it is in the rows and in the pages.
    address = f"http://{HOST}:{free_port()}"
    first = Place(folder / "first", address)
    second = Place(folder / "second", address, database)
    third = Place(folder / "third", address)
    for place in (second, third):
        place.folder.mkdir()
    first.manage("migrate", "--no-input", "--verbosity=0")
    with first.written_to():
        first.manage("backup", folder / "written.zip")
    first.manage("verify", folder / "written.zip")
    first.manage("backup", folder / "first.zip")
    second.manage("restore", folder / "first.zip")
    second.manage("search_check")
    second.manage("backup", folder / "second.zip")
    second.manage("shell", "--verbosity=0", "--command", NEW_ROW)
    third.manage("restore", folder / "second.zip")
    third.manage("search_check")
    third.manage("backup", folder / "third.zip")
    failed = rows_differ(folder / "first.zip", folder / "second.zip")
    failed |= rows_differ(folder / "second.zip", folder / "third.zip")
    for place, name in ((first, "first"), (second, "second"), (third, "third")):
        place.keep_answers(folder / f"answers-{name}")
    for name in ("second", "third"):
        answers = folder / "answers-first", folder / f"answers-{name}"
        failed |= bool(snapshot.compare_folders(*answers))
    return failed


def rows_differ(before: Path, after: Path) -> bool:
    """Print the tables and files of two backups that differ; return whether there are any."""
    with ArchiveReader(before) as old, ArchiveReader(after) as new:
        differing = [
            table.label
            for table in old.manifest.tables
            if any(
                first != second
                for first, second in zip_longest(values(old, table), values(new, table))
            )
        ]
        if sorted(map(str, old.media())) != sorted(map(str, new.media())):
            differing.append("media")
    for name in differing:
        print(f"differs: {name}")
    print(f"{before.name} and {after.name}: {len(differing)} differences", flush=True)
    return bool(differing)


def values(archive: ArchiveReader, table: Table) -> Iterator[list[object]]:
    """Yield the rows of a table; JSON is decoded, since PostgreSQL sorts its keys."""
    for row in archive.lines(rows_member(table.label)):
        yield [
            json.loads(value) if column.type == "JSONField" and value is not None else value
            for column, value in zip(table.columns, row, strict=True)
        ]


if __name__ == "__main__":
    sys.exit(main())
