from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.backup.verifying import Verification, verify_backup
from hub.progress import Progress

SHOWN_NOTICES = 20


class Command(BaseCommand):
    help = (
        "Vérifie une sauvegarde sans toucher au site\u00a0: empreintes, nombres, lignes, "
        "références, médias. Se termine en erreur, avec les raisons, si quelque chose ne va pas."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER", help="sauvegarde à lire")

    def handle(self, *, file: Path, **options: Any) -> None:
        with Progress(self.stdout, "Vérification") as progress:
            result = verify_backup(file, progress.show)
        if result.manifest:
            self._write_table(result)
        for words in result.notices[:SHOWN_NOTICES]:
            self.stderr.write(f"À savoir\u00a0: {words}")
        if len(result.notices) > SHOWN_NOTICES:
            self.stderr.write(f"… et {len(result.notices) - SHOWN_NOTICES} autres remarques.")
        if result.problems:
            raise CommandError(describe_problems(result))
        self.stdout.write(self.style.SUCCESS("La sauvegarde est entière."))

    def _write_table(self, result: Verification) -> None:
        manifest = result.manifest
        if manifest is None:
            return
        self.stdout.write(
            f"Faite le {manifest.created_at}, base {manifest.database}, "
            f"version {manifest.hub_version}."
        )
        width = max(map(len, manifest.labels), default=0)
        self.stdout.write(f"{'Table':{width}}  {'attendu':>8}  {'lu':>8}")
        for label in manifest.labels:
            expected, read = manifest.counts.get(label, 0), result.counts.get(label, 0)
            self.stdout.write(f"{label:{width}}  {expected:8}  {read:8}")
        self.stdout.write(
            f"{'Médias':{width}}  {manifest.media_files:8}  {result.media_files:8}"
            f"  ({result.media_bytes / 1_000_000:.1f} Mo)"
        )


def describe_problems(result: Verification) -> str:
    """Return the problems of a backup in French, one per line."""
    lines = ["Cette sauvegarde n’est pas bonne.", *result.problems]
    if result.other_problems:
        lines.append(f"… et {result.other_problems} autres problèmes.")
    return "\n".join(lines)
