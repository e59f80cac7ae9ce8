"""Check for e-mail addresses that are not public."""

import re
from collections.abc import Iterator, Sequence

from hub.core.publication import Finding, Severity
from hub.newsletters.preflight.proof import Proof
from hub.people.models import Person

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


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


def _place(proof: Proof, email: str) -> Sequence[str]:
    """Return where the address first occurs: place in words, block id, form field."""
    places = [place for html, *place in proof.texts if email.lower() in html.lower()]
    return places[0] if places else ("Texte de la lettre", "", "rubriques")
