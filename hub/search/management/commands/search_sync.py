import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hub.search.models import SearchChange
from hub.search.outbox.sync import Pass, sync


class Command(BaseCommand):
    help = (
        "Transmet aux moteurs de recherche ce qui a changé et qui attend, et lit les documents "
        "joints dont le texte n’est pas encore connu. À lancer toutes les minutes par un "
        "planificateur, ou une fois pour toutes avec --watch. Rien ne se perd entre deux passages."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--watch", action="store_true", help="recommencer sans fin, jusqu’à Ctrl+C"
        )
        parser.add_argument(
            "--interval",
            type=float,
            default=10.0,
            metavar="SECONDES",
            help="avec --watch\u00a0: attente entre deux passages (10 par défaut)",
        )

    def handle(self, *, watch: bool, interval: float, **options: Any) -> None:
        if watch and interval <= 0:
            raise CommandError("L’attente entre deux passages est un nombre positif de secondes.")
        if not watch:
            done = sync(force=True)
            self._say(done)
            self._fail_unless_told(done)
            return
        try:
            while True:
                done = sync()
                if self._has_news(done):
                    self._say(done)
                time.sleep(interval)
        except KeyboardInterrupt:
            self.stdout.write("Arrêt demandé.")

    def _has_news(self, done: Pass) -> bool | int:
        counts = [one.told or one.refused or one.dead or one.error for one in done.drained.values()]
        return done.documents or any(counts)

    def _say(self, done: Pass) -> None:
        if done.documents:
            self.stdout.write(f"Documents lus\u00a0: {done.documents}.")
        for name, one in done.drained.items():
            self.stdout.write(
                f"{name}\u00a0: {one.told} changements transmis, {waiting(name)} en attente, "
                f"{dead(name)} abandonnés."
            )
            for uid, why in one.refusals.items():
                self.stderr.write(f"{name} refuse {uid}\u00a0: {why}")
        for name in done.busy:
            self.stdout.write(f"{name}\u00a0: un autre processus s’en occupe déjà.")

    def _fail_unless_told(self, done: Pass) -> None:
        problems = [f"{name} ne répond pas ({why})" for name, why in done.errors.items()]
        problems += [
            f"{name} a refusé {one.refused + one.dead} changements"
            for name, one in done.drained.items()
            if one.refused or one.dead
        ]
        if problems:
            words = "\u00a0; ".join(problems)
            raise CommandError(f"{words}. Ce qui attend reste noté.")


def waiting(engine: str) -> int:
    """Return how many changes wait for an engine, those that are due later set aside."""
    changes = SearchChange.objects.waiting()
    return changes.filter(engine=engine, due_at__lte=timezone.now()).count()


def dead(engine: str) -> int:
    """Return how many changes an engine refused for good."""
    return SearchChange.objects.dead().filter(engine=engine).count()
