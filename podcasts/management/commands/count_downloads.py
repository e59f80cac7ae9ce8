from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from podcasts.counting.downloads import forget_past_days
from podcasts.counting.logs import LogReport, count_log

REASONS_SHOWN = 5


class Command(BaseCommand):
    help = (
        "Compte les écoutes des épisodes dans les journaux de nginx, dont les lignes comptées sont "
        "effacées, puis détruit le sel et les écoutes en cours des jours passés. Sans journal, ne "
        "fait que détruire. À lancer chaque jour, peu après minuit."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("logs", nargs="*", type=Path, metavar="JOURNAL")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for path in options["logs"]:
            try:
                report = count_log(path)
            except OSError as error:
                self.stderr.write(f"{path}\u00a0: {error.strerror or error}.")
                failed += 1
                continue
            self._show(path, report)
        forgotten = forget_past_days()
        self.stdout.write(f"Jours passés\u00a0: {forgotten} lignes détruites.")
        if failed:
            raise CommandError(f"{failed} journaux n’ont pas été lus.")

    def _show(self, path: Path, report: LogReport) -> None:
        self.stdout.write(f"{path}\u00a0: {report.lines} lignes, {report.downloads} écoutes.")
        if not report.unreadable:
            return
        self.stderr.write(
            f"{path}\u00a0: {len(report.unreadable)} lignes illisibles, effacées sans compter."
        )
        for number, reason in report.unreadable[:REASONS_SHOWN]:
            self.stderr.write(f"  ligne {number}\u00a0: {reason}")
