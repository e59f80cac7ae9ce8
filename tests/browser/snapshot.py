"""Compare the public site before and after a change: every address, blank lines aside.

    python -m tests.browser.snapshot take DATA BEFORE     # seeds DATA the first time, and serves it
    git checkout the-change
    python -m tests.browser.snapshot take DATA AFTER      # a copy of DATA is migrated and served
    python -m tests.browser.snapshot compare BEFORE AFTER

Visits the site map, the pages of `tests.browser.pages` and all that they link to, in every format.
Values that change at each start are masked: the address of the site, security tokens, fingerprints
in the names of static files.
"""

import argparse
import difflib
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import build_opener

from tests.browser.crawl import SECONDS, Crawl
from tests.browser.site import HOST, ROOT, Site, environment, free_port, running_site, serving

VARYING = (
    (re.compile(rb'(name="csrfmiddlewaretoken" value=")\w+'), rb"\1TOKEN"),
    (re.compile(rb"\n\s*\n"), b"\n"),
    (re.compile(rb"(/static/[\w./-]+?)\.[0-9a-f]{12}(\.\w+)"), rb"\1\2"),
)
NOT_COMPARED = ("/static/", "/media/")
SHOWN_LINES = 12


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    take = commands.add_parser("take", help="keep what every public address answers")
    take.add_argument("data", type=Path, help="folder of the database and files; seeded if absent")
    take.add_argument("folder", type=Path, help="where the answers are kept")
    compare = commands.add_parser("compare", help="list the addresses whose answers differ")
    compare.add_argument("before", type=Path)
    compare.add_argument("after", type=Path)
    options = parser.parse_args()
    if options.command == "compare":
        return compare_folders(options.before, options.after)
    with site_of(options.data) as site:
        count = keep_answers(site, options.folder)
    print(f"{count} addresses kept in {options.folder}")
    return 0


@contextmanager
def site_of(data: Path) -> Iterator[Site]:
    """Serve a migrated copy of `data`, which is seeded first when it is not there."""
    if not data.exists():
        with running_site(data):
            pass
    with tempfile.TemporaryDirectory(prefix="hub-snapshot-") as name:
        folder = Path(name)
        shutil.copytree(data, folder, dirs_exist_ok=True)
        site = Site(f"http://{HOST}:{free_port()}")
        variables = environment(folder, site)
        for command in ("migrate", "collectstatic"):
            subprocess.run(
                [sys.executable, "manage.py", command, "--no-input", "--verbosity=0"],
                cwd=ROOT,
                env=variables,
                check=True,
            )
        server = [sys.executable, "manage.py", "runserver", "--noreload"]
        arguments = [*server, site.address.removeprefix("http://")]
        with serving(arguments, ROOT, variables, site, folder / "server.log"):
            yield site


def keep_answers(site: Site, folder: Path) -> int:
    """Write the answer of every public address in `folder`; return how many there are."""
    crawl = Crawl(site).run()
    kept = {path: text.encode() for path, text in crawl.pages.items()}
    for path in crawl.others:
        if not path.startswith(NOT_COMPARED):
            with build_opener().open(site.address + path, timeout=SECONDS) as answer:
                kept[path] = answer.read()
    folder.mkdir(parents=True)
    index = []
    for path, body in sorted(kept.items()):
        name = hashlib.sha256(path.encode()).hexdigest()[:16]
        (folder / name).write_bytes(body.replace(site.address.encode(), b"http://site"))
        index.append(f"{name} {path}")
    (folder / "index.txt").write_text("\n".join(index), encoding="utf-8")
    return len(index)


def normalised(body: bytes) -> bytes:
    """Return a body with the values that change masked, without blank lines."""
    for pattern, replacement in VARYING:
        body = pattern.sub(replacement, body)
    return body


def compare_folders(before: Path, after: Path) -> int:
    """Print the addresses that differ, with the first lines that do; return 1 if there are any."""
    former, present = read_index(before), read_index(after)
    for path in sorted(former.keys() - present.keys()):
        print(f"gone: {path}")
    for path in sorted(present.keys() - former.keys()):
        print(f"new: {path}")
    changed = 0
    for path in sorted(former.keys() & present.keys()):
        old, new = (normalised(index[path].read_bytes()) for index in (former, present))
        if old == new:
            continue
        changed += 1
        print(f"changed: {path}")
        lines = difflib.unified_diff(
            old.decode(errors="replace").splitlines(),
            new.decode(errors="replace").splitlines(),
            lineterm="",
            n=0,
        )
        for line in list(lines)[2 : 2 + SHOWN_LINES]:
            print(f"    {line[:200]}")
    same = len(former.keys() & present.keys()) - changed
    print(f"{same} addresses answer the same, {changed} differ")
    return int(bool(changed or former.keys() ^ present.keys()))


def read_index(folder: Path) -> dict[str, Path]:
    """Return {address: file of its answer}."""
    lines = (folder / "index.txt").read_text(encoding="utf-8").splitlines()
    return {path: folder / name for name, path in (line.split(" ", 1) for line in lines)}


if __name__ == "__main__":
    sys.exit(main())
