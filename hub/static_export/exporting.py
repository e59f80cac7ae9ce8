"""The export: a crawl of the public site by an anonymous reader, written as files."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.contrib.staticfiles.utils import get_files
from django.core.files.storage import FileSystemStorage

from hub.static_export.addresses import NOT_FOUND, file_of, is_exported
from hub.static_export.errors import ExportError
from hub.static_export.references import has_references, references
from hub.static_export.requesting import USER_AGENT, Answer, LocalSite
from hub.static_export.versions import Counts, Version, new_version

Show = Callable[[int, str], None]
ROBOTS = "/robots.txt"
STARTS = ("/", "/sitemap.xml", ROBOTS)
UNKNOWN_ADDRESS = f"/{NOT_FOUND}"
SHOWN_ERRORS = 5


@dataclass
class ExportReport:
    """Numbers of files, and the addresses that are linked but answer no public file.

    Redirections and forms are among `left_out`; `missing` are the 404s, which are broken links.
    """

    counts: Counts
    left_out: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def export_site(folder: Path, show: Show) -> ExportReport:
    """Write the public site below a folder, then serve this version; return its report.

    `show` receives the number of addresses visited and the last one. Raise ExportError, with the
    former version still served, if an address answers an error of the server, if a start of the
    crawl has no file, or if the disk is full.
    """
    try:
        with new_version(folder) as version:
            report = ExportReport(version.counts)
            Export(LocalSite(), version, report, show).run()
            version.publish()
    except OSError as error:
        raise ExportError(f"Un fichier ne s’écrit pas\u00a0: {error}") from error
    return report


class Export:
    """A crawl of the site into a version."""

    def __init__(self, site: LocalSite, version: Version, report: ExportReport, show: Show) -> None:
        self.site = site
        self.version = version
        self.report = report
        self.show = show
        self._robots = RobotFileParser()
        self._known: set[str] = set()
        self._queue: deque[str] = deque()
        self._errors: list[str] = []
        self._names: set[PurePosixPath] = set()

    def run(self) -> None:
        """Visit everything that is linked from the home page, the site map and robots.txt."""
        self._robots.parse(b"".join(self.site.get(ROBOTS).chunks).decode().splitlines())
        for address in (*STARTS, *own_static_files()):
            self._follow(address)
        while self._queue:
            address = self._queue.popleft()
            self.show(len(self._known) - len(self._queue), address)
            self._visit(address)
        page = self.site.get(UNKNOWN_ADDRESS)
        self._write(PurePosixPath(NOT_FOUND), page.chunks)
        self._check()

    def _follow(self, address: str) -> None:
        """Queue an address, once, if the export may hold it."""
        if address in self._known or not is_exported(address):
            return
        self._known.add(address)
        if self._robots.can_fetch(USER_AGENT, address):
            self._queue.append(address)

    def _visit(self, address: str) -> None:
        answer = self.site.get(address)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._errors.append(f"{answer.status} {address}")
            return
        name = file_of(address, answer.content_type)
        if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            self.report.missing.append(address)
        elif answer.status != HTTPStatus.OK or not answer.is_public or name is None:
            self.report.left_out.append(address)
        elif name not in self._names:
            self._keep(address, name, answer)

    def _keep(self, address: str, name: PurePosixPath, answer: Answer) -> None:
        """Write an answer, and follow what it refers to."""
        self._names.add(name)
        if answer.file:
            self.version.add_file(name, answer.file)
            return
        chunks = answer.chunks
        if has_references(answer.content_type):
            body = b"".join(chunks)
            chunks = [body]
            for target in references(body, answer.content_type, address, self.site.base):
                self._follow(target)
        self._write(name, chunks)

    def _write(self, name: PurePosixPath, chunks: Iterable[bytes]) -> None:
        self._names.add(name)
        self.version.add(name, chunks)

    def _check(self) -> None:
        """Raise ExportError if the version must not be served."""
        absent = [path for path in STARTS if path in {*self.report.left_out, *self.report.missing}]
        problems = self._errors + [f"pas de fichier pour {path}" for path in absent]
        if problems:
            shown = ", ".join(problems[:SHOWN_ERRORS])
            raise ExportError(f"Le site répond en erreur ({len(problems)})\u00a0: {shown}.")


def own_static_files() -> Iterator[str]:
    """Yield the addresses of the static files of the project: style sheets load some of them."""
    # Those of `collectstatic`, which leaves hidden files out.
    application: Any = apps.get_app_config("staticfiles")
    for folder in settings.STATICFILES_DIRS:
        for name in sorted(get_files(FileSystemStorage(folder), application.ignore_patterns)):
            yield urlsplit(staticfiles_storage.url(name)).path
