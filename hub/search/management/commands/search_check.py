from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.progress import Progress
from hub.search.contract import EngineUnavailable
from hub.search.management.commands.search_rebuild import chosen_consumers
from hub.search.management.commands.search_sync import dead_count, waiting_count
from hub.search.outbox.checking import Drift, find_drift, repair
from hub.search.outbox.consumers import Busy, Consumer
from hub.search.projection.entries import published_pages


class Command(BaseCommand):
    help = (
        "Compare chaque index de recherche avec les pages publiées\u00a0: pages qui manquent, "
        "pages dont le contenu a changé, pages qui ne devraient plus y être. Se termine en "
        "erreur au moindre écart\u00a0; --repair le corrige."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="corriger les écarts trouvés")
        parser.add_argument(
            "--engine",
            metavar="MOTEUR",
            help="ne vérifier que ce moteur\u00a0: embedded ou elasticsearch (tous par défaut)",
        )

    def handle(self, *, repair: bool, engine: str | None, **options: Any) -> None:
        chosen = chosen_consumers(engine)
        wrong = [c.name for c in chosen if not self._check(c, with_repair=repair)]
        if wrong:
            hint = "" if repair else " Pour les corriger\u00a0: search_check --repair."
            raise CommandError(f"Index à corriger\u00a0: {', '.join(wrong)}.{hint}")

    def _check(self, consumer: Consumer, *, with_repair: bool) -> bool:
        """Compare an index, repair it if asked; return whether it is right in the end."""
        try:
            drift = self._compare(consumer)
            if drift.uids and with_repair:
                repair(consumer, drift)
                self.stdout.write(f"{consumer.name}\u00a0: {len(drift.uids)} écarts corrigés.")
                drift = self._compare(consumer)
        except EngineUnavailable as error:
            self.stderr.write(f"{consumer.name}\u00a0: le moteur ne répond pas ({error}).")
            return False
        except Busy:
            self.stderr.write(f"{consumer.name}\u00a0: un autre processus y écrit.")
            return False
        return not drift.uids and not dead_count(consumer.name)

    def _compare(self, consumer: Consumer) -> Drift:
        name = consumer.name
        with Progress(self.stdout, name, published_pages().count()) as progress:
            drift = find_drift(consumer, progress.show)
        self.stdout.write(
            f"{name}\u00a0: {drift.expected} pages attendues, {len(drift.missing)} manquent, "
            f"{len(drift.stale)} ont changé, {len(drift.extra)} en trop\u00a0; "
            f"{waiting_count(name)} changements en attente, {dead_count(name)} abandonnés."
        )
        for uid in drift.uids[:20]:
            self.stderr.write(f"{name}\u00a0: écart sur {uid}")
        return drift
