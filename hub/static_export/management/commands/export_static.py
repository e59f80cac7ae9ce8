import logging
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.progress import Progress
from hub.static_export.errors import ExportError
from hub.static_export.exporting import ExportReport, export_site

SHOWN_ADDRESSES = 20


class Command(BaseCommand):
    help = (
        "Copie le site public en fichiers, que nginx sert quand le site ne répond plus. Les pages "
        "inchangées ne sont pas récrites\u00a0; la copie précédente reste servie jusqu’à la fin."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DOSSIER", help="dossier de la copie")

    def handle(self, *, folder: Path, **options: Any) -> None:
        requests = logging.getLogger("hub.requests")
        level = requests.level
        requests.setLevel(logging.WARNING)  # a line per page otherwise
        try:
            with Progress(self.stdout, "Copie") as progress:
                report = export_site(folder, progress.show)
        except ExportError as error:
            raise CommandError(
                f"La copie n’est pas faite\u00a0; la précédente reste servie. {error}"
            ) from error
        finally:
            requests.setLevel(level)
        self._write_report(report)

    def _write_report(self, report: ExportReport) -> None:
        counts = report.counts
        self.stdout.write(
            f"Copie faite\u00a0: {counts.written + counts.unchanged} fichiers, dont "
            f"{counts.written} nouveaux ou changés\u00a0; {counts.removed} retirés. "
            f"{len(report.left_out)} adresses non copiées (formulaires, pages privées, "
            "redirections)."
        )
        for address in report.missing[:SHOWN_ADDRESSES]:
            self.stderr.write(f"Lien vers une adresse introuvable\u00a0: {address}")
        if len(report.missing) > SHOWN_ADDRESSES:
            self.stderr.write(f"… et {len(report.missing) - SHOWN_ADDRESSES} autres.")
