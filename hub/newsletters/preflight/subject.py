"""Check of the subject of the e-mail."""

from collections.abc import Iterator

from hub.core.publication import Finding, Severity
from hub.newsletters.preflight.proof import Proof


def check_subject(proof: Proof) -> Iterator[Finding]:
    """Warn when the subject derived from the title is truncated."""
    letter = proof.letter
    if not letter.email_subject and letter.subject != letter.numbered_title:
        message = (
            f"tiré du titre, il est trop long et coupé\u00a0: «\u00a0{letter.subject}\u00a0». "
            "Écrivez-en un de 78 signes au plus."
        )
        yield Finding(Severity.WARNS, message, "Objet du courriel", field="email_subject")
