"""Helpers for tests of the builder: short letters, and reading a draft."""

from typing import Any

from django.contrib.auth.models import User

from hub.newsletters.importing import read_pasted
from hub.newsletters.importing.builder import ImportOptions, ImportOutcome, import_letter
from hub.newsletters.models import NewsletterPage


def letter(number: str = "n° 7", title: str = "Les haies de l’été", *rubriques: str) -> str:
    """The text of a short letter; each rubrique is a text of its own."""
    body = rubriques or ("🗣️ Édito : Planter\nPlanter une haie prend une matinée.",)
    return "\n".join((f"Lettre {number} : {title}", "Bonjour à toutes,", *body))


def imported(text: str, user: User | None = None, **options: Any) -> ImportOutcome:
    """Import a pasted text."""
    return import_letter(read_pasted(text), ImportOptions(**options), user=user)


def draft(number: int) -> NewsletterPage:
    """The draft of a letter, as an editor opens it."""
    return NewsletterPage.objects.get(number=number).get_latest_revision_as_object()


def blocks_of(page: NewsletterPage, kind: str) -> list[Any]:
    """The values of the blocks of a kind, in the order of the letter."""
    return [
        block.value
        for rubrique in page.rubriques
        for block in rubrique.value["content"]
        if block.block_type == kind
    ]
