"""Checks of the number and the title of a letter."""

from collections.abc import Iterator

from hub.core.publication import Finding, Severity
from hub.newsletters.models.letters import UNTITLED, NewsletterPage
from hub.newsletters.preflight.proof import Proof


def check_title(proof: Proof) -> Iterator[Finding]:
    """Block a letter that still has the default title of an import."""
    if proof.letter.title == UNTITLED:
        yield Finding(Severity.BLOCKS, "donnez-en un à la lettre.", "Titre", field="title")


def check_number(proof: Proof) -> Iterator[Finding]:
    """Warn when the previous number is missing or not published."""
    letter = proof.letter
    if not letter.number or letter.number == 1:
        return
    others = NewsletterPage.objects.exclude(pk=letter.pk)
    before = others.filter(number__lt=letter.number).order_by("-number").first()
    if before is None:
        return
    if before.number < letter.number - 1:
        message = (
            f"la lettre d’avant porte le n°\u00a0{before.number}\u00a0: "
            f"il n’y a pas de n°\u00a0{letter.number - 1}."
        )
        yield Finding(Severity.WARNS, message, "Numéro", field="number")
    elif not before.live:
        message = f"la lettre n°\u00a0{before.number} n’est pas encore en ligne."
        yield Finding(Severity.WARNS, message, "Numéro", field="number")
