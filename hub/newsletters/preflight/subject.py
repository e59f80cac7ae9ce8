"""The first line that a reader sees."""

from hub.core.publication import Finding, Severity


def check_subject(proof):
    """Warn when the subject made from the title had to be cut."""
    letter = proof.letter
    if not letter.email_subject and letter.subject != letter.numbered_title:
        message = (
            f"tiré du titre, il est trop long et coupé\u00a0: «\u00a0{letter.subject}\u00a0». "
            "Écrivez-en un de 78 signes au plus."
        )
        yield Finding(Severity.WARNS, message, "Objet du courriel", field="email_subject")
