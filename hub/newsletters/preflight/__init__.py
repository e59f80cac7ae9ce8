"""Pre-flight checks of a letter.

A check is a function that takes a `Proof` and yields `hub.core.publication.Finding` objects, with
French messages. To add one, write it in the module of its subject and add it to CHECKS. They are
part of the publication rules of letters: they apply in the edit form, in « Avant l’envoi » and to
every way of publishing.
"""

from hub.core.publication import Finding

from .addresses import check_private_addresses, check_unknown_addresses
from .images import check_alternatives
from .links import check_chosen_pages, check_text_links
from .lost_links import check_lost_links
from .numbering import check_number, check_title
from .proof import Proof
from .rubriques import check_colours, check_empty_rubriques
from .size import check_size
from .subject import check_subject
from .text_part import check_text_part

CHECKS = (
    check_title,
    check_number,
    check_size,
    check_subject,
    check_empty_rubriques,
    check_alternatives,
    check_text_links,
    check_chosen_pages,
    check_lost_links,
    check_private_addresses,
    check_unknown_addresses,
    check_colours,
    check_text_part,
)

__all__ = ["CHECKS", "Proof", "run_checks"]


def run_checks(proof: Proof) -> list[Finding]:
    """Return the findings of every check, in the order of CHECKS."""
    return [finding for check in CHECKS for finding in check(proof)]
