from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.backup.errors import BackupError
from hub.backup.writing import BackupReport, write_backup
from hub.progress import Progress

SHOWN_FILES = 20


class Command(BaseCommand):
    help = (
        "Sauvegarde le site dans un fichier\u00a0: base de données et médias. Le site reste en "
        "ligne, et peut changer pendant ce temps. Le fichier contient les comptes et les "
        "documents privés. À vérifier ensuite avec «\u00a0verify\u00a0»."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER", help="fichier à créer (.zip)")

    def handle(self, *, file: Path, **options: Any) -> None:
        if not file.parent.is_dir():
            raise CommandError(f"Le dossier «\u00a0{file.parent}\u00a0» n’existe pas.")
        try:
            with Progress(self.stdout, "Sauvegarde") as progress:
                report = write_backup(file, progress.show)
        except BackupError as error:
            raise CommandError(f"Rien n’a été sauvegardé. {error}") from error
        self._write_report(file, report)

    def _write_report(self, file: Path, report: BackupReport) -> None:
        megabytes = file.stat().st_size / 1_000_000
        self.stdout.write(
            f"Sauvegarde écrite\u00a0: {file} ({megabytes:.1f} Mo), {sum(report.counts.values())} "
            f"lignes, {report.media_files} fichiers."
        )
        missing = report.missing_media
        for name in missing[:SHOWN_FILES]:
            self.stderr.write(f"Fichier absent du disque\u00a0: {name}")
        if len(missing) > SHOWN_FILES:
            self.stderr.write(f"… et {len(missing) - SHOWN_FILES} autres fichiers absents.")
