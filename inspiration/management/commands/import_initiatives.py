from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from hub.core.importing.commands import ImportCommand
from inspiration.importing import (
    InitiativeImportError,
    build_initiatives,
    parse_items,
    read_path,
)
from inspiration.importing.report import Outcome, counts_of, report_of


class Command(ImportCommand):
    help = (
        "Importe des initiatives en brouillons, depuis des fichiers Markdown (avec un en-tête "
        "YAML), CSV, Excel ou OpenDocument. Le même fichier importé deux fois ne change rien."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FICHIER", help="fichiers .md, .csv, .xlsx ou .ods"
        )
        super().add_arguments(parser)
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="remplacer aussi ce qui a été modifié depuis dans l’administration",
        )

    def handle(
        self,
        *,
        files: list[str],
        publish: bool,
        overwrite: bool,
        report: Path | None,
        **options: Any,
    ) -> None:
        self.check_report(report)
        items, problems = [], []
        for path in files:
            try:
                items += read_path(path)
            except InitiativeImportError as error:
                problems += error.problems
        try:
            initiatives = parse_items(items)
            if problems:
                raise InitiativeImportError(*problems)
            outcomes = build_initiatives(
                initiatives,
                publish=publish,
                overwrite=overwrite,
                progress=lambda outcome: self.stdout.write(str(outcome)),
            )
        except InitiativeImportError as error:
            found = [*problems, *(p for p in error.problems if p not in problems)]
            lines = "\n".join(map(str, found))
            raise CommandError(f"Rien n’a été importé.\n{lines}") from error
        self.write_report(report, report_of(outcomes))
        self._conclude(outcomes, publish)

    def _conclude(self, outcomes: list[Outcome], publish: bool) -> None:
        """Write the counts; raise CommandError if `publish` left some unpublished."""
        counts = ", ".join(f"{number} {words}" for words, number in counts_of(outcomes).items())
        self.stdout.write(f"{len(outcomes)} initiatives lues\u00a0: {counts}.")
        waiting = sum(not outcome.published for outcome in outcomes)
        if publish and waiting:
            raise CommandError(f"{waiting} initiatives n’ont pas été publiées (voir ci-dessus).")
