from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.progress import Progress
from hub.search.attachments.reading import forget_failures, read_documents
from hub.search.contract import EngineUnavailable
from hub.search.management.commands.search_encode import encode_with_progress
from hub.search.meaning import current_encoder
from hub.search.outbox.consumers import Busy, Consumer, consumers
from hub.search.outbox.rebuilding import rebuild
from hub.search.projection.entries import published_pages


class Command(BaseCommand):
    help = (
        "Refait de zéro l’index de recherche, à partir des pages publiées. Le site reste en "
        "ligne et l’ancien index répond jusqu’à la fin\u00a0; ce qui change pendant ce temps "
        "n’est pas perdu. Utile après une restauration, une mise à jour ou un doute."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--engine",
            metavar="MOTEUR",
            help="ne refaire que ce moteur\u00a0: embedded ou elasticsearch (tous par défaut)",
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="ne refaire que les index vides d’un site qui a des pages",
        )
        parser.add_argument(
            "--documents",
            action="store_true",
            help="lire aussi à nouveau les documents joints qui étaient illisibles",
        )

    def handle(
        self, *, engine: str | None, if_empty: bool, documents: bool, **options: Any
    ) -> None:
        chosen = chosen_consumers(engine)
        total = published_pages().count()
        if if_empty:
            chosen = [c for c in chosen if total and not c.engine.health().entries]
        if not chosen:
            return
        if documents:
            forget_failures()
        with Progress(self.stdout, "Documents lus") as progress:
            read = read_documents(progress.show)
        if read:
            self.stdout.write(f"Documents lus\u00a0: {read}.")
        failed = [consumer.name for consumer in chosen if not self._rebuild(consumer, total)]
        # With --if-empty, before a server starts: its worker encodes.
        if current_encoder() and not if_empty and (error := encode_with_progress(self).error):
            self.stderr.write(f"Encodeur\u00a0: {error}")
        if failed:
            raise CommandError(f"Index non refait\u00a0: {', '.join(failed)}.")

    def _rebuild(self, consumer: Consumer, total: int) -> bool:
        """Rebuild the index of an engine; return whether it succeeded."""
        name = consumer.name
        try:
            with Progress(self.stdout, name, total) as progress:
                count, drained = rebuild(consumer, progress.show)
        except EngineUnavailable as error:
            self.stderr.write(
                f"{name}\u00a0: le moteur ne répond pas ({error}). Son ancien index reste en place."
            )
            return False
        except Busy:
            self.stderr.write(f"{name}\u00a0: un autre processus écrit déjà dans cet index.")
            return False
        self.stdout.write(
            f"{name}\u00a0: {count} pages dans l’index, {drained.sent} changements repris."
        )
        for uid, why in drained.refusals.items():
            self.stderr.write(f"{name} refuse {uid}\u00a0: {why}")
        return not (drained.error or drained.refusals)


def chosen_consumers(engine: str | None) -> list[Consumer]:
    """Return the consumers of this site, or the one named; raise `CommandError` if none is."""
    found = [consumer for consumer in consumers() if engine in (None, consumer.name)]
    if not found:
        names = ", ".join(consumer.name for consumer in consumers())
        raise CommandError(f"Ce site n’a pas de moteur «\u00a0{engine}\u00a0»\u00a0: {names}.")
    return found
