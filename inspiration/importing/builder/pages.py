"""Filling of an InitiativePage with the values of a parsed initiative."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.models import AbstractImage
from wagtail.models import Orderable

from hub.core.importing.images import import_image
from hub.core.models import PageTerritory, PageTheme, TerritoryRole
from hub.core.publication import blocking_findings
from hub.themes.models import Theme
from inspiration.importing.builder.directory import Directory
from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.importing.parsed import ParsedInitiative, Reference, TerritoryReference
from inspiration.importing.parser.values import SPACES
from inspiration.importing.report import Outcome
from inspiration.models import (
    CooperationPartner,
    InitiativeFunder,
    InitiativePage,
    InitiativeResult,
    InitiativeSource,
    InitiativeStep,
)

ROW_MODELS = {
    "steps": InitiativeStep,
    "partners": CooperationPartner,
    "results": InitiativeResult,
    "funders": InitiativeFunder,
    "sources": InitiativeSource,
}
PERIOD_FIELDS = ("start_date", "start_precision", "end_date")
WITH_ORGANISATION = ("partners", "funders")
# Keys ignored when two versions are compared: identifiers of rows and blocks.
VOLATILE = ("pk", "id", "page", "content_object")


def fill_page(
    page: InitiativePage, initiative: ParsedInitiative, directory: Directory, outcome: Outcome
) -> None:
    """Set on `page` the values present in `initiative`; leave the others unchanged."""
    if not _differ_by_spaces(page.title, initiative.title):
        page.title = page.draft_title = initiative.title
    keeps_dates = bool(initiative.period) and page.when == initiative.period
    for name, value in initiative.values.items():
        kept = keeps_dates and name in PERIOD_FIELDS
        if not kept and not _differ_by_spaces(getattr(page, name), value):
            setattr(page, name, value)
    if initiative.body is not None:
        page.body = json.dumps(
            [
                {"type": kind, "value": directory.quote(value) if kind == "quote" else value}
                for kind, value in initiative.body
            ]
        )
    if initiative.themes is not None:
        _set_themes(page, [directory.theme(reference) for reference in initiative.themes])
    if initiative.territories is not None:
        _set_territories(page, initiative.territories, directory)
    for relation, rows in initiative.rows.items():
        setattr(page, relation, [_row(relation, *pair, directory) for pair in enumerate(rows)])
    if initiative.contact:
        page.contact_person = directory.person(initiative.contact, outcome)
    if initiative.image:
        page.image = _image(initiative.image, initiative.source, page.title)


def _differ_by_spaces(current: Any, value: Any) -> bool:
    """Tell whether two texts have the same words: a table has no line breaks in short texts."""
    if not isinstance(current, str) or not isinstance(value, str) or current == value:
        return False
    return SPACES.sub(" ", current).strip() == SPACES.sub(" ", value).strip()


def _set_themes(page: InitiativePage, themes: list[Theme]) -> None:
    """Set the themes of `page`, unless it has the same ones in the same order."""
    if page.ranked_themes != themes:
        page.theme_items = [
            PageTheme(tag=theme, sort_order=order) for order, theme in enumerate(themes)
        ]


def _set_territories(
    page: InitiativePage, references: list[TerritoryReference], directory: Directory
) -> None:
    """Set the territories and roles of `page`, unless they are the same in the same order."""
    current = [(link.territory, link.role) for link in page.territory_links.all()]
    roles = dict(current)
    links = [
        (territory, reference.role or roles.get(territory, TerritoryRole.LEAD.value))
        for reference in references
        for territory in [directory.territory(reference)]
    ]
    if current != links:
        page.territory_links = [
            PageTerritory(territory=territory, role=role, sort_order=order)
            for order, (territory, role) in enumerate(links)
        ]


def _row(relation: str, order: int, row: Any, directory: Directory) -> Orderable:
    values = asdict(row)
    if relation in WITH_ORGANISATION:
        values["organisation"] = directory.organisation(row.name)
        values["name"] = "" if values["organisation"] else row.name
    return ROW_MODELS[relation](sort_order=order, **values)


def _image(reference: Reference, source: str, title: str) -> AbstractImage:
    """Return the image of that file; create it unless one has the same bytes (`file_hash`)."""
    path = Path(reference.label)
    try:
        return import_image(path.name, path.read_bytes(), title)
    except ValidationError as error:
        message = f"image {' '.join(error.messages)}"
        raise InitiativeImportError(Problem(source, reference.line, message)) from error


def missing_to_publish(page: InitiativePage) -> list[str]:
    """Return sentences that say what blocks the publication of `page`; empty if nothing does."""
    return [str(finding) for finding in blocking_findings(page)]


def content_of(page: InitiativePage) -> Any:
    """Return the serialised content of a page without the identifiers of rows and blocks."""
    data = page.serializable_data()
    data["body"] = json.loads(data["body"])
    return _without_volatile(data)


def _without_volatile(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_volatile(v) for key, v in value.items() if key not in VOLATILE}
    if isinstance(value, list):
        return [_without_volatile(entry) for entry in value]
    return value
