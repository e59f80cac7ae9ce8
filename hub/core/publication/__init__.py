"""Publication rules: validation before a page goes live.

`publication_findings(page)` runs all rules. The edit form, bulk publication, scheduling, the
review workflow, imports and copies call it; `PublicationGateMixin.publish` enforces it.
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
