from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.backup.errors import BackupError
from hub.backup.management.commands.verify import describe_problems
from hub.backup.restoring import RestoreReport, restore_backup
from hub.backup.verifying import verify_backup
from hub.progress import Progress

# What a backup leaves out, made again in this order: (command, its arguments, French label).
REBUILDING: list[tuple[str, list[str], str]] = [
    ("rebuild_references_index", [], "Références entre les objets"),
    ("wagtail_update_index", [], "Recherche de l’administration"),
    ("make_renditions", [], "Tailles des images"),
    ("search_rebuild", [], "Recherche du site"),
]
NEXT = """\
Le site est restauré. À faire maintenant\u00a0:
1. Donnez le dossier des médias au compte qui fait tourner le site\u00a0: {media}
2. Démarrez le site et ouvrez {url}\u00a0: chacun se connecte avec son mot de passe habituel.
3. Faites une première sauvegarde du nouveau site."""


class Command(BaseCommand):
    help = (
        "Restaure une sauvegarde sur un site vide, SQLite ou PostgreSQL\u00a0: tout, ou rien. "
        "Arrêtez d’abord le site. L’adresse du site devient celle de BASE_URL."
    )
    # The database may have no table yet.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER", help="sauvegarde à lire")
        parser.add_argument(
            "--data-only",
            action="store_true",
            help="ne pas refaire les index ni les tailles des images, qui manqueront",
        )

    def handle(self, *, file: Path, data_only: bool, **options: Any) -> None:
        with Progress(self.stdout, "Vérification") as progress:
            result = verify_backup(file, progress.show)
        if result.problems:
            raise CommandError(f"{describe_problems(result)}\nRien n’a été restauré.")
        try:
            with Progress(self.stdout, "Restauration") as progress:
                report = restore_backup(file, Path(settings.MEDIA_ROOT), progress.show)
        except BackupError as error:
            raise CommandError(f"Rien n’a été restauré. {error}") from error
        self._finish(report, data_only=data_only)

    def _finish(self, report: RestoreReport, *, data_only: bool) -> None:
        """Migrate an older backup, give the site its address, rebuild what was left out."""
        self.stdout.write(f"Restauré\u00a0: {report.rows} lignes, {report.media_files} fichiers.")
        if report.was_older:
            self.stdout.write("Sauvegarde plus ancienne que le programme\u00a0: mise à jour.")
        failed = []
        steps = [("migrate", ["--no-input"], "Migrations et adresse du site")]
        for command, arguments, label in steps if data_only else steps + REBUILDING:
            self.stdout.write(f"{label}…")
            try:
                call_command(command, *arguments, verbosity=0, stdout=self.stdout)
            except CommandError as error:
                self.stderr.write(str(error))
                failed.append(command)
        self.stdout.write(NEXT.format(url=settings.BASE_URL, media=settings.MEDIA_ROOT))
        if failed:
            raise CommandError(
                f"Les données sont restaurées, mais il faut relancer\u00a0: {', '.join(failed)}."
            )
