"""Entry point of the seeding; each step depends on the previous ones."""

from collections.abc import Callable

from django.db import transaction

from home.demo.agenda import seed_agenda, seed_resources
from home.demo.directory import seed_directory
from home.demo.front import seed_front
from home.demo.initiatives import add_extra_blocks, seed_initiatives
from home.demo.letters import seed_letters
from home.demo.podcasts import seed_podcasts
from home.demo.programme import seed_programme
from hub.core.models import HubPage
from hub.newsletters.importing import NewsletterImportError
from inspiration.importing import InitiativeImportError

STEPS = [
    ("Territoires, organisations, personnes", seed_directory),
    ("Initiatives", seed_initiatives),
    ("Podcast", seed_podcasts),
    ("Agenda", seed_agenda),
    ("Ressources", seed_resources),
    ("Lettres", seed_letters),
    ("Programme", seed_programme),
    ("Accueil et pages libres", seed_front),
]


class SeedingError(Exception):
    """The demo content cannot be created; nothing is saved. The message is in French."""


def seed_demo(
    *, force: bool = False, say: Callable[[str], object] = lambda words: None
) -> dict[str, int]:
    """Create the demo content in one transaction; return {French label: number of objects}.

    `say` receives a progress message in French before each step. Raise SeedingError when the site
    already has pages, unless `force`, and when an importer rejects a file.
    """
    if not force and HubPage.objects.exists():
        raise SeedingError(
            "Ce site a déjà des pages\u00a0: le contenu de démonstration ne s’y mêle pas. "
            "Avec --force, il s’ajoute ou se met à jour, sans rien effacer ni toucher à ce que "
            "quelqu’un a modifié."
        )
    counts = {}
    try:
        with transaction.atomic():
            for number, (label, step) in enumerate(STEPS, start=1):
                say(f"[{number}/{len(STEPS)}] {label}…")
                counts |= step()
            add_extra_blocks()
    except (InitiativeImportError, NewsletterImportError) as error:
        raise SeedingError(f"Rien n’a été créé.\n{error}") from error
    return counts
