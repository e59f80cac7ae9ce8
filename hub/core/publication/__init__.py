"""The publication gate: what a page lacks to go live, and the one place that refuses it.

`publication_findings(page)` is the list of rules. The edit form, bulk publication, scheduling, the
review workflow, the imports and copies all ask it; `PublicationGateMixin.publish` enforces it.
"""

from .findings import Finding, Severity
from .gate import PublicationGateMixin, PublicationRefusedError
from .rules import blocking_findings, publication_findings

__all__ = [
    "Finding",
    "PublicationGateMixin",
    "PublicationRefusedError",
    "Severity",
    "blocking_findings",
    "publication_findings",
]
