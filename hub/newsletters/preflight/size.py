"""How heavy the message is."""

from hub.core.publication import Finding, Severity

# Gmail cuts what follows; the source is what senders measured, for want of a public rule.
LIMIT = 102_400
COMFORT = 80_000
CUT = "Au-delà de 102 ko, des messageries en cachent la fin."
WAYS_OUT = (
    "Raccourcissez la lettre, ou notez dans l’onglet «\u00a0Courriel\u00a0» pourquoi la faire "
    "partir ainsi."
)


def check_size(proof):
    """Warn over 80 kB; stop at 102,400 octets, unless somebody wrote why it goes out so."""
    letter = proof.letter
    weight = f"le courriel pèse {proof.size / 1000:.0f} ko"
    if proof.size <= COMFORT:
        return
    if proof.size <= LIMIT:
        yield _finding(Severity.WARNS, f"{weight}. {CUT}")
    elif letter.oversize_reason:
        reason = f"Motif noté\u00a0: «\u00a0{letter.oversize_reason}\u00a0»."
        yield _finding(Severity.WARNS, f"{weight}. {CUT} {reason}")
    else:
        yield _finding(Severity.BLOCKS, f"{weight}. {CUT} {WAYS_OUT}")


def _finding(severity, message):
    return Finding(severity, message, "Poids", field="oversize_reason")
