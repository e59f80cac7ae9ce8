"""Checks for private and unknown e-mail addresses in a letter."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from urllib.parse import unquote

from django.utils.html import strip_tags

from hub.core.publication import Finding, Severity
from hub.newsletters.addresses import ADDRESS, addresses_in, known_addresses
from hub.newsletters.preflight.proof import Proof
from hub.people.models import Person

MAILTO = re.compile(r"mailto:([^\"'?\s>]+)", re.IGNORECASE)
UNKNOWN = (
    "l’adresse {} n’est ni celle d’une personne de l’annuaire, ni celle du site. Retirez-la, ou "
    "écrivez-la dans «\u00a0adresses électroniques à publier\u00a0» (onglet Courriel) avec "
    "l’accord de son titulaire."
)


def check_private_addresses(proof: Proof) -> Iterator[Finding]:
    """Block a letter that contains the address of a person whose address is not public."""
    found = {
        address.lower().rstrip(".") for address in ADDRESS.findall(f"{proof.html} {proof.text}")
    }
    if not found:
        return
    for person in Person.objects.exclude(email="").filter(email_is_public=False):
        if person.email.lower() in found:
            message = (
                f"l’adresse de {person.name} n’est pas publique. Retirez-la, ou cochez "
                "«\u00a0montrer l’adresse sur le site\u00a0» dans sa fiche avec son accord."
            )
            where, block_id, field = _place(proof, person.email)
            yield Finding(Severity.BLOCKS, message, where, block_id, field)


def check_unknown_addresses(proof: Proof) -> Iterator[Finding]:
    """Block an imported letter with an unknown address, until the editor keeps or removes it."""
    letter = proof.letter
    if not letter.import_report:
        return
    links = " ".join(unquote(address) for address in MAILTO.findall(unescape(proof.html)))
    shown = " ".join(
        (letter.title, letter.summary, unescape(strip_tags(proof.html)), proof.text, links)
    )
    found = addresses_in(shown)
    if not found:
        return
    accepted = known_addresses() | set(addresses_in(letter.public_addresses))
    for address in found:
        if address.rstrip(".") not in accepted:
            where, block_id, field = _place(proof, address)
            yield Finding(Severity.BLOCKS, UNKNOWN.format(address), where, block_id, field)


def _place(proof: Proof, email: str) -> Sequence[str]:
    """Return where the address first occurs: place in words, block id, form field."""
    places = [place for html, *place in proof.texts if email.lower() in html.lower()]
    return places[0] if places else ("Texte de la lettre", "", "rubriques")
