"""Filters of the list of publication findings of a page."""

from collections.abc import Sequence

from django import template

from hub.core.publication import Finding

register = template.Library()


@register.filter
def by_severity(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Split findings into those that block publication and the warnings."""
    return {
        "blocking": [finding for finding in findings if finding.blocks],
        "warnings": [finding for finding in findings if not finding.blocks],
    }


@register.filter
def missing_title(blocking: Sequence[Finding]) -> str:
    """Return « Il manque une chose » or « Il manque 3 choses »."""
    return "Il manque une chose" if len(blocking) == 1 else f"Il manque {len(blocking)} choses"


@register.filter
def to_look_at(warnings: Sequence[Finding]) -> str:
    """Return « 2 points à regarder »; empty without warnings."""
    if not warnings:
        return ""
    return "un point à regarder" if len(warnings) == 1 else f"{len(warnings)} points à regarder"
