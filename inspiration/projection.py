"""Search projections of initiatives and resources."""

from typing import TYPE_CHECKING, Any

from hub.core.projection import Projection
from inspiration.means import UNKNOWN
from inspiration.parts import PARTS

if TYPE_CHECKING:
    from inspiration.models import InitiativePage, InitiativeResult, ResourcePage


def initiative_projection(page: "InitiativePage", story: dict[str, Any]) -> Projection:
    """Return the `Projection` of an initiative: story, parts, rows and resources."""
    projection = Projection()
    projection.add_story(story["body"])
    for anchor, (_, names) in PARTS.items():
        if anchor == "demarche":
            for step in page.steps.all():
                projection.add_part(anchor, "step", step.title, step.when, step.text)
        else:
            projection.add_part(anchor, "part", *_part_texts(anchor, names, page, story))
    _add_facts(projection, page)
    projection.add_part("sources", "facts", *[source.title for source in page.sources.all()])
    for row in page.documents.all():
        projection.add_part("documents", "facts", row.shown_title)
        projection.add_documents(row.document)
    return projection


def _add_facts(projection: Projection, page: "InitiativePage") -> None:
    """Add the facts that the page shows in brief; those of a closed list are standing texts."""
    projection.add_standing("en-bref", page.get_phase_display(), page.get_setting_display())
    known = [page.when, page.site_name]
    for label, words in page.means:
        text = f"{label}\u00a0: {words}"
        if words == UNKNOWN:
            projection.add_standing("en-bref", text)
        else:
            known.append(text)
    projection.add_part("en-bref", "facts", *known)


def _part_texts(
    anchor: str, names: list[str], page: "InitiativePage", story: dict[str, Any]
) -> list[Any]:
    """Return the texts that the web page shows under the title of a part."""
    texts = [story[name] for name in names if name in story]
    if anchor == "partenaires":
        texts += [f"{row.shown_name}\u00a0: {row.role}" for row in page.partners.all()]
    elif anchor == "resultats":
        texts += [_result_text(row) for row in page.results.all()]
    elif anchor == "transposer":
        texts += [page.minimum_scale, *[row.source.title for row in page.inspirations.all()]]
    return texts


def _result_text(row: "InitiativeResult") -> str:
    measured = f"{row.indicator}\u00a0: {row.value} {row.unit}".strip()
    return ", ".join(str(part) for part in (measured, row.year, row.source) if part)


def resource_projection(page: "ResourcePage", story: dict[str, Any]) -> Projection:
    """Return the `Projection` of a resource, with the text of its file."""
    projection = Projection()
    projection.add_standing("en-bref", page.get_resource_kind_display())
    projection.add_part("en-bref", "facts", page.author, page.year)
    projection.add_story(story["presentation"], anchor="presentation")
    if page.document:
        projection.add_part("en-bref", "facts", page.document.title)
        projection.add_documents(page.document)
    return projection
