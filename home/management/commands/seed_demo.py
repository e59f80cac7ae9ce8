import logging
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.core.management import BaseCommand, CommandError, call_command

from home.demo import SeedingError, seed_demo
from hub.core.models import HubPage
from hub.search.outbox.sync import sync


class Command(BaseCommand):
    help = (
        "Crée le contenu de démonstration\u00a0: lettres, initiatives, podcast, agenda, "
        "ressources. "
        "Refuse un site qui a déjà des pages."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--force",
            action="store_true",
            help="ajouter ou mettre à jour le contenu de démonstration sur un site qui a des "
            "pages\u00a0; rien n’est effacé, et ce que quelqu’un a modifié reste tel quel",
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="ne rien faire, sans erreur, si le site a déjà des pages",
        )

    def handle(self, *, force: bool, if_empty: bool, **options: Any) -> None:
        if if_empty and HubPage.objects.exists():
            return
        try:
            with quiet_log("wagtail"):
                counts = seed_demo(force=force, say=self.stdout.write)
        except SeedingError as error:
            raise CommandError(str(error)) from error
        # Now, not later in the worker: the first reader sees a complete site.
        sync()
        call_command("make_renditions", stdout=StringIO())
        words = ", ".join(f"{number} {what}" for what, number in counts.items())
        self.stdout.write(f"Contenu de démonstration\u00a0: {words}.")


@contextmanager
def quiet_log(name: str) -> Iterator[None]:
    """Raise the level of a logger to WARNING: Wagtail logs two lines per page."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
