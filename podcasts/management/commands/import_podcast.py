"""Command `import_podcast`: import a podcast feed as drafts."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from hub.core.importing.commands import ImportCommand
from hub.progress import Progress
from podcasts.importing.builder import ImportOptions, PodcastImport
from podcasts.importing.errors import PodcastImportError
from podcasts.importing.parsed import SourceFeed
from podcasts.importing.parser import parse_feed
from podcasts.importing.readers import MAX_BYTES, read_content, read_feed
from podcasts.importing.report import Outcome, Status, describe_counts, report_of

STANDARD_INPUT = "-"


class Command(ImportCommand):
    help = (
        "Importe un podcast depuis son flux (RSS ou Atom)\u00a0: l’émission et ses épisodes "
        "deviennent des brouillons, avec leurs notes, chapitres, transcriptions et personnes. Les "
        "sons restent chez leur hébergeur. Le même flux importé deux fois ne change rien, et ce "
        "que la rédaction a modifié n’est jamais remplacé."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "feed", metavar="FLUX", help="adresse https:// du flux, fichier, ou - pour l’entrée"
        )
        parser.add_argument(
            "--fetch-audio", action="store_true", help="copier aussi les sons sur ce site"
        )
        parser.add_argument(
            "--show",
            default="",
            metavar="ADRESSE",
            help="fin de l’adresse de l’émission qui reçoit les épisodes (nouvelle ou non)",
        )
        parser.add_argument(
            "--owner-email",
            default="",
            metavar="ADRESSE",
            help="adresse du propriétaire, s’il verrouille son flux et qu’il est d’accord",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report: Path | None = options["report"]
        self.check_report(report)
        settings = ImportOptions(
            publish=options["publish"],
            fetch_audio=options["fetch_audio"],
            show_slug=options["show"],
            owner_email=options["owner_email"],
        )
        try:
            feed = parse_feed(self._read(options["feed"]))
            running = PodcastImport(feed, settings)
            show = running.run_show()
        except PodcastImportError as error:
            raise CommandError(f"Rien n’a été importé. {error}") from error
        self.stdout.write(f"Émission «\u00a0{show.title}\u00a0»\u00a0: {show.status}")
        outcomes = self._run(running, options["verbosity"])
        if remark := running.keyword_remark():
            show.remarks.append(remark)
        self._conclude(show, outcomes, report)

    def _read(self, source: str) -> SourceFeed:
        if source == STANDARD_INPUT:
            return read_content(sys.stdin.buffer.read(MAX_BYTES + 1))
        return read_feed(source)

    def _run(self, running: PodcastImport, verbosity: int) -> list[Outcome]:
        """Import the items; show the progress, and the items that have remarks."""
        outcomes: list[Outcome] = []
        with Progress(self.stdout, "Épisodes", running.total) as progress:
            for outcome in running.run():
                outcomes.append(outcome)
                if outcome.status is Status.FAILED:
                    progress.clear()
                    self.stderr.write(self.style.ERROR(str(outcome)))
                elif verbosity > 1 or (verbosity and outcome.remarks):
                    progress.clear()
                    self.stdout.write(str(outcome))
                progress.show(len(outcomes), outcome.title)
        return outcomes

    def _conclude(self, show: Outcome, outcomes: list[Outcome], report: Path | None) -> None:
        for remark in show.remarks:
            self.stdout.write(f"· {remark}")
        self.write_report(report, report_of(show, outcomes))
        self.stdout.write(describe_counts(outcomes))
        failed = sum(outcome.status is Status.FAILED for outcome in outcomes)
        if failed:
            raise CommandError(f"{failed} élément(s) du flux non importé(s) (voir ci-dessus).")
