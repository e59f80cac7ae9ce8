"""Filling of an InitiativePage with the values of a parsed initiative."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Orderable
from wagtail.utils.file import hash_filelike

from hub.core.images.fields import RenderableImageField
from hub.core.models import PageTerritory, PageTheme
from hub.core.publication import blocking_findings
from inspiration.importing.builder.directory import Directory
from inspiration.importing.errors import InitiativeImportError, Problem
from inspiration.importing.parsed import ParsedInitiative, Reference
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
WITH_ORGANISATION = ("partners", "funders")
# Keys ignored when two versions are compared: identifiers of rows and blocks.
VOLATILE = ("pk", "id", "page", "content_object")


def fill_page(
    page: InitiativePage, initiative: ParsedInitiative, directory: Directory, outcome: Outcome
) -> None:
    """Set on `page` the values present in `initiative`; leave the others unchanged."""
    page.title = page.draft_title = initiative.title
    for name, value in initiative.values.items():
        setattr(page, name, value)
    if initiative.body is not None:
        page.body = json.dumps(
            [
                {"type": kind, "value": directory.quote(value) if kind == "quote" else value}
                for kind, value in initiative.body
            ]
        )
    if initiative.themes is not None:
        page.theme_items = [
            PageTheme(tag=directory.theme(reference), sort_order=order)
            for order, reference in enumerate(initiative.themes)
        ]
    if initiative.territories is not None:
        page.territory_links = [
            PageTerritory(
                territory=directory.territory(reference), role=reference.role, sort_order=order
            )
            for order, reference in enumerate(initiative.territories)
        ]
    for relation, rows in initiative.rows.items():
        setattr(page, relation, [_row(relation, *pair, directory) for pair in enumerate(rows)])
    if initiative.contact:
        page.contact_person = directory.person(initiative.contact, outcome)
    if initiative.image:
        page.image = _image(initiative.image, initiative.source, page.title)


def _row(relation: str, order: int, row: Any, directory: Directory) -> Orderable:
    values = asdict(row)
    if relation in WITH_ORGANISATION:
        values["organisation"] = directory.organisation(row.name)
        values["name"] = "" if values["organisation"] else row.name
    return ROW_MODELS[relation](sort_order=order, **values)


def _image(reference: Reference, source: str, title: str) -> AbstractImage:
    """Return the image of that file; create it unless one has the same bytes (`file_hash`)."""
    path = Path(reference.label)
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    try:
        upload = RenderableImageField().clean(upload)
    except ValidationError as error:
        message = f"image {' '.join(error.messages)}"
        raise InitiativeImportError(Problem(source, reference.line, message)) from error
    upload.seek(0)
    image_model = get_image_model()
    known = image_model.objects.filter(file_hash=hash_filelike(upload)).first()
    if known:
        return known
    image = image_model(title=title, file=upload)
    image._set_image_file_metadata()
    image.save()
    return image


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
