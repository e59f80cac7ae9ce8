from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.progress import Progress
from hub.territories.gazetteer.loading import STEPS, LoadReport, load
from hub.territories.gazetteer.reading import (
    edition_key,
    newest_file,
    read_gazetteer,
    read_header,
    shipped_file,
)
from hub.territories.gazetteer.records import GazetteerError
from hub.territories.models import GazetteerState

COUNTS = (
    ("created", "ajoutés"),
    ("changed", "mis à jour"),
    ("adopted", "créés à la main et devenus officiels"),
    ("renamed", "renommés"),
    ("restored", "rétablis"),
    ("dissolved", "disparus"),
    ("merged", "remplacés par un autre"),
)


class Command(BaseCommand):
    help = (
        "Charge le répertoire officiel des territoires (communes, intercommunalités, départements, "
        "régions), ou le met à jour. Une seconde fois, rien ne change. Les pages, leurs "
        "territoires et leurs adresses restent."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from",
            dest="source",
            type=Path,
            help="fichier à charger, ou dossier dont on charge l’édition la plus récente "
            "(par défaut\u00a0: l’édition livrée avec le site)",
        )
        parser.add_argument(
            "--force",
            action="store_true",
            help="charger même une édition plus ancienne que celle du site",
        )
        parser.add_argument(
            "--if-newer",
            action="store_true",
            help="ne rien faire, sans erreur, si cette édition ou une plus récente est déjà là",
        )

    def handle(self, *, source: Path | None, force: bool, if_newer: bool, **options: Any) -> None:
        try:
            path = _file(source)
            if if_newer and not _is_newer(path):
                return
            with Progress(self.stdout, "Répertoire des territoires", len(STEPS) + 1) as progress:
                progress.show(0, "lecture")
                gazetteer = read_gazetteer(path)
                progress.show(1, "lecture")
                report = load(
                    gazetteer,
                    force=force,
                    show=lambda step, what: progress.show(step + 1, what),
                )
        except GazetteerError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(summary(gazetteer.edition, report))


def _file(source: Path | None) -> Path:
    if source is None:
        return shipped_file()
    return newest_file(source) if source.is_dir() else source


def _is_newer(path: Path) -> bool:
    return edition_key(read_header(path)["edition"]) > edition_key(GazetteerState.current().edition)


def summary(edition: str, report: LoadReport) -> str:
    """Return the counts of a load, in one line."""
    words = [f"{number} {what}" for name, what in COUNTS if (number := getattr(report, name))]
    if report.aliases:
        words.append(f"{report.aliases} autres noms")
    changes = ", ".join(words) or "rien n’a changé"
    return (
        f"Répertoire des territoires, édition {edition}, {report.total} territoires\u00a0: "
        f"{changes}."
    )
