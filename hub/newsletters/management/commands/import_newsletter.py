"""Command `import_newsletter`: import existing letters as drafts."""

import argparse
import logging
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from hub.core.importing.commands import ImportCommand
from hub.newsletters.importing import NewsletterImportError
from hub.newsletters.importing.builder import (
    ImportOptions,
    ImportOutcome,
    ImportPreview,
    Status,
    import_letter,
    preview_import,
)
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.readers import describe_formats, read_letters
from hub.newsletters.importing.summary import find_files, summary_of
from hub.progress import Progress

logger = logging.getLogger(__name__)

# Above this number of files, only the progress is shown; --verbosity 2 describes each letter.
MAX_DETAILED_FILES = 5
RECOGNISED = (
    ("rubriques", "rubriques"),
    ("interviews", "entretiens"),
    ("initiatives", "initiatives"),
    ("people", "personnes"),
    ("territories", "territoires"),
    ("dates", "dates"),
    ("lost_links", "liens perdus"),
    ("images", "images"),
)
COUNTED = (
    (Status.CREATED, "lettre(s) créée(s)"),
    (Status.UPDATED, "lettre(s) mise(s) à jour"),
    (Status.UNCHANGED, "inchangée(s)"),
    (Status.PREVIEWED, "examinée(s)"),
)


def read_date(text: str) -> date:
    """Return the date of an option; raise `ArgumentTypeError` unless it is AAAA-MM-JJ."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"«\u00a0{text}\u00a0» n’est pas une date\u00a0: écrivez 2022-02-15."
        ) from error


def read_number(text: str) -> int:
    """Return the number of an option; raise `ArgumentTypeError` unless it is positive."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"«\u00a0{text}\u00a0» n’est pas un numéro de lettre.")
    return int(text)


def _check_options(files: int, options: dict[str, Any]) -> None:
    """Raise `CommandError` when the options cannot apply to that number of files."""
    if not files:
        raise CommandError("Aucun fichier à importer n’est dans ce dossier.")
    if files > 1 and (options["number"] or options["date"]):
        raise CommandError(
            "--number et --date valent pour une seule lettre\u00a0: un fichier à la fois."
        )


class Command(ImportCommand):
    publish_help = "publier la lettre s’il ne lui manque rien (il faut sa date)"
    help = (
        "Importe des lettres existantes. Chaque fichier devient un brouillon, avec ses rubriques, "
        "ses entretiens et ses initiatives, et un rapport de ce qui reste à vérifier. "
        f"Importer deux fois le même fichier ne change rien. Formats acceptés\u00a0: "
        f"{describe_formats()}. Une archive peut contenir plusieurs lettres."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "files",
            nargs="+",
            type=Path,
            metavar="FICHIER",
            help="une lettre, plusieurs, ou un dossier",
        )
        super().add_arguments(parser)
        parser.add_argument(
            "--date",
            type=read_date,
            metavar="AAAA-MM-JJ",
            help="date de parution, que le texte ne dit pas",
        )
        parser.add_argument(
            "--number",
            type=read_number,
            metavar="N",
            help="numéro d’une lettre dont le texte ne le dit pas",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="montrer ce qui est reconnu, sans rien enregistrer",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files, ignored = find_files(options["files"])
        report = options["report"]
        _check_options(len(files), options)
        self.check_report(report)
        taken: set[int] = set()
        entries: list[dict[str, Any]] = []
        self._is_detailed = len(files) <= MAX_DETAILED_FILES or options["verbosity"] > 1
        self._progress = Progress(self.stdout, "Fichiers", len(files))
        for rank, path in enumerate(files, 1):
            for name, read in self._letters(path, options):
                label = f"[{rank}/{len(files)}] {name}"
                entry = self._import(read, label, taken, options)
                source = str(path) if name == path.name else f"{path.parent / name}"
                entries.append({"file": source, **entry})
            if not self._is_detailed:
                self._progress.show(rank, path.name)
        self._progress.clear()
        self.write_report(report, entries if len(entries) > 1 else entries[0])
        failed = sum(entry["status"] == "failed" for entry in entries)
        if len(entries) + len(ignored) > 1:
            for line in summary_of(entries, ignored):
                self.stdout.write(line)
        self.stdout.write(self._totals(entries))
        if failed:
            raise CommandError(f"{failed} lettre(s) sur {len(entries)} non importée(s).")

    def _letters(
        self, path: Path, options: dict[str, Any]
    ) -> list[tuple[str, SourceDocument | NewsletterImportError]]:
        """Return the letters of a file, as (name, document or error)."""
        letters = read_letters(path)
        if len(letters) > 1 and (options["number"] or options["date"]):
            error = NewsletterImportError(
                "--number et --date valent pour une seule lettre\u00a0: "
                f"cette archive en contient {len(letters)}."
            )
            return [(path.name, error)]
        return letters

    def _import(
        self,
        read: SourceDocument | NewsletterImportError,
        label: str,
        taken: set[int],
        options: dict[str, Any],
    ) -> dict[str, Any]:
        """Import one letter; return its entry in the report, failed or not."""
        settings = ImportOptions(
            number=options["number"],
            date=options["date"],
            publish=options["publish"],
            reserved=frozenset(taken),
        )
        outcome: ImportOutcome | ImportPreview
        try:
            if isinstance(read, NewsletterImportError):
                raise read
            if options["dry_run"]:
                outcome = preview_import(read, settings)
            else:
                outcome = import_letter(read, settings)
        except NewsletterImportError as error:
            self._progress.clear()
            self.stderr.write(self.style.ERROR(f"{label}\u00a0: {error}"))
            return {"status": "failed", "message": str(error)}
        except Exception as error:
            # One letter must not stop the others; its transaction was rolled back.
            logger.exception("Unexpected error while importing %s", label)
            self._progress.clear()
            message = (
                f"Cette lettre n’a pas pu être importée ({type(error).__name__}\u00a0: {error})."
            )
            self.stderr.write(self.style.ERROR(f"{label}\u00a0: {message}"))
            return {"status": "failed", "message": message}
        if outcome.number is not None:
            taken.add(outcome.number)
        if self._is_detailed:
            self.stdout.write(f"{label}\u00a0: {outcome.message}")
            self._describe(outcome)
        page = outcome.page
        return {
            "status": outcome.status,
            "message": outcome.message,
            "page": {"id": page.pk, "title": page.title, "live": page.live} if page else None,
            **outcome.report,
        }

    def _describe(self, outcome: ImportOutcome | ImportPreview) -> None:
        report = outcome.report
        if outcome.status is Status.UNCHANGED:
            return
        letter = report["letter"]
        number = letter["number"] or "sans numéro"
        self.stdout.write(f"  n°\u00a0{number}\u00a0: {letter['title']}")
        counts = [f"{report['counts'][key]} {label}" for key, label in RECOGNISED]
        self.stdout.write(f"  {', '.join(counts)}")
        for rubrique in report["rubriques"]:
            heading = f"{rubrique['emoji']} {rubrique['name']}".strip()
            headline = f"\u00a0: {rubrique['headline']}" if rubrique["headline"] else ""
            self.stdout.write(f"  · {heading}{headline}")
        self._list("À compléter", report["missing"].values())
        self._list("Liens perdus", [link["sentence"] for link in report["lost_links"]])
        self._list("Noms de territoires à vérifier", [_format_name(n) for n in report["names"]])
        remarks = [*report["warnings"], *report["uncertain"]]
        self._list("À vérifier", [_format_remark(remark) for remark in remarks])

    def _list(self, title: str, lines: Collection[str]) -> None:
        if lines:
            self.stdout.write(f"  {title}\u00a0:")
        for line in lines:
            self.stdout.write(f"    - {line}")

    def _totals(self, entries: list[dict[str, Any]]) -> str:
        statuses = [entry["status"] for entry in entries]
        counts = [f"{statuses.count(s)} {label}" for s, label in COUNTED if s in statuses]
        failed = statuses.count("failed")
        return f"Terminé\u00a0: {', '.join([*counts, f'{failed} échec(s)'])}."


def _format_remark(remark: dict[str, Any]) -> str:
    where = f"ligne {remark['lines'][0]}, " if remark["lines"] else ""
    text = remark["text"][:80]
    quoted = f" [{text}]" if text and text not in remark["message"] else ""
    return f"{where}{remark['message']}{quoted}"


def _format_name(name: dict[str, Any]) -> str:
    return f"ligne {name['lines'][0]}, {name['message']}"
