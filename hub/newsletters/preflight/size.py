"""Check of the size of the e-mail."""

from collections.abc import Iterator

from hub.core.publication import Finding, Severity
from hub.newsletters.preflight.proof import Proof

# Size in octets after which Gmail clips a message, as measured by senders: Google documents none.
LIMIT = 102_400
COMFORT = 80_000
CUT = "Au-delà de 102 ko, des messageries en cachent la fin."
WAYS_OUT = (
    "Raccourcissez la lettre, ou notez dans l’onglet «\u00a0Courriel\u00a0» pourquoi la faire "
    "partir ainsi."
)


def check_size(proof: Proof) -> Iterator[Finding]:
    """Warn over 80 kB; block over 102,400 octets unless `oversize_reason` is filled in."""
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


def _finding(severity: Severity, message: str) -> Finding:
    return Finding(severity, message, "Poids", field="oversize_reason")
