"""Check for links lost by the export of an imported letter and still missing."""

from collections.abc import Iterator

from hub.core.publication import Finding, Severity
from hub.newsletters.lost_links import unresolved_links
from hub.newsletters.preflight.proof import Proof


def check_lost_links(proof: Proof) -> Iterator[Finding]:
    """Warn about each lost link that is still missing."""
    for link in unresolved_links(proof.letter):
        message = f"le lien de «\u00a0{link.words}\u00a0» s’est perdu à l’import."
        field = "rubriques" if link.block_id else FIELDS.get(link.place, "rubriques")
        yield Finding(Severity.WARNS, message, link.place, link.block_id, field)


FIELDS = {"Introduction": "intro", "Conclusion": "closing"}
