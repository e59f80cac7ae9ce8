"""What is checked before a letter goes out.

A check is a function that takes a `Proof` and yields `Finding`s, in French. To add one: write it in
the file of its subject and name it in CHECKS; the edit form, the screen « Avant l’envoi » and the
publication follow.
"""

from .addresses import check_private_addresses
from .findings import Finding, Severity
from .images import check_alternatives
from .links import check_chosen_pages, check_text_links
from .proof import Proof
from .rubriques import check_colours, check_empty_rubriques
from .size import check_size
from .subject import check_subject
from .text_part import check_text_part

CHECKS = (
    check_size,
    check_subject,
    check_empty_rubriques,
    check_alternatives,
    check_text_links,
    check_chosen_pages,
    check_private_addresses,
    check_colours,
    check_text_part,
)

__all__ = ["CHECKS", "Finding", "Proof", "Severity", "blocking_errors", "run_checks"]


def run_checks(proof):
    """Return the `Finding`s of a `Proof`, those that stop the letter first."""
    findings = [finding for check in CHECKS for finding in check(proof)]
    return sorted(findings, key=lambda finding: finding.severity is not Severity.BLOCKS)


def blocking_errors(letter):
    """Return {field of the edit form: message} for what stops the publication of a letter."""
    errors = {}
    for finding in run_checks(Proof(letter)):
        if finding.severity is Severity.BLOCKS:
            errors.setdefault(finding.field, []).append(str(finding))
    return {field: " ".join(messages) for field, messages in errors.items()}
