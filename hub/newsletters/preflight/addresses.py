"""E-mail addresses that people did not agree to show."""

import re

from hub.core.publication import Finding, Severity
from hub.people.models import Person

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def check_private_addresses(proof):
    """Stop a letter that holds the address of somebody who does not show it."""
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


def _place(proof, email):
    """Return where the address is first written: words, id of the block, field of the form."""
    places = [place for html, *place in proof.texts if email.lower() in html.lower()]
    return places[0] if places else ("Texte de la lettre", "", "rubriques")
