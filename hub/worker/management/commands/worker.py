from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hub.worker.periodic import all_jobs
from hub.worker.process import Worker


class Command(BaseCommand):
    help = (
        "Exécute les tâches de fond\u00a0: publications et dépublications programmées, recherche, "
        "tâches en file, nettoyages. À laisser tourner à côté du site\u00a0; s’arrête avec Ctrl+C "
        "ou SIGTERM, sans rien perdre. Il peut y en avoir plusieurs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--parent",
            type=int,
            metavar="PID",
            help="s’arrêter quand ce processus, qui a lancé celui-ci, s’arrête",
        )

    def handle(self, *, parent: int | None, **options: Any) -> None:
        worker = Worker(all_jobs(), parent)
        self.stdout.write("Tâches de fond\u00a0: en marche.")
        self.stdout.flush()
        worker.run()
