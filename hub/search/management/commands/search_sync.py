from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hub.search.models import SearchChange
from hub.search.outbox.encoding import encode_all
from hub.search.outbox.sync import SyncResult, sync


class Command(BaseCommand):
    help = (
        "Transmet aux moteurs de recherche ce qui a changé et qui attend, et lit les documents "
        "joints dont le texte n’est pas encore connu. Le processus des tâches de fond "
        "(«\u00a0worker\u00a0») le fait sans cesse\u00a0; cette commande le fait une fois, sans "
        "attendre, et écrit ce qui ne va pas."
    )

    def handle(self, **options: Any) -> None:
        done = sync(force=True)
        self._write_report(done)
        self._encode()
        self._raise_if_refused(done)

    def _encode(self) -> None:
        """Encode what waits; a failing encoder does not make the command fail."""
        result = encode_all()
        if result.encoded:
            sync(force=True)
            self.stdout.write(f"Textes encodés\u00a0: {result.encoded}.")
        if result.error:
            self.stderr.write(f"Encodeur\u00a0: {result.error}")

    def _write_report(self, done: SyncResult) -> None:
        if done.documents:
            self.stdout.write(f"Documents lus\u00a0: {done.documents}.")
        for name, result in done.drained.items():
            self.stdout.write(
                f"{name}\u00a0: {result.sent} changements transmis, "
                f"{waiting_count(name)} en attente, {dead_count(name)} abandonnés."
            )
            for uid, why in result.refusals.items():
                self.stderr.write(f"{name} refuse {uid}\u00a0: {why}")
        for name in done.busy:
            self.stdout.write(f"{name}\u00a0: un autre processus s’en occupe déjà.")

    def _raise_if_refused(self, done: SyncResult) -> None:
        problems = [f"{name} ne répond pas ({why})" for name, why in done.errors.items()]
        problems += [
            f"{name} a refusé {result.refused + result.dead} changements"
            for name, result in done.drained.items()
            if result.refused or result.dead
        ]
        if problems:
            words = "\u00a0; ".join(problems)
            raise CommandError(f"{words}. Ce qui attend reste noté.")


def waiting_count(engine: str) -> int:
    """Return the number of due changes not yet sent to an engine."""
    changes = SearchChange.objects.waiting()
    return changes.filter(engine=engine, due_at__lte=timezone.now()).count()


def dead_count(engine: str) -> int:
    """Return the number of changes that an engine refused too many times."""
    return SearchChange.objects.dead().filter(engine=engine).count()
