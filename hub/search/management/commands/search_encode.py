from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.progress import Progress
from hub.search.meaning import current_encoder
from hub.search.outbox.encoding import EncodingResult, encode_all, encoding_progress
from hub.search.outbox.sync import sync


class Command(BaseCommand):
    help = (
        "Encode les textes des pages publiées pour la recherche par le sens, sans refaire ce qui "
        "l’est déjà. Le site le fait de lui-même\u00a0; utile pour suivre l’avancement, après un "
        "changement de modèle. Interrompue, la commande reprend où elle en était."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--limit", type=int, metavar="NOMBRE", help="s’arrêter après ce nombre de textes"
        )

    def handle(self, *, limit: int | None, **options: Any) -> None:
        if current_encoder() is None:
            raise CommandError("Ce site n’a pas d’encodeur\u00a0: voyez SEARCH_ENCODER.")
        result = encode_with_progress(self, limit)
        if result.error:
            raise CommandError(f"{result.error} Les textes déjà encodés sont gardés.")


def encode_with_progress(command: BaseCommand, limit: int | None = None) -> EncodingResult:
    """Encode what waits and send it to the engines; write the progress and the counts."""
    before = encoding_progress()
    with Progress(command.stdout, "Textes encodés", before.total) as progress:
        result = encode_all(lambda done: progress.show(before.encoded + done), limit)
    if result.encoded:
        sync(force=True)
    after = encoding_progress()
    command.stdout.write(f"Textes encodés\u00a0: {after.encoded} sur {after.total}.")
    if result.is_busy:
        command.stdout.write("Un autre processus encode déjà\u00a0: il continue.")
    return result
